import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const inputStyle =
  'w-full min-w-0 rounded-md border border-control bg-bg px-3 text-ink transition-colors duration-150 hover:border-muted focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-50 text-sm max-md:text-[1rem]';

export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return <input type={type} className={cn(inputStyle, 'h-8 touch', className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cn(inputStyle, 'min-h-20 py-2', className)} {...rest} />;
}
