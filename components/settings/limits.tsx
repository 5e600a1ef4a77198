'use client';
import { useState } from 'react';
import { messageOf } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { say } from '#components/ui/toast.tsx';
import { CountriesField } from './countries.tsx';
import { type Selling, useSaveSelling } from './selling-queries.ts';

interface Draft {
  buyerLimit: string;
  unpaidLimit: string;
  lateMinutes: string;
  timeZone: string;
  shipCountries: string[];
}

const draftOf = (selling: Selling): Draft => ({
  buyerLimit: selling.buyerLimit === null ? '' : String(selling.buyerLimit),
  unpaidLimit: selling.unpaidLimit === null ? '' : String(selling.unpaidLimit),
  lateMinutes: String(Math.round(selling.lateClaimSeconds / 60)),
  timeZone: selling.timeZone,
  shipCountries: selling.shipCountries,
});

/** A whole number from `least` to `most`, null where nothing is written, or a sentence. */
function readCount(text: string, least: number, most: number): number | null | string {
  if (text.trim() === '') return null;
  const count = Number(text);
  return /^\d+$/.test(text.trim()) && count >= least && count <= most ? count : `A whole number from ${least} to ${most}, or nothing`;
}

const zones = Intl.supportedValuesOf('timeZone');

/** Where parcels go, what one buyer may claim, when a show is really over, and whose clock counts. */
export function LimitsForm({ selling }: { selling: Selling }) {
  const [start] = useState(() => draftOf(selling));
  const [draft, setDraft] = useState(start);
  const save = useSaveSelling();
  const set = (changes: Partial<Draft>) => setDraft((now) => ({ ...now, ...changes }));
  const buyerLimit = readCount(draft.buyerLimit, 1, 999);
  const unpaidLimit = readCount(draft.unpaidLimit, 1, 99);
  const late = readCount(draft.lateMinutes, 0, 1440);
  const lateProblem = typeof late === 'number' ? undefined : 'Whole minutes, up to 1440';
  const zoneProblem = draft.timeZone === selling.timeZone || draft.timeZone === 'UTC' || zones.includes(draft.timeZone) ? undefined : 'A zone such as Asia/Jakarta';
  const changed = JSON.stringify(draft) !== JSON.stringify(start);
  const wrong = typeof buyerLimit === 'string' || typeof unpaidLimit === 'string' || lateProblem !== undefined || zoneProblem !== undefined;

  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong || typeof late !== 'number') return;
        const lateClaimSeconds = draft.lateMinutes === start.lateMinutes ? selling.lateClaimSeconds : late * 60;
        save.mutate({ buyerLimit, unpaidLimit, lateClaimSeconds, timeZone: draft.timeZone, shipCountries: draft.shipCountries }, { onSuccess: () => say('How you sell is saved') });
      }}
    >
      <h3 className="text-sm font-semibold">Buyers and shows</h3>
      <CountriesField codes={draft.shipCountries} onChange={(shipCountries) => set({ shipCountries })} />
      <div className="grid gap-5 md:grid-cols-2">
        <Field label="Units one buyer may claim in a show" error={typeof buyerLimit === 'string' ? buyerLimit : undefined} hint="Empty: as many as there are. A product can have its own">
          {(control) => <Input {...control} inputMode="numeric" value={draft.buyerLimit} placeholder="any" onChange={(event) => set({ buyerLimit: event.target.value })} />}
        </Field>
        <Field label="Ask you after unpaid holds" error={typeof unpaidLimit === 'string' ? unpaidLimit : undefined} hint="Of the last 90 days. Empty: never asked">
          {(control) => <Input {...control} inputMode="numeric" value={draft.unpaidLimit} placeholder="never" onChange={(event) => set({ unpaidLimit: event.target.value })} />}
        </Field>
        <Field label="Late claims, minutes" error={lateProblem} hint="Comments that come so long after the end still count for the show">
          {(control) => <Input {...control} inputMode="numeric" value={draft.lateMinutes} onChange={(event) => set({ lateMinutes: event.target.value })} />}
        </Field>
        <Field label="Time zone" error={zoneProblem} hint="For shows, quiet hours and slips">
          {(control) => <Input {...control} list="time-zones" autoComplete="off" value={draft.timeZone} onChange={(event) => set({ timeZone: event.target.value.trim() })} />}
        </Field>
        <datalist id="time-zones">{zones.map((zone) => <option key={zone} value={zone}>{zone}</option>)}</datalist>
      </div>
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={!changed || wrong}>Save</Button>
        {changed && !save.isPending && <Button variant="ghost" onClick={() => setDraft(start)}>Put back</Button>}
        {save.isError && <p role="alert" className="text-xs text-danger">{messageOf(save.error)}</p>}
      </div>
    </form>
  );
}
