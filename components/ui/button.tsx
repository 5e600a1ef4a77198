import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { Spinner } from './spinner.tsx';

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-md border border-transparent font-medium whitespace-nowrap select-none transition-colors duration-150 disabled:opacity-50 disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-ink text-bg hover:bg-ink/85 disabled:bg-hover disabled:text-faint disabled:opacity-100',
        money: 'bg-money text-on-money hover:bg-money/85 disabled:bg-hover disabled:text-faint disabled:opacity-100',
        secondary: 'border-line-strong bg-raised text-ink hover:bg-hover',
        ghost: 'text-muted hover:bg-hover hover:text-ink',
        danger: 'border-line-strong bg-raised text-danger hover:bg-danger-soft',
        link: 'h-auto min-h-0 rounded-sm px-0 text-ink underline decoration-line-strong underline-offset-4 hover:decoration-ink',
      },
      size: {
        sm: 'h-7 px-2 text-xs touch',
        md: 'h-8 px-3 text-sm touch',
        lg: 'h-11 px-4 text-base',
        icon: 'size-8 text-sm touch-square',
        iconSm: 'size-7 text-sm hit',
      },
    },
    compoundVariants: [{ variant: 'link', class: 'h-auto px-0' }],
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonStyle> {
  /** Gives its looks to the one child, such as a link. */
  asChild?: boolean;
  /** Shows a spinner and takes no second press. */
  busy?: boolean;
}

/** `type` is `button` unless said otherwise. An icon button needs `aria-label`. */
export function Button({ asChild, busy, variant, size, className, children, disabled, type = 'button', ...rest }: ButtonProps) {
  const style = cn(buttonStyle({ variant, size }), className);
  if (asChild) return <Slot.Root className={style} {...rest}>{children}</Slot.Root>;
  return (
    <button type={type} className={style} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy && <Spinner />}
      {children}
    </button>
  );
}
