'use client';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { inputStyle } from './input.tsx';
import { useNonce } from './nonce.tsx';

export const Select = Radix.Root;

export function SelectTrigger({ className, placeholder, ...rest }: ComponentProps<typeof Radix.Trigger> & { placeholder?: string }) {
  return (
    <Radix.Trigger className={cn(inputStyle, 'flex h-8 items-center justify-between gap-2 text-start touch [&>span]:truncate', className)} {...rest}>
      <Radix.Value placeholder={placeholder} />
      <Radix.Icon asChild>
        <ChevronDown className="size-4 shrink-0 text-faint" aria-hidden />
      </Radix.Icon>
    </Radix.Trigger>
  );
}

export function SelectContent({ className, children, ...rest }: ComponentProps<typeof Radix.Content>) {
  const nonce = useNonce();
  return (
    <Radix.Portal>
      <Radix.Content
        position="popper"
        sideOffset={4}
        className={cn('z-50 max-h-80 min-w-(--radix-select-trigger-width) overflow-hidden rounded-md border border-line-strong bg-raised data-[state=open]:animate-pop-in', className)}
        {...rest}
      >
        <Radix.Viewport nonce={nonce} className="p-1">{children}</Radix.Viewport>
      </Radix.Content>
    </Radix.Portal>
  );
}

export function SelectItem({ className, children, ...rest }: ComponentProps<typeof Radix.Item>) {
  return (
    <Radix.Item
      className={cn('flex h-8 items-center justify-between gap-4 rounded-sm px-2 text-sm outline-none select-none touch data-disabled:opacity-50 data-highlighted:bg-hover', className)}
      {...rest}
    >
      <Radix.ItemText>{children}</Radix.ItemText>
      <Radix.ItemIndicator>
        <Check className="size-4 text-money" aria-hidden />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
