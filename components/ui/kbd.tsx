import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A key, as printed on it. Hidden where there is no keyboard. */
export function Kbd({ className, ...rest }: ComponentProps<'kbd'>) {
  return (
    <kbd
      className={cn('inline-grid h-5 min-w-5 place-items-center rounded-sm border border-line-strong px-1 font-sans text-xs text-muted pointer-coarse:hidden', className)}
      {...rest}
    />
  );
}
