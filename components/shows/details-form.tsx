'use client';
import { X } from 'lucide-react';
import { useState } from 'react';
import { instantOf, zonedText } from '#lib/core/zone.ts';
import { showPlatforms, type ShowPlan } from '#lib/shows/schema.ts';
import { delayOf, longestDelayMs } from '#components/camera/delay.ts';
import { PlatformGlyph, platformName } from '#components/comments/platform.tsx';
import { holdChoices, holdWords } from '#components/settings/words.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field, type FieldControl } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { useChangeShow } from './plan-queries.ts';
import { lateWords, zoneWords } from './words.ts';

/** When, where and how a show is run. Each field saves by itself when it is left. */
export function DetailsForm({ plan: { show, time_zone: timeZone, late_claim_seconds: lateSeconds }, mayEdit }: { plan: ShowPlan; mayEdit: boolean }) {
  const { mutate, isPending, isSuccess } = useChangeShow(show.id);
  const holds = holdChoices.some(({ seconds }) => seconds === show.hold_seconds) ? holdChoices : [{ seconds: show.hold_seconds, words: holdWords(show.hold_seconds) }, ...holdChoices];
  const start = show.starts_at ? zonedText(new Date(show.starts_at), timeZone) : '';
  return (
    <section id="details" aria-label="Details" className="scroll-mt-20">
      <fieldset disabled={!mayEdit} className="grid min-w-0 grid-cols-2 gap-4 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,0.8fr)_minmax(0,1.3fr)]">
        <div className="col-span-full flex items-baseline gap-3">
          <h2 className="text-base font-semibold">Details</h2>
          <span role="status" className="text-xs text-faint">{isPending ? 'Saving' : isSuccess ? 'Saved' : ''}</span>
        </div>
        <Field label="Title" className="max-lg:col-span-2">
          {(control) => <Leaving key={show.title} control={control} value={show.title} maxLength={120} onLeave={(title) => (title ? mutate({ title }) : 'A title is needed')} />}
        </Field>
        {show.status === 'planned' && (
          <Field label="Starts" hint={`${zoneWords(timeZone)} time`} className="max-lg:col-span-2">
            {(control) => (
              <div className="flex gap-1">
                <Leaving key={start} control={control} type="datetime-local" value={start} onLeave={(text) => mutate({ startsAt: text ? instantOf(text, timeZone).toISOString() : null })} />
                {start && (
                  <Button variant="ghost" size="icon" aria-label="No time yet" onClick={() => mutate({ startsAt: null })}>
                    <X className="size-4" aria-hidden />
                  </Button>
                )}
              </div>
            )}
          </Field>
        )}
        <Field label="A claim is held for">
          {(control) => (
            <Select value={String(show.hold_seconds)} onValueChange={(value) => mutate({ holdSeconds: Number(value) })} disabled={!mayEdit}>
              <SelectTrigger {...control} />
              <SelectContent>
                {holds.map(({ seconds, words }) => <SelectItem key={seconds} value={String(seconds)}>{words}</SelectItem>)}
              </SelectContent>
            </Select>
          )}
        </Field>
        <Field label="Delay, seconds">
          {(control) => (
            <Leaving
              key={show.delay_ms} control={control} inputMode="decimal" value={String(show.delay_ms / 1000)}
              onLeave={(text) => {
                const delayMs = delayOf(text);
                return delayMs === null ? `0 to ${longestDelayMs / 1000}, such as 4.5` : mutate({ delayMs });
              }}
            />
          )}
        </Field>
        <Field label="Claims" hint={show.mode === 'auto' ? 'Unclear ones ask you.' : 'Nothing is held before.'} className="max-lg:col-span-2">
          {(control) => (
            <Select value={show.mode} onValueChange={(mode) => mutate({ mode: mode === 'review' ? 'review' : 'auto' })} disabled={!mayEdit}>
              <SelectTrigger {...control} />
              <SelectContent>
                <SelectItem value="auto">Automatic</SelectItem>
                <SelectItem value="review">I confirm each one</SelectItem>
              </SelectContent>
            </Select>
          )}
        </Field>
        <div className="col-span-full flex flex-wrap items-center gap-x-3 gap-y-1" role="group" aria-label="Where you stream">
          <p className="text-sm font-medium">Where you stream</p>
          <div className="flex flex-wrap gap-1.5">
            {showPlatforms.map((platform) => {
              const isOn = show.platforms.includes(platform);
              return (
                <button
                  key={platform}
                  type="button"
                  aria-pressed={isOn}
                  onClick={() => mutate({ platforms: showPlatforms.filter((one) => (one === platform ? !isOn : show.platforms.includes(one))) })}
                  className={cn('flex h-8 items-center gap-1.5 rounded-md border px-2.5 text-sm transition-colors duration-150 touch disabled:opacity-50', isOn ? 'border-ink bg-hover text-ink' : 'border-line-strong text-muted enabled:hover:bg-hover')}
                >
                  <span aria-hidden className="flex"><PlatformGlyph platform={platform} className={isOn ? 'text-ink' : ''} /></span>
                  {platformName(platform)}
                </button>
              );
            })}
          </div>
          <p className="text-xs text-faint lg:ms-auto">{lateWords(lateSeconds)}</p>
        </div>
      </fieldset>
    </section>
  );
}

interface LeavingProps {
  control: FieldControl;
  value: string;
  type?: 'text' | 'datetime-local';
  inputMode?: 'text' | 'decimal';
  maxLength?: number;
  /** Saves the text, or answers why not. */
  onLeave: (text: string) => string | void;
}

/** A field that saves when it is left, or by Enter; Escape puts it back. */
function Leaving({ control, value, type = 'text', inputMode, maxLength, onLeave }: LeavingProps) {
  const [text, setText] = useState(value);
  const [problem, setProblem] = useState<string>();
  const leave = () => {
    const said = text.trim();
    if (said === value) return setProblem(undefined);
    setProblem(onLeave(said) ?? undefined);
  };
  return (
    <div className="grid min-w-0 flex-1 gap-1">
      <Input
        {...control}
        aria-invalid={problem ? true : undefined}
        type={type}
        inputMode={inputMode}
        maxLength={maxLength}
        autoComplete="off"
        dir={type === 'text' ? 'auto' : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave();
          if (event.key === 'Escape') setText(value);
        }}
      />
      {problem && <p role="alert" className="text-xs text-danger">{problem}</p>}
    </div>
  );
}
