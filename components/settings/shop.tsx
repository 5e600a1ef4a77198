'use client';
import { Slider } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { ApiFault, messageOf } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { say } from '#components/ui/toast.tsx';
import { currencies, currencyName } from './currencies.ts';
import { LoadFault } from './load-fault.tsx';
import { type Settings, useSaveSettings, useSettings } from './queries.ts';
import { holdChoices, holdWords, sureWords } from './words.ts';

/** Name, currency, hold time, and how sure a claim must be. */
export function Shop() {
  const { data, isError, error, refetch } = useSettings();
  if (data) {
    // Saved elsewhere on this page: what is being written here stays.
    const { frame_days: _, ...settings } = data;
    return <ShopForm key={JSON.stringify(settings)} settings={settings} />;
  }
  if (isError) return <LoadFault what="The settings" error={error} again={() => void refetch()} />;
  return <Skeleton className="h-72 max-w-120" />;
}

type ShopSettings = Omit<Settings, 'frame_days'>;

function ShopForm({ settings }: { settings: ShopSettings }) {
  const [draft, setDraft] = useState(settings);
  const save = useSaveSettings();
  const set = (changes: Partial<ShopSettings>) => setDraft((now) => ({ ...now, ...changes }));
  const changed = JSON.stringify(draft) !== JSON.stringify(settings);
  const problems = save.error instanceof ApiFault ? Object.fromEntries(save.error.issues.map(({ path, message }) => [path, message])) : {};
  const holds = holdChoices.some(({ seconds }) => seconds === settings.hold_seconds) ? holdChoices : [{ seconds: settings.hold_seconds, words: holdWords(settings.hold_seconds) }, ...holdChoices];

  return (
    <form
      className="grid max-w-120 gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const { handle: _, ...patch } = draft;
        save.mutate(patch, { onSuccess: () => say('Settings are saved') });
      }}
    >
      <Field label="Name" error={draft.name.trim() ? problems.name : 'A name is needed'} hint={<>Bridges call it <code className="font-mono">{settings.handle}</code></>}>
        {(control) => <Input {...control} dir="auto" value={draft.name} maxLength={120} onChange={(e) => set({ name: e.target.value })} />}
      </Field>
      <div className="grid gap-5 md:grid-cols-2">
        <Field label="Currency" error={problems.currency} hint="For products you add from now on">
          {(control) => (
            <Select value={draft.currency} onValueChange={(currency) => set({ currency })}>
              <SelectTrigger {...control} />
              <SelectContent>
                {currencies(settings.currency).map((code) => (
                  <SelectItem key={code} value={code}>
                    {code} <span className="text-faint">{currencyName(code)}</span>
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
        <Field label="A claim is held for" error={problems.hold_seconds} hint="From the next show on">
          {(control) => (
            <Select value={String(draft.hold_seconds)} onValueChange={(value) => set({ hold_seconds: Number(value) })}>
              <SelectTrigger {...control} />
              <SelectContent>
                {holds.map(({ seconds, words }) => (
                  <SelectItem key={seconds} value={String(seconds)}>{words}</SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
      </div>
      <Sure label="How sure a claim must be" value={draft.claim_threshold} onChange={(claim_threshold) => set({ claim_threshold })} words={sureWords(draft.claim_threshold)} />
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={!changed || !draft.name.trim()}>Save</Button>
        {changed && !save.isPending && <Button variant="ghost" onClick={() => setDraft(settings)}>Put back</Button>}
        {save.isError && Object.keys(problems).length === 0 && <p role="alert" className="text-xs text-danger">{messageOf(save.error)}</p>}
      </div>
    </form>
  );
}

interface SureProps {
  label: string;
  value: number;
  words: ReactNode;
  onChange: (value: number) => void;
}

/** A share from 0 to 1 as a slider with its number and what it means. */
function Sure({ label, value, words, onChange }: SureProps) {
  return (
    <div className="grid gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <span className="text-sm font-medium">{label}</span>
        <span className="font-medium">{Math.round(value * 100)} %</span>
      </div>
      <Slider.Root min={0.05} max={0.95} step={0.05} value={[value]} onValueChange={([next]) => next !== undefined && onChange(Math.round(next * 100) / 100)} className="relative flex h-6 touch-none items-center select-none touch">
        <Slider.Track className="relative h-1 flex-1 rounded-full bg-line-strong">
          <Slider.Range className="absolute h-full rounded-full bg-ink" />
        </Slider.Track>
        <Slider.Thumb aria-label={label} aria-valuetext={`${Math.round(value * 100)} percent`} className="hit block size-4 rounded-full border-2 border-ink bg-bg" />
      </Slider.Root>
      <p className="text-xs text-faint">{words}</p>
    </div>
  );
}
