'use client';
import { ArrowDown, ArrowUp, CircleCheck, CircleSlash, Mail, MessageCircle, MessageSquare, Plus, X, type LucideIcon } from 'lucide-react';
import { useId, useState } from 'react';
import { Channel, Language, Topic, type ChannelState, type MessageSettings, type Messaging } from '#lib/messages/schema.ts';
import { messageOf } from '#components/api.ts';
import { useMessageSettings, useSaveMessaging } from '#components/messages/queries.ts';
import { channelHints, channelWords, languageWords, topicWords } from '#components/messages/words.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { say } from '#components/ui/toast.tsx';
import { LoadFault } from './load-fault.tsx';
import { MessageTexts } from './messages-texts.tsx';

const icons: Record<Channel, LucideIcon> = { whatsapp: MessageCircle, sms: MessageSquare, email: Mail };

/** How buyers are written to: over what, when, about what, and in which words. */
export function MessagesSettings() {
  const { data, isError, error, refetch } = useMessageSettings();
  if (isError) return <LoadFault what="How buyers are written to" error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton className="h-96 max-w-140" />;
  return <Form key={JSON.stringify(data.messaging)} settings={data} />;
}

function Form({ settings }: { settings: MessageSettings }) {
  const [draft, setDraft] = useState(settings.messaging);
  const save = useSaveMessaging();
  const set = (changes: Partial<Messaging>) => setDraft((now) => ({ ...now, ...changes }));
  const changed = JSON.stringify(draft) !== JSON.stringify(settings.messaging);
  const sameTimes = draft.quietHours !== null && draft.quietHours.from === draft.quietHours.to;
  return (
    <form
      className="grid max-w-140 grid-cols-1 gap-8"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(draft, { onSuccess: () => say('Messages are saved') });
      }}
    >
      <Ladder ladder={draft.ladder} channels={settings.channels} onChange={(ladder) => set({ ladder })} />
      <Times draft={draft} timeZone={settings.timeZone} set={set} sameTimes={sameTimes} />
      <Topics draft={draft} set={set} />
      <MessageTexts draft={draft} saved={settings.messaging} channels={settings.channels} onChange={(templates) => set({ templates })} />
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t bg-bg py-3">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={!changed || sameTimes}>Save</Button>
        {changed && !save.isPending && <Button variant="ghost" onClick={() => setDraft(settings.messaging)}>Put back</Button>}
        {save.isError && <p role="alert" className="text-xs text-danger">{messageOf(save.error)}</p>}
      </div>
    </form>
  );
}

interface LadderProps {
  ladder: Channel[];
  channels: readonly ChannelState[];
  onChange: (ladder: Channel[]) => void;
}

function Ladder({ ladder, channels, onChange }: LadderProps) {
  const left = Channel.options.filter((channel) => !ladder.includes(channel));
  const move = (at: number, by: -1 | 1) => {
    const next = [...ladder];
    const [taken] = next.splice(at, 1);
    if (taken) next.splice(at + by, 0, taken);
    onChange(next);
  };
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-2">
      <legend className="mb-1 text-sm font-medium">Tried in this order</legend>
      <ol className="grid divide-y rounded-md border">
        {ladder.map((channel, at) => {
          const Icon = icons[channel];
          const words = channelWords[channel];
          return (
            <li key={channel} className="grid grid-cols-[16px_16px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 p-3">
              <span className="text-center text-faint" aria-hidden>{at + 1}</span>
              <Icon className="size-4 text-muted" aria-hidden />
              <span className="font-medium">{words}</span>
              <span className="-my-2 flex items-center">
                <Button size="icon" variant="ghost" aria-label={`${words} earlier`} disabled={at === 0} onClick={() => move(at, -1)}><ArrowUp className="size-4" aria-hidden /></Button>
                <Button size="icon" variant="ghost" aria-label={`${words} later`} disabled={at === ladder.length - 1} onClick={() => move(at, 1)}><ArrowDown className="size-4" aria-hidden /></Button>
                <Button size="icon" variant="ghost" aria-label={`Do not use ${words}`} onClick={() => onChange(ladder.filter((other) => other !== channel))}><X className="size-4" aria-hidden /></Button>
              </span>
              <Connected state={channels.find((state) => state.channel === channel)} />
            </li>
          );
        })}
        {ladder.length === 0 && <li className="p-3 text-pretty text-muted">Nothing is sent. Copy the link from an order and send it yourself.</li>}
      </ol>
      {left.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {left.map((channel) => (
            <Button key={channel} size="sm" onClick={() => onChange([...ladder, channel])}><Plus className="size-3.5" aria-hidden /> {channelWords[channel]}</Button>
          ))}
        </div>
      )}
      <p className="text-xs text-pretty text-faint">When none of them gets through, the order says so and you copy the link. Nothing is ever answered in the public chat.</p>
    </fieldset>
  );
}

