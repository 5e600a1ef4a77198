import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A dense table in a box that scrolls sideways by itself when it must. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <div className="w-full overflow-x-auto">
      <table className={cn('w-full border-separate border-spacing-0 text-sm', className)} {...rest} />
    </div>
  );
}

export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return <thead className={cn('sticky top-0 z-10 bg-bg', className)} {...rest} />;
}

export const TableBody = (props: ComponentProps<'tbody'>) => <tbody {...props} />;

/** `selected` marks the row whose panel is open. */
export function TableRow({ className, selected, ...rest }: ComponentProps<'tr'> & { selected?: boolean }) {
  return <tr data-selected={selected || undefined} className={cn('group transition-colors duration-150 hover:bg-surface data-selected:bg-hover', className)} {...rest} />;
}

/** `number` sets figures to the right. */
export function TableHeader({ className, number, scope = 'col', ...rest }: ComponentProps<'th'> & { number?: boolean }) {
  return <th scope={scope} className={cn('h-8 border-b px-3 text-start text-xs font-medium whitespace-nowrap text-faint', number && 'text-end', className)} {...rest} />;
}

export function TableCell({ className, number, ...rest }: ComponentProps<'td'> & { number?: boolean }) {
  return <td className={cn('h-11 border-b px-3 py-1.5', number && 'text-end whitespace-nowrap', className)} {...rest} />;
}
