'use client';
import { X } from 'lucide-react';
import { ParcelButtons } from '#components/shipments/parcel-buttons.tsx';
import { workOf } from '#components/shipments/carts.ts';
import { Button } from '#components/ui/button.tsx';
import type { OrderRow } from '#lib/orders/schema.ts';

/** What can be done with the chosen orders; below the list while some are chosen. */
export function BulkBar({ orders, onClear }: { orders: readonly OrderRow[]; onClear: () => void }) {
  if (orders.length === 0) return null;
  const { toShip } = workOf(orders);
  return (
    <div role="region" aria-label="Chosen orders" className="sticky bottom-4 z-10 mx-auto mb-4 flex w-fit max-w-full animate-up-in flex-wrap items-center gap-2 rounded-md border border-line-strong bg-raised py-2 ps-4 pe-2">
      <span className="pe-2 text-sm font-medium">{orders.length === 1 ? 'One order' : `${orders.length} orders`}</span>
      {toShip.length === 0 && <span className="text-sm text-muted">Only what is paid and not shipped is packed.</span>}
      <ParcelButtons orders={orders} counted onDone={onClear} />
      <Button size="iconSm" variant="ghost" aria-label="Choose none" onClick={onClear}>
        <X className="size-4" aria-hidden />
      </Button>
    </div>
  );
}
