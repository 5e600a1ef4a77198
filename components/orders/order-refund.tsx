'use client';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '#components/api.ts';
import { Quantity } from '#components/live/variant-picker.tsx';
import { priceText, readPrice } from '#components/products/draft.ts';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { sayError, undoable } from '#components/ui/toast.tsx';
import { formatMoney } from '#lib/core/money.ts';
import type { OrderRow } from '#lib/orders/schema.ts';
import { useRefund } from './queries.ts';

/** Gives money back, all of it or a part, and says what becomes of the units. It waits five seconds, then the provider is asked. */
export function OrderRefund({ order }: { order: OrderRow }) {
  const [open, setOpen] = useState(false);
  const [going, setGoing] = useState(false);
  const maySell = useMaySell();
  if (order.status !== 'paid' || !maySell || order.refunded_minor >= order.paid_minor || order.refunds_open > 0) return null;
  if (going) return <p className="text-muted">The refund begins in a moment.</p>;
  if (!open) {
    return (
      <Button size="sm" variant="danger" className="justify-self-start max-md:w-full" onClick={() => setOpen(true)}>
        <Undo2 className="size-4" aria-hidden /> Refund
      </Button>
    );
  }
  return <RefundForm order={order} onClose={() => setOpen(false)} onGoing={setGoing} />;
}

function RefundForm({ order, onClose, onGoing }: { order: OrderRow; onClose: () => void; onGoing: (going: boolean) => void }) {
  const refund = useRefund(order.id);
  const leftMinor = order.paid_minor - order.refunded_minor;
  const leftUnits = order.quantity - order.returned_units;
  const [text, setText] = useState(priceText(leftMinor, order.currency));
  const [chosen, setUnits] = useState<number | null>(null);
  const [restock, setRestock] = useState(true);
  const read = readPrice(text, order.currency);
  const problem = typeof read === 'string' ? read : read === 0 ? 'More than nothing' : read > leftMinor ? `At most ${formatMoney(leftMinor, order.currency)} is left` : undefined;
  const all = read === leftMinor;
  const units = all ? leftUnits : (chosen ?? 0);

  const send = () => {
    if (typeof read !== 'number' || problem) return;
    onClose();
    onGoing(true);
    undoable({
      message: `Giving ${formatMoney(read, order.currency)} back to ${order.buyer_name}`,
      description: units === 0 ? 'The units stay sold.' : restock ? `${units} ${units === 1 ? 'unit goes' : 'units go'} to the next in line, or back on sale.` : `${units} ${units === 1 ? 'unit is' : 'units are'} written off.`,
      undo: () => onGoing(false),
      commit: (leaving) =>
        refund.mutate({ ...(!all && { amountMinor: read, units }), restock, keepalive: leaving }, {
          onError: (error) => sayError('Nothing was given back', messageOf(error)),
          onSettled: () => onGoing(false),
        }),
    });
  };

  return (
    <section aria-label="Refund" className="grid gap-3 rounded-md border p-3">
      <Field label={`Give back, ${order.currency}`} error={problem} hint={all ? 'All that is left of this order' : `Of ${formatMoney(leftMinor, order.currency)} that are left`}>
        {(control) => <Input {...control} inputMode="decimal" value={text} onFocus={(event) => event.target.select()} onChange={(event) => setText(event.target.value)} className="max-w-40" />}
      </Field>
      {!all && (
        <div className="flex flex-wrap items-center gap-3">
          <span className="text-muted">Units that come back</span>
          <Quantity value={units} least={0} most={leftUnits} onChange={setUnits} />
        </div>
      )}
      {units > 0 && (
        <div role="group" aria-label="What becomes of them" className="flex flex-wrap items-center gap-1">
          <span className="pe-2 text-muted">{units === 1 ? 'The unit' : 'The units'}</span>
          <Chip pressed={restock} onClick={() => setRestock(true)}>Back on sale</Chip>
          <Chip pressed={!restock} onClick={() => setRestock(false)}>Written off</Chip>
        </div>
      )}
      <div className="flex items-center justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={onClose}>Leave it</Button>
        <Button size="sm" variant="primary" disabled={problem !== undefined} onClick={send}>Give back</Button>
      </div>
    </section>
  );
}
