'use client';
import { Tabs as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const Tabs = Radix.Root;
export const TabsContent = Radix.Content;

export function TabsList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  return <Radix.List className={cn('flex items-center gap-1', className)} {...rest} />;
}

/** `count` stands beside the words in quieter figures. */
export function TabsTrigger({ className, children, count, ...rest }: ComponentProps<typeof Radix.Trigger> & { count?: number | undefined }) {
  return (
    <Radix.Trigger
      className={cn(
        'flex h-7 items-center gap-1.5 rounded-md px-2 text-sm font-medium text-faint transition-colors duration-150 touch-hit hover:text-ink data-[state=active]:bg-hover data-[state=active]:text-ink',
        className,
      )}
      {...rest}
    >
      {children}
      {count !== undefined && <span className="text-xs font-normal text-faint">{count}</span>}
    </Radix.Trigger>
  );
}
