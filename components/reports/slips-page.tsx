'use client';
import { PackageOpen, Printer } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useId, useState } from 'react';
import { z } from 'zod';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Input } from '#components/ui/input.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { countWords, papers, type Paper } from '#lib/reports/rules.ts';
import { useKept } from './kept.ts';
import { Fault } from './pick-list-page.tsx';
import { useParcels } from './queries.ts';
import { Slip } from './slip.tsx';

const paperWords: Record<Paper, string> = { a4: 'A4', a6: 'A6', label: '4 × 6 in' };
const Look = z.object({ paper: z.enum(papers), pictures: z.boolean(), note: z.string().max(200) });
type Look = z.infer<typeof Look>;
const usual: Look = { paper: 'a4', pictures: true, note: '' };
const readLook = (stored: unknown): Look => Look.safeParse(stored).data ?? usual;

/** Slips as they will be printed: one page a parcel, of what is to be packed, of all, or of one buyer (?cart=). */
export function SlipsPage({ id }: { id: string }) {
  const { data, isError, error, refetch } = useParcels(id);
  const [look, keep] = useKept('claimcast-slips', readLook);
  const [all, setAll] = useState(false);
  const cart = useSearchParams().get('cart');
  const parcels = data?.parcels.filter((parcel) => (cart ? parcel.cartId === cart : all || parcel.packedAt === null)) ?? [];
  return (
    <div className="min-h-full">
      <div className="no-print">
        <PageHeader title="Packing slips" note={data && <Link href={`/shows/${id}/pick-list`} dir="auto" className="rounded-sm hover:underline">{data.show.title}</Link>}>
          <Button variant="primary" onClick={() => window.print()} disabled={parcels.length === 0}>
            <Printer className="size-4" aria-hidden /> Print {countWords(parcels.length, 'slip')}
          </Button>
        </PageHeader>
        <Controls look={look} onChange={keep} all={all} onAll={cart ? null : setAll} />
      </div>
      {!data ? (
        isError ? <Fault error={error} retry={() => void refetch()} /> : <div role="status" aria-label="Loading the slips" className="p-6"><Skeleton className="mx-auto h-96 max-w-xl" /></div>
      ) : parcels.length === 0 ? (
        <Empty icon={PackageOpen} title="No slips to print" action={data.parcels.length > 0 && !cart ? <Button onClick={() => setAll(true)}>Show those that are packed</Button> : <Button asChild><Link href={`/orders?show=${id}`}>Orders of this show</Link></Button>}>
          {data.parcels.length > 0 ? 'Everything that is paid is packed.' : 'A slip is made for each buyer who has paid.'}
        </Empty>
      ) : (
        <div className="slips grid justify-items-center gap-6 px-3 py-6 pb-24" data-paper={look.paper}>
          {parcels.map((parcel) => (
            <Slip key={`${parcel.cartId} ${parcel.shipmentId}`} shop={data.shop} parcel={parcel} paper={look.paper} pictures={look.pictures} note={look.note} />
          ))}
        </div>
      )}
    </div>
  );
}

interface ControlsProps {
  look: Look;
  onChange: (look: Look) => void;
  all: boolean;
  /** null: one buyer's slip is shown. */
  onAll: ((all: boolean) => void) | null;
}

function Controls({ look, onChange, all, onAll }: ControlsProps) {
  const pictures = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3 border-b px-4 py-3 md:px-6">
      <div role="group" aria-label="Paper" className="flex">
        {papers.map((paper) => (
          <Chip key={paper} pressed={look.paper === paper} onClick={() => onChange({ ...look, paper })}>{paperWords[paper]}</Chip>
        ))}
      </div>
      <div className="flex items-center gap-2">
        <Switch id={pictures} checked={look.pictures} onCheckedChange={(on) => onChange({ ...look, pictures: on })} />
        <label htmlFor={pictures}>Pictures</label>
      </div>
      {onAll && (
        <div role="group" aria-label="Which parcels" className="flex">
          <Chip pressed={!all} onClick={() => onAll(false)}>To pack</Chip>
          <Chip pressed={all} onClick={() => onAll(true)}>All</Chip>
        </div>
      )}
      <Input aria-label="Note on every slip" placeholder="A note on every slip, such as a thank you" maxLength={200} value={look.note} onChange={(event) => onChange({ ...look, note: event.target.value })} className="w-80 max-md:w-full" />
    </div>
  );
}
