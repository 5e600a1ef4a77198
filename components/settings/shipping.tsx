'use client';
import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { newBand, type PriceDraft, type PriceProblems } from './selling-draft.ts';

interface ShippingFieldsProps {
  draft: PriceDraft;
  set: (changes: Partial<PriceDraft>) => void;
  currency: string;
  problems: PriceProblems;
}

const kinds = { none: 'Free', flat: 'One price', by_weight: 'By weight' } as const;

/** What sending a parcel costs. */
export function ShippingFields({ draft, set, currency, problems }: ShippingFieldsProps) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-sm font-semibold">Shipping</legend>
      <div role="group" aria-label="How shipping is priced" className="-mx-2 flex gap-1">
        {(Object.keys(kinds) as PriceDraft['kind'][]).map((kind) => (
          <Chip key={kind} pressed={draft.kind === kind} onClick={() => set({ kind })}>{kinds[kind]}</Chip>
        ))}
      </div>
      {draft.kind === 'none' && <p className="text-muted">Nothing is added for shipping.</p>}
      {draft.kind === 'flat' && (
        <Field label={`A parcel costs, ${currency}`} error={problems['price']} className="max-w-52">
          {(control) => <Input {...control} inputMode="decimal" value={draft.price} placeholder="5.00" onChange={(event) => set({ price: event.target.value })} />}
        </Field>
      )}
      {draft.kind === 'by_weight' && <Bands draft={draft} set={set} currency={currency} problems={problems} />}
      {draft.kind !== 'none' && (
        <Field label={`Free from, ${currency}`} error={problems['freeAbove']} hint="What the goods come to, discount taken off. Empty: never free" className="max-w-52">
          {(control) => <Input {...control} inputMode="decimal" value={draft.freeAbove} placeholder="never" onChange={(event) => set({ freeAbove: event.target.value })} />}
        </Field>
      )}
    </fieldset>
  );
}

function Bands({ draft, set, currency, problems }: ShippingFieldsProps) {
  const change = (key: string, changes: { grams?: string; price?: string }) => set({ bands: draft.bands.map((band) => (band.key === key ? { ...band, ...changes } : band)) });
  const columns = 'grid max-w-96 grid-cols-[minmax(0,1fr)_minmax(0,1fr)_28px] items-start gap-2';
  return (
    <div className="grid gap-2">
      <div className={`${columns} text-xs text-faint`} aria-hidden>
        <span>Up to, grams</span>
        <span>Costs, {currency}</span>
      </div>
      {draft.bands.map((band, at) => {
        const problem = problems[`grams.${at}`] ?? problems[`band.${at}`];
        return (
          <div key={band.key} className="grid gap-1">
            <div className={columns}>
              <Input aria-label={`Band ${at + 1}: up to, in grams`} aria-invalid={problems[`grams.${at}`] ? true : undefined} inputMode="numeric" value={band.grams} onChange={(event) => change(band.key, { grams: event.target.value })} />
              <Input aria-label={`Band ${at + 1}: costs, in ${currency}`} aria-invalid={problems[`band.${at}`] ? true : undefined} inputMode="decimal" value={band.price} onChange={(event) => change(band.key, { price: event.target.value })} />
              <Button size="iconSm" variant="ghost" className="mt-0.5" aria-label={`Take out band ${at + 1}`} disabled={draft.bands.length === 1} onClick={() => set({ bands: draft.bands.filter((each) => each.key !== band.key) })}>
                <X className="size-4" aria-hidden />
              </Button>
            </div>
            {problem && <p role="alert" className="text-xs text-danger">{problem}</p>}
          </div>
        );
      })}
      <Button size="sm" variant="ghost" className="justify-self-start" disabled={draft.bands.length >= 20} onClick={() => set({ bands: [...draft.bands, newBand()] })}>
        <Plus className="size-4" aria-hidden /> Add a weight
      </Button>
      <p className="text-xs text-faint">Heavier than the last: the last price. Weights stand with each product.</p>
    </div>
  );
}
