'use client';
import { X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { usePhone } from '#components/products/product-list.tsx';
import { Button } from '#components/ui/button.tsx';
import { Sheet, SheetBody, SheetContent } from '#components/ui/sheet.tsx';

interface SidePanelProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** One row of a table, all of it: beside the table, on a phone over it. Escape closes it. */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  if (!usePhone()) return <Aside title={title} onClose={onClose}>{children}</Aside>;
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={title}>
        <SheetBody className="gap-6">{children}</SheetBody>
      </SheetContent>
    </Sheet>
  );
}

function Aside({ title, onClose, children }: SidePanelProps) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('[role=menu], [role=listbox]')) onClose();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <aside aria-label={title} className="sticky top-14 flex h-[calc(100dvh-56px)] w-[clamp(360px,34vw,480px)] shrink-0 flex-col border-s bg-surface">
      <div className="flex h-12 shrink-0 items-center justify-between gap-2 border-b ps-5 pe-3">
        <h2 dir="auto" className="truncate text-base font-semibold">{title}</h2>
        <Button variant="ghost" size="iconSm" aria-label="Close the panel" onClick={onClose}>
          <X className="size-4" aria-hidden />
        </Button>
      </div>
      <div className="grid flex-1 content-start gap-6 overflow-y-auto p-5 pb-16">{children}</div>
    </aside>
  );
}