function Connected({ state }: { state: ChannelState | undefined }) {
  if (!state) return null;
  const Icon = state.connected ? CircleCheck : CircleSlash;
  return (
    <span className="col-span-2 col-start-3 flex items-start gap-1 text-xs text-faint">
      <Icon className={`mt-0.5 size-3 shrink-0 ${state.connected ? 'text-money' : ''}`} aria-hidden />
      <span className="min-w-0">
        {state.connected ? (
          <>Connected{state.sender && <>, from <span dir="ltr">{state.sender}</span></>}. {channelHints[state.channel]}</>
        ) : (
          <>Not connected. Whoever runs this installation sets <code className="font-mono [overflow-wrap:anywhere]">{state.missing.join(', ')}</code></>
        )}
      </span>
    </span>
  );
}

const waits = [0, 30, 60, 120, 300, 600, 1800];
const waitWords = (seconds: number) => (seconds === 0 ? 'Never' : seconds < 120 ? `${seconds} seconds` : `${seconds / 60} minutes`);
const reminders = [0, 2, 3, 5, 10, 15, 30, 60, 240, 1440];
const reminderWords = (minutes: number) => (minutes === 0 ? 'Never' : minutes < 60 ? `${minutes} minutes before` : minutes === 60 ? '1 hour before' : minutes === 1440 ? '1 day before' : `${minutes / 60} hours before`);
const withOwn = (choices: readonly number[], own: number): number[] => (choices.includes(own) ? [...choices] : [...choices, own].toSorted((a, b) => a - b));

interface PartProps {
  draft: Messaging;
  set: (changes: Partial<Messaging>) => void;
}

function Times({ draft, timeZone, set, sameTimes }: PartProps & { timeZone: string; sameTimes: boolean }) {
  const { quietHours } = draft;
  return (
    <div className="grid gap-5">
      <div className="grid gap-5 md:grid-cols-2">
        <Field label="Remind before a hold ends" hint="At most a third of the hold">
          {(control) => (
            <Select value={String(draft.reminderMinutes)} onValueChange={(value) => set({ reminderMinutes: Number(value) })}>
              <SelectTrigger {...control} />
              <SelectContent>{withOwn(reminders, draft.reminderMinutes).map((minutes) => <SelectItem key={minutes} value={String(minutes)}>{reminderWords(minutes)}</SelectItem>)}</SelectContent>
            </Select>
          )}
        </Field>
        <Field label="Not delivered: next channel after" hint="Only where the service says what was delivered">
          {(control) => (
            <Select value={String(draft.ladderWaitSeconds)} onValueChange={(value) => set({ ladderWaitSeconds: Number(value) })}>
              <SelectTrigger {...control} />
              <SelectContent>{withOwn(waits, draft.ladderWaitSeconds).map((seconds) => <SelectItem key={seconds} value={String(seconds)}>{waitWords(seconds)}</SelectItem>)}</SelectContent>
            </Select>
          )}
        </Field>
        <Field label="Language" hint="For buyers whose language is not known">
          {(control) => (
            <Select value={draft.language} onValueChange={(language) => set({ language: Language.parse(language) })}>
              <SelectTrigger {...control} />
              <SelectContent>{Language.options.map((language) => <SelectItem key={language} value={language}>{languageWords(language)}</SelectItem>)}</SelectContent>
            </Select>
          )}
        </Field>
      </div>
      <div className="grid gap-3">
        <Toggle label="Quiet hours" hint={`Messages wait until they end. On the clock of ${timeZone}.`} checked={quietHours !== null} onChange={(on) => set({ quietHours: on ? { from: '22:00', to: '08:00' } : null })} />
        {quietHours && (
          <div className="grid gap-3 border-s ps-4">
            <div className="grid max-w-80 grid-cols-2 gap-3">
              <Field label="From">{(control) => <Input {...control} type="time" required value={quietHours.from} onChange={(e) => e.target.value && set({ quietHours: { ...quietHours, from: e.target.value } })} />}</Field>
              <Field label="To" error={sameTimes ? 'Ends when it begins' : undefined}>{(control) => <Input {...control} type="time" required value={quietHours.to} onChange={(e) => e.target.value && set({ quietHours: { ...quietHours, to: e.target.value } })} />}</Field>
            </div>
            <Toggle label="Quiet during a live show too" hint="Otherwise messages about holds go out while you are live: they end soon." checked={draft.quietDuringShows} onChange={(quietDuringShows) => set({ quietDuringShows })} />
          </div>
        )}
      </div>
    </div>
  );
}

function Topics({ draft, set }: PartProps) {
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-3">
      <legend className="mb-2 text-sm font-medium">What buyers are told</legend>
      {Topic.options.map((topic) => (
        <Toggle
          key={topic}
          label={topicWords[topic].title}
          hint={topicWords[topic].when}
          checked={draft.topics.includes(topic)}
          onChange={(on) => set({ topics: Topic.options.filter((other) => (other === topic ? on : draft.topics.includes(other))) })}
        />
      ))}
    </fieldset>
  );
}

function Toggle({ label, hint, checked, onChange }: { label: string; hint: string; checked: boolean; onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4 touch">
      <label htmlFor={id} className="grid gap-0.5">
        <span className="font-medium">{label}</span>
        <span id={`${id}-hint`} className="text-xs text-pretty text-faint">{hint}</span>
      </label>
      <Switch id={id} aria-label={label} aria-describedby={`${id}-hint`} checked={checked} onCheckedChange={onChange} className="mt-0.5" />
    </div>
  );
}
