'use client';
import { MapPin, PackageCheck, Printer, StickyNote } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { addressLines, countWords, joinLines, lineName, orderNoWords } from '#lib/reports/rules.ts';
import type { Parcel } from '#lib/reports/schema.ts';
import { usePack, useUnpack } from './queries.ts';

interface ParcelsProps {
  showId: string;
  parcels: readonly Parcel[];
}

/** One box a buyer: what goes in, where it goes, and that it is packed. */
export function ParcelsToPack({ showId, parcels }: ParcelsProps) {
  const pack = usePack(showId);
  return (
    <section aria-label="Parcels">
      <div className="flex items-baseline justify-between gap-4 pb-2">
        <h2 className="text-lg font-semibold">Parcels</h2>
        <p className="text-muted">{countWords(parcels.length, 'parcel')}</p>
      </div>
      <ul className="grid gap-3">
        {parcels.map((parcel) => (
          <li key={parcel.cartId} className="keep-together grid gap-3 rounded-md border bg-surface p-4 print:rounded-none print:border-x-0 print:border-b-0 print:px-0">
            <div className="flex items-start justify-between gap-3">
              <div className="grid min-w-0 gap-0.5">
                <h3 className="truncate text-base font-semibold"><bdi>{parcel.buyer}</bdi></h3>
                <p className="text-sm text-faint">{orderNoWords(parcel.lines.map((line) => line.orderNo), 6)}</p>
              </div>
              <span className="flex shrink-0 items-center gap-2 print:hidden">
                <Button variant="ghost" size="icon" asChild>
                  <Link href={`/shows/${showId}/slips?cart=${parcel.cartId}`} aria-label={`Slip for ${parcel.buyer}`}><Printer className="size-4" aria-hidden /></Link>
                </Button>
                <Button variant="primary" onClick={() => pack.mutate(parcel)}><PackageCheck className="size-4" aria-hidden /> Packed</Button>
              </span>
            </div>
            <ul className="grid gap-1">
              {joinLines(parcel.lines).map((line) => (
                <li key={line.variantId} className="flex gap-2">
                  <span className="w-8 shrink-0 text-end font-semibold">{line.quantity}&thinsp;×</span>
                  <span className="min-w-0" dir="auto">
                    <span className="font-medium">#{line.code}</span> {lineName(line)}
                  </span>
                </li>
              ))}
            </ul>
            <p className="flex gap-2 text-muted">
              <MapPin className="mt-0.5 size-4 shrink-0 text-faint" aria-label="To" />
              {parcel.address ? <bdi>{addressLines(parcel.address).join(', ')}</bdi> : <span className="text-warn">No address was given</span>}
            </p>
            {parcel.note && (
              <p className="flex gap-2 text-muted">
                <StickyNote className="mt-0.5 size-4 shrink-0 text-faint" aria-label="Your note" />
                <span dir="auto" className="whitespace-pre-line">{parcel.note}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const stateWords = (parcel: Parcel): string => (parcel.deliveredAt ? 'Delivered' : parcel.shippedAt ? 'Shipped' : 'Packed');

/** What is done; a parcel that is still here can be opened again. */
export function PackedParcels({ showId, parcels }: ParcelsProps) {
  const unpack = useUnpack(showId);
  if (parcels.length === 0) return null;
  return (
    <section aria-label="Packed" className="no-print">
      <h2 className="pb-2 text-lg font-semibold">Packed</h2>
      <ul className="border-t">
        {parcels.map((parcel) => (
          <li key={parcel.shipmentId ?? parcel.cartId} className="flex min-h-12 items-center gap-3 border-b py-1.5">
            <span dir="auto" className="min-w-0 truncate font-medium">{parcel.buyer}</span>
            <span className="whitespace-nowrap text-muted">{countWords(parcel.lines.reduce((sum, line) => sum + line.quantity, 0), 'unit')}</span>
            <span className="ms-auto flex items-center gap-2">
              <Badge tone={parcel.shippedAt ? 'money' : 'neutral'}><PackageCheck aria-hidden />{stateWords(parcel)}</Badge>
              {!parcel.shippedAt && parcel.shipmentId && (
                <Button size="sm" variant="ghost" onClick={() => parcel.shipmentId && unpack.mutate(parcel.shipmentId)}>Undo</Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
