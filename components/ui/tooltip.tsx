'use client';
import { Tooltip as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

export const TooltipProvider = Radix.Provider;

interface TooltipProps {
  /** What it says; short. It adds to the trigger's name and never replaces it. */
  text: ReactNode;
  side?: ComponentProps<typeof Radix.Content>['side'];
  children: ReactNode;
}

/** Wraps one focusable element. */
export function Tooltip({ text, side = 'top', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 items-center gap-2 rounded-md border border-line-strong bg-raised px-2 py-1 text-xs text-ink data-[state=delayed-open]:animate-fade-in"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
