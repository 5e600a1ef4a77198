'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;

export function Scrim() {
  return <Radix.Overlay className="fixed inset-0 z-40 bg-scrim data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in" />;
}

interface PanelProps extends Omit<ComponentProps<typeof Radix.Content>, 'title'> {
  title: ReactNode;
  /** One sentence under the title. */
  description?: ReactNode;
  /** The title is only read out. */
  hideTitle?: boolean;
}

export function PanelHead({ title, description, hideTitle }: Pick<PanelProps, 'title' | 'description' | 'hideTitle'>) {
  if (hideTitle) return <Radix.Title className="sr-only">{title}</Radix.Title>;
  return (
    <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
      <div className="grid min-w-0 gap-0.5 [overflow-wrap:anywhere]">
        <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
        {description && <Radix.Description className="text-sm text-muted">{description}</Radix.Description>}
      </div>
      <Radix.Close asChild>
        <Button variant="ghost" size="iconSm" aria-label="Close" className="-me-2">
          <X className="size-4" aria-hidden />
        </Button>
      </Radix.Close>
    </div>
  );
}

/** Starts on what is marked `data-start`, else in the first field, else on the window: Enter must not press its cross. */
function startInside(event: Event): void {
  const panel = event.target;
  if (!(panel instanceof HTMLElement)) return;
  event.preventDefault();
  const start = panel.querySelector<HTMLElement>('[data-start]:enabled') ?? panel.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, [role="combobox"]');
  (start ?? panel).focus();
}

/** A small window in the middle: title, body, and `DialogFoot` for its buttons. */
export function DialogContent({ title, description, hideTitle, className, children, ...rest }: PanelProps) {
  return (
    <Radix.Portal>
      <Scrim />
      <Radix.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        onOpenAutoFocus={startInside}
        className={cn(
          'fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] -translate-1/2 content-start overflow-y-auto rounded-md border border-line-strong bg-raised outline-none data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in',
          className,
        )}
        {...rest}
      >
        <PanelHead title={title} description={description} hideTitle={hideTitle ?? false} />
        {children}
      </Radix.Content>
    </Radix.Portal>
  );
}

export function DialogBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('grid gap-4 px-5 pb-5', className)} {...rest} />;
}

export function DialogFoot({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('flex justify-end gap-2 border-t px-5 py-3', className)} {...rest} />;
}
