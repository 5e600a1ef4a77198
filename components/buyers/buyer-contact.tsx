'use client';
import { useState } from 'react';
import { ApiFault, messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { say, sayError } from '#components/ui/toast.tsx';
import { BuyerPatch, type BuyerRow } from '#lib/buyers/schema.ts';
import { useSaveBuyer } from './queries.ts';

const channels = [['whatsapp', 'WhatsApp'], ['sms', 'SMS'], ['email', 'E-mail']] as const;
const languages = ['en', 'es', 'pt', 'fr', 'de', 'it', 'nl', 'pl', 'ru', 'tr', 'id', 'ms', 'vi', 'th', 'tl', 'ja', 'ko', 'zh', 'ar', 'hi'];
const names = new Intl.DisplayNames('en', { type: 'language' });
const own = 'own';

/** How to reach a buyer, in which language, and the seller's own note. */
export function BuyerContact({ buyer }: { buyer: BuyerRow }) {
  const save = useSaveBuyer(buyer.id);
  const start = { email: buyer.email ?? '', phone: buyer.phone ?? '', language: buyer.language ?? own, note: buyer.note };
  const [draft, setDraft] = useState(start);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const set = (changes: Partial<typeof start>) => setDraft((now) => ({ ...now, ...changes }));
  const changed = JSON.stringify(draft) !== JSON.stringify(start);

  const submit = () => {
    const patch = BuyerPatch.safeParse({ email: draft.email.trim() || null, phone: draft.phone.replace(/[\s()-]/g, '') || null, language: draft.language === own ? null : draft.language, note: draft.note });
    setProblems(patch.success ? {} : Object.fromEntries(patch.error.issues.map(({ path, message }) => [path.join('.'), message])));
    if (!patch.success) return;
    save.mutate(patch.data, {
      onSuccess: () => say(`What you know of ${buyer.name} is saved`),
      onError: (error) => setProblems(error instanceof ApiFault && error.issues.length > 0 ? Object.fromEntries(error.issues.map(({ path, message }) => [path, message])) : { note: messageOf(error) }),
    });
  };
  const toggle = (channel: (typeof channels)[number][0]) => {
    const has = buyer.opted_out.includes(channel);
    const next = channels.map(([name]) => name).filter((name) => (name === channel ? !has : buyer.opted_out.includes(name)));
    follow(save.mutateAsync({ optedOut: next }), { failed: (error) => sayError('It is as before', messageOf(error)) });
  };

  return (
    <section aria-labelledby="contact" className="grid gap-3">
      <h3 id="contact" className="text-sm font-semibold">Contact and note</h3>
      <form className="grid gap-3" onSubmit={(event) => (event.preventDefault(), submit())}>
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Field label="E-mail" error={problems.email}>{(control) => <Input {...control} type="email" value={draft.email} onChange={(event) => set({ email: event.target.value })} />}</Field>
          <Field label="Phone" error={problems.phone}>{(control) => <Input {...control} type="tel" placeholder="+62 812 3456 7890" value={draft.phone} onChange={(event) => set({ phone: event.target.value })} />}</Field>
        </div>
        <Field label="Written to in" error={problems.language}>
          {(control) => (
            <Select value={draft.language} onValueChange={(language) => set({ language })}>
              <SelectTrigger {...control} />
              <SelectContent>
                <SelectItem value={own}>The language they write in</SelectItem>
                {(buyer.language && !languages.includes(buyer.language) ? [buyer.language, ...languages] : languages).map((code) => <SelectItem key={code} value={code}>{names.of(code) ?? code}</SelectItem>)}
              </SelectContent>
            </Select>
          )}
        </Field>
        <Field label="Note" error={problems.note} hint="Only your team sees it">
          {(control) => <Textarea {...control} dir="auto" maxLength={2000} value={draft.note} onChange={(event) => set({ note: event.target.value })} />}
        </Field>
        {changed && (
          <div className="flex gap-2">
            <Button type="submit" size="sm" variant="primary" busy={save.isPending}>Save</Button>
            <Button size="sm" variant="ghost" onClick={() => setDraft(start)}>Put back</Button>
          </div>
        )}
      </form>
      <div className="grid gap-1">
        <span className="text-sm font-medium">Never write by</span>
        <div role="group" aria-label="Never write by" className="-mx-2 flex gap-1">
          {channels.map(([channel, words]) => (
            <Chip key={channel} pressed={buyer.opted_out.includes(channel)} onClick={() => toggle(channel)} className={buyer.opted_out.includes(channel) ? 'line-through' : ''}>{words}</Chip>
          ))}
        </div>
      </div>
    </section>
  );
}
