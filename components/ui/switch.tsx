'use client';
import { Switch as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export function Switch({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cn('hit h-5 w-9 shrink-0 rounded-full border border-control bg-raised p-px transition-colors duration-150 data-[state=checked]:border-transparent data-[state=checked]:bg-ink disabled:opacity-50', className)}
      {...rest}
    >
      <Radix.Thumb className="block size-4 rounded-full bg-control transition-[translate,background-color] duration-150 data-[state=checked]:translate-x-4 data-[state=checked]:bg-bg" />
    </Radix.Root>
  );
}
