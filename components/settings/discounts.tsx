'use client';
import { TicketPercent } from 'lucide-react';
import { useState } from 'react';
import { ApiFault, messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { whenWords } from '#components/orders/words.ts';
import { priceText, readPrice } from '#components/products/draft.ts';
import { useSeat } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { say, sayError, undoable } from '#components/ui/toast.tsx';
import { formatMoney } from '#lib/core/money.ts';
import { type DiscountRow, SaveDiscount } from '#lib/discounts/schema.ts';
import { LoadFault } from './load-fault.tsx';
import { rateText, readRate } from './selling-draft.ts';
import { useDiscounts, useSaveDiscount } from './selling-queries.ts';

/** Codes that take something off a cart: listed, made, ended. */
export function Discounts() {
  const { data, isError, error, refetch } = useDiscounts();
  if (isError) return <LoadFault what="Your discount codes" error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton className="h-12" />;
  return (
    <div className="grid gap-4">
      {data.length === 0 ? (
        <p className="flex items-center gap-2 text-faint">
          <TicketPercent className="size-4 shrink-0" aria-hidden /> No codes yet. Buyers type them on the page where they pay.
        </p>
      ) : (
        <ul aria-label="Discount codes" className="grid max-h-96 divide-y overflow-y-auto rounded-md border">
          {data.map((row) => <CodeLine key={row.id} row={row} />)}
        </ul>
      )}
      <NewCode />
    </div>
  );
}

const isOver = (row: DiscountRow): boolean => row.archived_at !== null || (row.ends_at !== null && Date.parse(row.ends_at) <= Date.now());

function CodeLine({ row }: { row: DiscountRow }) {
  const { streamer } = useSeat();
  const save = useSaveDiscount();
  const [going, setGoing] = useState(false);
  const over = isOver(row);
  const terms = [
    row.min_minor > 0 && `from ${formatMoney(row.min_minor, streamer.currency)}`,
    row.ends_at && `${over ? 'ended' : 'until'} ${whenWords(row.ends_at)}`,
    row.archived_at && 'ended',
    row.max_uses === null ? `used ${row.uses} ${row.uses === 1 ? 'time' : 'times'}` : `used ${row.uses} of ${row.max_uses}`,
  ].filter(Boolean);
  const end = () => {
    setGoing(true);
    undoable({
      message: `Ending ${row.code}`,
      description: 'Carts that have it pay the whole price.',
      undo: () => setGoing(false),
      commit: (leaving) =>
        follow(
          save.mutateAsync({ id: row.id, code: row.code, kind: row.kind, value: row.value, minMinor: row.min_minor, maxUses: row.max_uses, endsAt: row.ends_at, archived: true, keepalive: leaving }),
          { failed: (error) => sayError(`${row.code} is still there`, messageOf(error)), after: () => setGoing(false) },
        ),
    });
  };
  return (
    <li className={cn('flex items-center gap-3 px-4 py-2', (over || going) && 'opacity-60')}>
      <div className="grid min-w-0 flex-1">
        <span className="font-medium">
          <span className="font-mono">{row.code}</span> <span className="font-normal text-muted">takes off {row.kind === 'percent' ? `${rateText(row.value)} %` : formatMoney(row.value, streamer.currency)}</span>
        </span>
        <span className="text-xs text-faint">{terms.join(' · ')}</span>
      </div>
      {!row.archived_at && (
        <Button size="sm" disabled={going} aria-label={`End ${row.code}`} onClick={end}>End</Button>
      )}
    </li>
  );
}

const empty = { code: '', kind: 'percent' as 'percent' | 'amount', value: '', min: '', uses: '', ends: '' };

function NewCode() {
  const { streamer: { currency } } = useSeat();
  const save = useSaveDiscount();
  const [draft, setDraft] = useState(empty);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const set = (changes: Partial<typeof empty>) => setDraft((now) => ({ ...now, ...changes }));

  const submit = () => {
    const value = draft.kind === 'percent' ? readRate(draft.value) : readPrice(draft.value, currency);
    const minMinor = draft.min.trim() === '' ? 0 : readPrice(draft.min, currency);
    const ends = draft.ends ? new Date(draft.ends) : null;
    const parsed = SaveDiscount.safeParse({ code: draft.code, kind: draft.kind, value, minMinor, maxUses: draft.uses.trim() === '' ? null : Number(draft.uses), endsAt: ends?.toISOString() ?? null });
    const wrong: Record<string, string> = parsed.success ? {} : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
    if (typeof value === 'string') wrong['value'] = value;
    else if (value === 0) wrong['value'] = 'More than nothing';
    if (typeof minMinor === 'string') wrong['minMinor'] = minMinor;
    if (wrong['maxUses']) wrong['maxUses'] = 'A whole number, or nothing';
    setProblems(wrong);
    if (!parsed.success || Object.keys(wrong).length > 0) return;
    save.mutate(parsed.data, {
      onSuccess: () => {
        setDraft(empty);
        say(`${parsed.data.code} is there`);
      },
      onError: (error) => setProblems(error instanceof ApiFault && error.issues.length > 0 ? Object.fromEntries(error.issues.map(({ path, message }) => [path, message])) : { code: messageOf(error) }),
    });
  };

  return (
    <form aria-label="New code" className="grid max-w-120 gap-4 rounded-md border p-4" onSubmit={(event) => (event.preventDefault(), submit())}>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Field label="Code" error={problems['code']}>
          {(control) => <Input {...control} className="font-mono uppercase placeholder:normal-case" autoCapitalize="characters" autoComplete="off" maxLength={32} placeholder="LIVE10" value={draft.code} onChange={(event) => set({ code: event.target.value })} />}
        </Field>
        <div className="grid gap-1">
          <Field label={draft.kind === 'percent' ? 'Takes off, %' : `Takes off, ${currency}`} error={problems['value']}>
            {(control) => <Input {...control} inputMode="decimal" placeholder={draft.kind === 'percent' ? '10' : priceText(500, currency)} value={draft.value} onChange={(event) => set({ value: event.target.value })} />}
          </Field>
          <div role="group" aria-label="Of which kind" className="-mx-2 flex gap-1">
            <Chip pressed={draft.kind === 'percent'} onClick={() => set({ kind: 'percent' })}>A share</Chip>
            <Chip pressed={draft.kind === 'amount'} onClick={() => set({ kind: 'amount' })}>An amount</Chip>
          </div>
        </div>
        <Field label={`From a cart of, ${currency}`} error={problems['minMinor']} hint="Empty: any cart">
          {(control) => <Input {...control} inputMode="decimal" value={draft.min} onChange={(event) => set({ min: event.target.value })} />}
        </Field>
        <Field label="Uses at most" error={problems['maxUses']} hint="Empty: any number">
          {(control) => <Input {...control} inputMode="numeric" value={draft.uses} onChange={(event) => set({ uses: event.target.value })} />}
        </Field>
        <Field label="Until" error={problems['endsAt']} hint="Empty: until you end it">
          {(control) => <Input {...control} type="datetime-local" value={draft.ends} onChange={(event) => set({ ends: event.target.value })} />}
        </Field>
      </div>
      <Button type="submit" variant="primary" className="justify-self-start" busy={save.isPending} disabled={draft.code.trim() === '' || draft.value.trim() === ''}>Make the code</Button>
    </form>
  );
}
