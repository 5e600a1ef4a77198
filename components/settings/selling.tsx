'use client';
import { useState } from 'react';
import { messageOf } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { say } from '#components/ui/toast.tsx';
import { LimitsForm } from './limits.tsx';
import { LoadFault } from './load-fault.tsx';
import { type PriceProblems, priceDraftOf, readPrices } from './selling-draft.ts';
import { type Selling as SellingSettings, useSaveSelling, useSelling } from './selling-queries.ts';
import { ShippingFields } from './shipping.tsx';
import { TaxFields } from './tax.tsx';
import { TotalExample } from './total-example.tsx';

/** What parcels cost, what is taxed, and how much one buyer may claim. */
export function SellingSection() {
  const { data, isError, error, refetch } = useSelling();
  if (isError) return <LoadFault what="How you sell" error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton className="h-96 max-w-120" />;
  const { shipping, tax, currency, ...limits } = data;
  return (
    <div className="grid max-w-120 gap-8">
      <PricesForm key={JSON.stringify([shipping, tax, currency])} selling={data} />
      <LimitsForm key={JSON.stringify(limits)} selling={data} />
    </div>
  );
}

function PricesForm({ selling }: { selling: SellingSettings }) {
  const [start] = useState(() => priceDraftOf(selling));
  const [draft, setDraft] = useState(start);
  const [problems, setProblems] = useState<PriceProblems>({});
  const save = useSaveSelling();
  const set = (changes: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...changes }));
  const read = readPrices(draft, selling.currency);
  const changed = JSON.stringify(draft) !== JSON.stringify(start);

  return (
    <form
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        setProblems('problems' in read ? read.problems : {});
        if (!('problems' in read)) save.mutate(read, { onSuccess: () => say('Shipping and tax are saved') });
      }}
    >
      <ShippingFields draft={draft} set={set} currency={selling.currency} problems={problems} />
      <TaxFields draft={draft} set={set} problems={problems} />
      {!('problems' in read) && <TotalExample shipping={read.shipping} tax={read.tax} currency={selling.currency} />}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={!changed}>Save shipping and tax</Button>
        {changed && !save.isPending && <Button variant="ghost" onClick={() => (setDraft(start), setProblems({}))}>Put back</Button>}
        {save.isError && <p role="alert" className="text-xs text-danger">{messageOf(save.error)}</p>}
      </div>
    </form>
  );
}
