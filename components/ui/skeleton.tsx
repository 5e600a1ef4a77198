import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** Holds the place of what is on its way; give it the size of what comes. */
export function Skeleton({ className, ...rest }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('animate-breathe rounded-sm bg-hover', className)} {...rest} />;
}
