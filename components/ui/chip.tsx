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
        'inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-sm font-medium whitespace-nowrap transition-colors duration-150 touch-hit disabled:opacity-50',
        pressed ? 'bg-hover text-ink' : 'text-faint hover:text-ink',
        className,
      )}
      {...rest}
    >
      {children}
      {count !== undefined && <span className="text-xs font-normal text-faint">{count}</span>}
    </button>
  );
}
