'use client';
import { PackageCheck, PackageOpen, Printer, Tickets } from 'lucide-react';
import Link from 'next/link';
import { ApiFault, messageOf } from '#components/api.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { countWords } from '#lib/reports/rules.ts';
import type { ShowParcels } from '#lib/reports/schema.ts';
import { ParcelsToPack, PackedParcels } from './parcels.tsx';
import { useParcels } from './queries.ts';
import { Shelf } from './shelf.tsx';

/** What is paid and not packed: off the shelf first, then into parcels. */
export function PickListPage({ id }: { id: string }) {
  const { data, isError, error, refetch } = useParcels(id);
  const toPack = data?.parcels.filter((parcel) => parcel.packedAt === null).length ?? 0;
  return (
    <div className="min-h-full">
      <div className="no-print">
        <PageHeader title="Pick list" note={data && <Link href={`/shows/${id}`} dir="auto" className="rounded-sm hover:underline">{data.show.title}</Link>}>
          <Button asChild><Link href={`/shows/${id}/slips`}><Tickets className="size-4" aria-hidden /> Slips</Link></Button>
          <Button onClick={() => window.print()} disabled={toPack === 0}><Printer className="size-4" aria-hidden /> Print</Button>
        </PageHeader>
      </div>
      {data ? <Body id={id} data={data} /> : isError ? <Fault error={error} retry={() => void refetch()} /> : (
        <div role="status" aria-label="Loading the pick list" className="mx-auto grid max-w-[1040px] gap-3 px-4 py-6 md:px-6">
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
        </div>
      )}
    </div>
  );
}

/** Why there is no list, and what to do. */
export function Fault({ error, retry }: { error: unknown; retry: () => void }) {
  return error instanceof ApiFault && error.status === 404 ? (
    <Empty title="There is no such show" action={<Button asChild><Link href="/shows">All shows</Link></Button>}>The address may be cut off, or it belongs to another shop.</Empty>
  ) : (
    <Empty title="The parcels could not be loaded" action={<Button onClick={retry}>Try again</Button>}>{messageOf(error)}</Empty>
  );
}

function Body({ id, data: { parcels, held, show } }: { id: string; data: ShowParcels }) {
  const toPack = parcels.filter((parcel) => parcel.packedAt === null);
  const packed = parcels.filter((parcel) => parcel.packedAt !== null);
  const heldWords = held > 0 ? `${countWords(held, 'order is', 'orders are')} held and not paid yet.` : '';
  return (
    <div className="mx-auto grid max-w-[1040px] gap-8 px-4 py-6 pb-24 md:px-6 print:block print:p-0">
      <h1 className="hidden text-xl font-semibold print:mb-4 print:block" dir="auto">{show.title}: pick list</h1>
      {toPack.length > 0 ? (
        <>
          {heldWords && <p className="text-muted print:hidden">{heldWords} What is paid later comes here by itself.</p>}
          <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-2 print:block print:space-y-8">
            <Shelf showId={id} parcels={toPack} />
            <ParcelsToPack showId={id} parcels={toPack} />
          </div>
        </>
      ) : packed.length > 0 ? (
        <Empty icon={PackageCheck} title="Everything that is paid is packed" action={<Button asChild><Link href="/orders">Go to the orders</Link></Button>}>{heldWords}</Empty>
      ) : (
        <Empty icon={PackageOpen} title="Nothing to pack yet" action={<Button asChild><Link href={`/orders?show=${id}`}>Orders of this show</Link></Button>}>
          {heldWords || 'Paid orders come here, a parcel for each buyer.'}
        </Empty>
      )}
      <PackedParcels showId={id} parcels={packed} />
    </div>
  );
}
