'use client';
import { PackageCheck, PackageOpen, Truck } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { sayDone, sayError } from '#components/ui/toast.tsx';
import type { OrderRow } from '#lib/orders/schema.ts';
import { usePack, useSaveParcel, useUnpack } from './queries.ts';
import { ParcelMark } from './status.tsx';

/** The parcel of a paid order: packed, shipped with its number, delivered. For everybody who works here. */
export function OrderParcel({ order }: { order: OrderRow }) {
  if (order.status !== 'paid') return null;
  return (
    <section aria-labelledby="parcel" className="grid gap-3 border-t pt-4">
      <div className="flex items-center gap-2">
        <h3 id="parcel" className="text-sm font-semibold">Parcel</h3>
        {order.parcel ? <ParcelMark parcel={order.parcel} /> : <span className="text-muted">to pack</span>}
      </div>
      {order.shipment_id === null ? <ToPack order={order} /> : <Packed order={order} shipmentId={order.shipment_id} />}
    </section>
  );
}

function ToPack({ order }: { order: OrderRow }) {
  const pack = usePack();
  const unpack = useUnpack();
  const undo = (ids: readonly string[]) => follow(unpack.mutateAsync(ids), { failed: (error) => sayError('It is still packed', messageOf(error)) });
  return (
    <>
      <p className="text-pretty text-muted">All that {order.buyer_name} has paid in this show goes into one parcel.</p>
      <Button
        variant="primary"
        className="justify-self-start max-md:w-full"
        busy={pack.isPending}
        onClick={() =>
          follow(pack.mutateAsync({ carts: [order.cart_id], status: 'packed' }), {
            done: ({ shipments }) => sayDone(`The parcel for ${order.buyer_name} is packed`, { undo: () => undo(shipments) }),
            failed: (error) => sayError('The parcel is not packed', messageOf(error)),
          })
        }
      >
        <PackageCheck className="size-4" aria-hidden /> Mark packed
      </Button>
    </>
  );
}

function Packed({ order, shipmentId }: { order: OrderRow; shipmentId: string }) {
  const save = useSaveParcel();
  const unpack = useUnpack();
  const [carrier, setCarrier] = useState(order.carrier ?? '');
  const [number, setNumber] = useState(order.tracking_number ?? '');
  const written = { ...(carrier.trim() && { carrier: carrier.trim() }), ...(number.trim() && { trackingNumber: number.trim() }) };
  const changed = carrier.trim() !== (order.carrier ?? '') || number.trim() !== (order.tracking_number ?? '');
  const mark = (status: 'packed' | 'shipped' | 'delivered') =>
    follow(save.mutateAsync({ id: shipmentId, status, ...written }), {
      failed: (error) => sayError('The parcel is as it was', messageOf(error)),
      done: () => {
        if (status === 'delivered') sayDone(`The parcel of ${order.buyer_name} is delivered`, { undo: () => mark('shipped') });
      },
    });
  const shipped = order.parcel !== 'packed';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mark(order.parcel === 'delivered' ? 'delivered' : 'shipped');
  };
  return (
    <form className="grid gap-3" onSubmit={submit}>
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-3">
        <Field label="Carrier">{(control) => <Input {...control} dir="auto" maxLength={80} value={carrier} placeholder="JNE" onChange={(event) => setCarrier(event.target.value)} />}</Field>
        <Field label="Tracking number">{(control) => <Input {...control} maxLength={120} autoCapitalize="characters" autoComplete="off" value={number} onChange={(event) => setNumber(event.target.value)} />}</Field>
      </div>
      <div className="flex flex-wrap gap-2">
        {!shipped ? (
          <>
            <Button type="submit" variant="primary" busy={save.isPending} className="max-md:flex-1">
              <Truck className="size-4" aria-hidden /> Mark shipped
            </Button>
            <Button
              variant="ghost"
              className="max-md:flex-1"
              onClick={() => follow(unpack.mutateAsync([shipmentId]), { failed: (error) => sayError('It is still packed', messageOf(error)) })}
            >
              <PackageOpen className="size-4" aria-hidden /> Unpack
            </Button>
          </>
        ) : (
          <>
            {changed && <Button type="submit" variant="primary" busy={save.isPending}>Save</Button>}
            {order.parcel === 'shipped' && (
              <Button className="max-md:flex-1" busy={save.isPending} onClick={() => mark('delivered')}>
                <PackageCheck className="size-4" aria-hidden /> Mark delivered
              </Button>
            )}
            <Button variant="ghost" className="max-md:flex-1" onClick={() => mark('packed')}>Not shipped yet</Button>
          </>
        )}
      </div>
      {!shipped && <p className="text-xs text-faint">The buyer is told when it is shipped, with the number if there is one.</p>}
    </form>
  );
}
