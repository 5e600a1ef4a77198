'use client';
import { PackageCheck, Truck } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import type { OrderRow } from '#lib/orders/schema.ts';
import { workOf } from './carts.ts';
import { useParcels } from './use-parcels.ts';

interface ParcelButtonsProps {
  orders: readonly OrderRow[];
  /** Says on the buttons how many parcels it is. */
  counted?: boolean;
  onDone?: () => void;
}

/** Packs and ships the carts that these orders belong to, as far as something is left to do. */
export function ParcelButtons({ orders, counted = false, onDone }: ParcelButtonsProps) {
  const parcels = useParcels();
  const { toPack, toShip } = workOf(orders);
  const count = (n: number) => (counted ? ` ${n}` : '');
  return (
    <>
      {toPack.length > 0 && (
        <Button size="sm" busy={parcels.busy} onClick={() => parcels.pack(toPack, onDone)}>
          <PackageCheck className="size-4" aria-hidden /> Mark{count(toPack.length)} packed
        </Button>
      )}
      {toShip.length > 0 && (
        <Button size="sm" disabled={parcels.busy} onClick={() => parcels.ship(toShip, onDone)}>
          <Truck className="size-4" aria-hidden /> Mark{count(toShip.length)} shipped
        </Button>
      )}
    </>
  );
}
