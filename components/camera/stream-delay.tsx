'use client';
import { Pencil } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import type { ShowRow } from '#lib/shows/schema.ts';
import { useDelaySuggestion, useSaveShow } from '#components/shows/queries.ts';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Label } from '#components/ui/label.tsx';
import { delayOf, longestDelayMs, otherDelay, secondsOf } from './delay.ts';

/** How much later than the camera the viewers see the show: told, changed, and what their comments say of it. */
export function StreamDelay({ show }: { show: ShowRow }) {
  const save = useSaveShow();
  const { data: learnt } = useDelaySuggestion(show.id);
  const [isEditing, setEditing] = useState(false);
  const delayMs = (save.isPending ? save.variables.delay_ms : undefined) ?? show.delay_ms;
  const other = otherDelay(delayMs, learnt?.suggestion?.delay_ms);
  return (
    <>
      {isEditing ? (
        <DelayForm
          delayMs={delayMs}
          onSet={(ms) => {
            setEditing(false);
            if (ms !== null && ms !== delayMs) save.mutate({ delay_ms: ms });
          }}
        />
      ) : (
        <Button variant="ghost" size="sm" className="-ms-2.25 text-sm font-normal" aria-label={`Stream delay ${secondsOf(delayMs)}, change`} onClick={() => setEditing(true)}>
          Stream delay <span className="-ms-1 font-medium text-ink">{secondsOf(delayMs)}</span>
          <Pencil className="size-3.5 text-faint" aria-hidden />
        </Button>
      )}
      {other !== null && !isEditing && (
        <p role="status" className="order-2 flex min-h-8 basis-full items-center justify-between gap-3 text-sm">
          Viewers seem to be {secondsOf(other)} behind.
          <Button size="sm" onClick={() => save.mutate({ delay_ms: other })}>Use {secondsOf(other)}</Button>
        </p>
      )}
    </>
  );
}

/** `onSet` with null: as it was. */
function DelayForm({ delayMs, onSet }: { delayMs: number; onSet: (delayMs: number | null) => void }) {
  const id = useId();
  const [written, setWritten] = useState(String(delayMs / 1000));
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ms = delayOf(written);
    if (ms === null) setWrong(true);
    else onSet(ms);
  };
  return (
    <form onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onSet(null)} className="order-2 grid basis-full gap-1 pt-1">
      <div className="flex items-center gap-2">
        <Label htmlFor={id} className="font-normal text-muted">Stream delay, seconds</Label>
        <Input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          // The button that was pressed is gone: what it opened takes the focus.
          ref={(input) => input?.focus()}
          value={written}
          maxLength={6}
          aria-invalid={isWrong || undefined}
          aria-describedby={`${id}-note`}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setWritten(event.target.value);
            setWrong(false);
          }}
          className="w-16 text-center"
        />
        <Button type="submit" className="ms-auto">Set</Button>
        <Button variant="ghost" onClick={() => onSet(null)}>Cancel</Button>
      </div>
      <p id={`${id}-note`} role={isWrong ? 'alert' : undefined} className={isWrong ? 'text-xs text-danger' : 'text-xs text-pretty text-faint'}>
        {isWrong ? `Seconds, from 0 to ${longestDelayMs / 1000}.` : 'Viewers see you this much later. A claim without a code means what was on screen then.'}
      </p>
    </form>
  );
}
