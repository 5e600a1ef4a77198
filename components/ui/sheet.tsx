'use client';
import { cva, type VariantProps } from 'class-variance-authority';
import { Dialog as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { PanelHead, Scrim } from './dialog.tsx';

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;

const sheetStyle = cva('fixed z-50 flex flex-col border-line-strong bg-raised', {
  variants: {
    side: {
      /** Beside the page; on a phone the whole width. */
      right: 'inset-y-0 right-0 w-[min(520px,100vw)] border-s data-[state=closed]:animate-side-out data-[state=open]:animate-side-in',
      /** From below, for thumbs. */
      bottom:
        'inset-x-0 bottom-0 max-h-[85dvh] rounded-t-md border-t pb-[env(safe-area-inset-bottom)] data-[state=closed]:animate-up-out data-[state=open]:animate-up-in',
    },
  },
  defaultVariants: { side: 'right' },
});

interface SheetContentProps extends Omit<ComponentProps<typeof Radix.Content>, 'title'>, VariantProps<typeof sheetStyle> {
  title: ReactNode;
  description?: ReactNode;
  hideTitle?: boolean;
}

/** A side panel: head stays, `SheetBody` scrolls, `SheetFoot` stays. */
export function SheetContent({ title, description, hideTitle, side, className, children, ...rest }: SheetContentProps) {
  return (
    <Radix.Portal>
      <Scrim />
      <Radix.Content {...(description ? {} : { 'aria-describedby': undefined })} className={cn(sheetStyle({ side }), className)} {...rest}>
        <PanelHead title={title} description={description} hideTitle={hideTitle ?? false} />
        {children}
      </Radix.Content>
    </Radix.Portal>
  );
}

export function SheetBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('grid flex-1 content-start gap-4 overflow-y-auto px-5 pb-5', className)} {...rest} />;
}

export function SheetFoot({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('flex justify-end gap-2 border-t px-5 py-3', className)} {...rest} />;
}
