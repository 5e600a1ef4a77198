'use client';
import { X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { ApiFault, messageOf } from '#components/api.ts';
import { usePhone } from '#components/products/product-list.tsx';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Sheet, SheetBody, SheetContent } from '#components/ui/sheet.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { OrderActions } from './order-actions.tsx';
import { OrderFacts } from './order-facts.tsx';
import { OrderLedger } from './order-ledger.tsx';
import { useOrder } from './queries.ts';

interface OrderPanelProps {
  id: string;
  onClose: () => void;
}

/** One order: what it is, what can be done, and why it came about. Beside the table, on a phone over it. */
export function OrderPanel({ id, onClose }: OrderPanelProps) {
  const phone = usePhone();
  const { data, isError, error, refetch } = useOrder(id);
  const title = data?.order.order_no ?? 'Order';
  const body = data ? (
    <>
      <OrderFacts order={data.order} />
      <OrderActions order={data.order} />
      <OrderLedger order={data.order} ledger={data.ledger} />
    </>
  ) : isError ? (
    error instanceof ApiFault && error.status === 404 ? (
      <Empty title="There is no such order" action={<Button onClick={onClose}>Close</Button>}>
        The address may be cut off, or it belongs to another shop.
      </Empty>
    ) : (
    <Empty title="This order could not be loaded" action={<Button onClick={() => void refetch()}>Try again</Button>}>
      {messageOf(error)}
    </Empty>
    )
  ) : (
    <Loading />
  );
  if (phone) {
    return (
      <Sheet open onOpenChange={(open) => !open && onClose()}>
        <SheetContent title={title}>
          <SheetBody className="gap-6">{body}</SheetBody>
        </SheetContent>
      </Sheet>
    );
  }
  return <Aside title={title} onClose={onClose}>{body}</Aside>;
}

function Aside({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
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
        <h2 className="text-base font-semibold">{title}</h2>
        <Button variant="ghost" size="iconSm" aria-label="Close the panel" onClick={onClose}>
          <X className="size-4" aria-hidden />
        </Button>
      </div>
      <div className="grid flex-1 content-start gap-6 overflow-y-auto p-5 pb-16">{children}</div>
    </aside>
  );
}

function Loading() {
  return (
    <div className="grid gap-4" role="status" aria-label="Loading the order">
      <Skeleton className="h-16" />
      <Skeleton className="h-8 w-2/3" />
      <Skeleton className="h-48" />
    </div>
  );
}
