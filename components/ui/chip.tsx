import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

interface ChipProps extends ComponentProps<'button'> {
  pressed?: boolean;
  count?: number | undefined;
}

/** A choice that is on or off, such as a filter or one of several sizes. */
export function Chip({ pressed = false, count, className, children, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className={cn(
        'inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-sm whitespace-nowrap transition-colors duration-150 touch disabled:opacity-50',
        pressed ? 'border-line-strong bg-hover font-medium text-ink' : 'border-transparent text-faint hover:text-ink',
        className,
      )}
      {...rest}
    >
      {children}
      {count !== undefined && <span className="text-xs text-faint">{count}</span>}
    </button>
  );
}
