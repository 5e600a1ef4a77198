'use client';
import { Chip } from '#components/ui/chip.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { PriceDraft, PriceProblems } from './selling-draft.ts';

interface TaxFieldsProps {
  draft: PriceDraft;
  set: (changes: Partial<PriceDraft>) => void;
  problems: PriceProblems;
}

/** One rate for everything: in the prices or on top of them. */
export function TaxFields({ draft, set, problems }: TaxFieldsProps) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-sm font-semibold">Tax</legend>
      <Field label="Rate, %" error={problems['rate']} hint="0: none" className="max-w-52">
        {(control) => <Input {...control} inputMode="decimal" value={draft.rate} onChange={(event) => set({ rate: event.target.value })} />}
      </Field>
      <div role="group" aria-label="How tax is taken" className="-mx-2 flex flex-wrap gap-1">
        <Chip pressed={draft.included} onClick={() => set({ included: true })}>In the prices already</Chip>
        <Chip pressed={!draft.included} onClick={() => set({ included: false })}>On top of the prices</Chip>
      </div>
      <label htmlFor="tax-on-shipping" className="flex min-h-8 items-center gap-3 justify-self-start touch">
        <Switch id="tax-on-shipping" checked={draft.onShipping} onCheckedChange={(onShipping) => set({ onShipping })} /> Shipping is taxed too
      </label>
    </fieldset>
  );
}
