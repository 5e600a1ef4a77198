'use client';
import { PencilLine } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { useCatalogue } from '#components/live/queries.ts';
import { freeOf, priceOf } from '#components/live/stock.ts';
import { Quantity, VariantPicker } from '#components/live/variant-picker.tsx';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { sayDone, sayError } from '#components/ui/toast.tsx';
import { formatMoney } from '#lib/core/money.ts';
import type { OrderRow } from '#lib/orders/schema.ts';
import { useCancelling } from './actions.ts';
import { useChangeOrder } from './queries.ts';

/** Another size, colour or number of an unpaid order; it can be changed back. */
export function OrderChange({ order }: { order: OrderRow }) {
  const [open, setOpen] = useState(false);
  const maySell = useMaySell();
  const cancelling = useCancelling().has(order.id);
  if (order.status !== 'pending' || !maySell) return null;
  if (!open) {
    return (
      <Button size="sm" className="justify-self-start max-md:w-full" disabled={cancelling} onClick={() => setOpen(true)}>
        <PencilLine className="size-4" aria-hidden /> Change quantity or variant
      </Button>
    );
  }
  return <ChangeForm order={order} onClose={() => setOpen(false)} />;
}

function ChangeForm({ order, onClose }: { order: OrderRow; onClose: () => void }) {
  const { data: products = [] } = useCatalogue();
  const change = useChangeOrder(order.id);
  const [variantId, setVariantId] = useState(order.variant_id);
  const [quantity, setQuantity] = useState(order.quantity);
  const product = products.find((each) => each.id === order.product_id);
  const variant = product?.variants.find((each) => each.id === variantId);
  const same = variantId === order.variant_id;
  // What it holds itself is free for it.
  const most = variant ? freeOf(variant) + (same ? order.quantity : 0) : quantity;
  const price = same ? order.unit_price_minor : product && variant ? priceOf(product, variant) : order.unit_price_minor;
  const nothing = same && quantity === order.quantity;

  const save = () =>
    follow(change.mutateAsync({ variantId, quantity }), {
      done: () => {
        onClose();
        sayDone(`${order.buyer_name} now has ${variant?.name ?? order.variant_name} ×${quantity}`, {
          undo: () => follow(change.mutateAsync({ variantId: order.variant_id, quantity: order.quantity }), { failed: (error) => sayError('It could not be changed back', messageOf(error)) }),
        });
      },
    });

  return (
    <section aria-label="Change the order" className="grid gap-3 rounded-md border p-3">
      {product && product.variants.length > 1 && <VariantPicker variants={product.variants} chosen={variantId} onChoose={setVariantId} />}
      <div className="flex flex-wrap items-center gap-3">
        <Quantity value={quantity} onChange={setQuantity} />
        <span className="text-muted">{formatMoney(price * quantity, order.currency)}</span>
        <span className="ms-auto flex gap-2">
          <Button size="sm" variant="ghost" onClick={onClose}>Leave it</Button>
          <Button size="sm" variant="primary" busy={change.isPending} disabled={nothing || quantity > most} onClick={save}>Change</Button>
        </span>
      </div>
      {quantity > most && <p className="text-xs text-warn">{most === 0 ? 'None is free.' : `Only ${most} can be had.`} More goes in line by a new claim.</p>}
      {change.isError && <p role="alert" className="text-xs text-danger">{messageOf(change.error)}</p>}
      <p className="text-xs text-faint">The hold ends when it did. An open checkout of this buyer is ended, so that they pay for what is true now.</p>
    </section>
  );
}
