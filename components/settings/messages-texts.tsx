'use client';
import { CircleAlert, Send } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { E164, Language, Topic, topicVariables, type ChannelState, type Messaging, type Template } from '#lib/messages/schema.ts';
import { messageOf } from '#components/api.ts';
import { usePreview, useTestMessage } from '#components/messages/queries.ts';
import { channelWords, languageWords, problemWords, topicWords } from '#components/messages/words.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { say, sayError } from '#components/ui/toast.tsx';

interface MessageTextsProps {
  draft: Messaging;
  saved: Messaging;
  channels: readonly ChannelState[];
  onChange: (templates: Messaging['templates']) => void;
}

/** The words of each message in each language: how they read, your own instead of ours, and a test to yourself. */
export function MessageTexts({ draft, saved, channels, onChange }: MessageTextsProps) {
  const [topic, setTopic] = useState<Topic>('order.held');
  const [language, setLanguage] = useState<Language>(draft.language);
  const own = draft.templates[language]?.[topic];
  const template = useDeferredValue(own?.subject.trim() && own.text.trim() ? own : undefined);
  const { data, isError, error } = usePreview({ topic, language, ...(template ? { template } : {}) });

  function keep(next: Template | undefined) {
    const { [topic]: _, ...others } = draft.templates[language] ?? {};
    const { [language]: __, ...rest } = draft.templates;
    const mine = next ? { ...others, [topic]: next } : others;
    onChange(Object.keys(mine).length > 0 ? { ...rest, [language]: mine } : rest);
  }

  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 text-sm font-medium">How they read</legend>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Message">
          {(control) => (
            <Select value={topic} onValueChange={(value) => setTopic(Topic.parse(value))}>
              <SelectTrigger {...control} />
              <SelectContent>{Topic.options.map((each) => <SelectItem key={each} value={each}>{topicWords[each].title}</SelectItem>)}</SelectContent>
            </Select>
          )}
        </Field>
        <Field label="In">
          {(control) => (
            <Select value={language} onValueChange={(value) => setLanguage(Language.parse(value))}>
              <SelectTrigger {...control} />
              <SelectContent>{Language.options.map((each) => <SelectItem key={each} value={each}>{languageWords(each)}</SelectItem>)}</SelectContent>
            </Select>
          )}
        </Field>
      </div>
      {isError ? (
        <p role="alert" className="text-danger">{messageOf(error)}</p>
      ) : !data ? (
        <Skeleton className="h-24" />
      ) : (
        <>
          <figure className="grid gap-1 rounded-md border bg-surface p-3" lang={language} dir="auto">
            <figcaption className="font-medium break-words">{data.subject}</figcaption>
            <p className="text-pretty break-words text-muted">{data.text}</p>
          </figure>
          {data.unknown.length > 0 && (
            <p role="alert" className="flex items-start gap-1 text-xs text-warn">
              <CircleAlert className="mt-0.5 size-3 shrink-0" aria-hidden />
              <span>Not known in this message, so it stays as it is written: {data.unknown.map((name) => `{${name}}`).join(', ')}</span>
            </p>
          )}
          {own ? (
            <div className="grid gap-3">
              <Field label="Subject of the e-mail" error={own.subject.trim() ? undefined : 'A subject is needed'}>{(control) => <Input {...control} dir="auto" value={own.subject} maxLength={120} onChange={(e) => keep({ ...own, subject: e.target.value })} />}</Field>
              <Field
                label="Text"
                error={own.text.trim() ? undefined : 'A text is needed'}
                hint={<>You can use {topicVariables[topic].map((name) => `{${name}}`).join(' ')}. A part in [square brackets] is left out when what it names is empty.</>}
              >
                {(control) => <Textarea {...control} dir="auto" rows={4} value={own.text} maxLength={600} onChange={(e) => keep({ ...own, text: e.target.value })} />}
              </Field>
              <Button className="justify-self-start" variant="ghost" onClick={() => keep(undefined)}>Use the built-in words</Button>
            </div>
          ) : (
            <Button className="justify-self-start" onClick={() => keep(data.builtIn)}>Write your own</Button>
          )}
          {channels.some((state) => state.channel === 'whatsapp' && state.connected) && (
            <details className="text-xs text-muted">
              <summary className="cursor-pointer touch">For WhatsApp this has to be approved first</summary>
              <p className="mt-2 text-pretty">Hand it in at WhatsApp Manager as <code className="font-mono">{data.whatsapp.name}</code> in <code className="font-mono">{data.whatsapp.language}</code>. Your own words count once they are approved there.</p>
              <p className="mt-2 rounded-sm bg-hover p-2 break-words select-all" dir="auto">{data.whatsapp.body}</p>
            </details>
          )}
        </>
      )}
      <TestSend topic={topic} language={language} channels={channels} unsaved={JSON.stringify(draft.templates) !== JSON.stringify(saved.templates)} />
    </fieldset>
  );
}

function TestSend({ topic, language, channels, unsaved }: { topic: Topic; language: Language; channels: readonly ChannelState[]; unsaved: boolean }) {
  const connected = channels.filter((state) => state.connected);
  const [chosen, setChosen] = useState(connected[0]?.channel);
  const [to, setTo] = useState('');
  const test = useTestMessage();
  if (!chosen) return <p className="text-xs text-faint">No channel is connected, so there is nothing to test yet.</p>;
  const isEmail = chosen === 'email';
  const ready = isEmail ? /^\S+@\S+\.\S+$/.test(to) : E164.safeParse(to).success;

  function send() {
    if (!chosen || !ready) return;
    const request = chosen === 'email' ? { channel: chosen, to, topic, language } : { channel: chosen, to, topic, language };
    test.mutate(request, {
      onSuccess: ({ status, problem }) => (status === 'sent' ? say('The test is sent', `To ${to}`) : sayError('The test was not sent', problemWords(problem))),
      onError: (error) => sayError('The test was not sent', messageOf(error)),
    });
  }
  return (
    <div className="grid gap-3 sm:grid-cols-[140px_minmax(0,1fr)_auto] sm:items-start">
      <Field label="Test over">
        {(control) => (
          <Select value={chosen} onValueChange={(value) => setChosen(connected.find((state) => state.channel === value)?.channel)}>
            <SelectTrigger {...control} />
            <SelectContent>{connected.map(({ channel }) => <SelectItem key={channel} value={channel}>{channelWords[channel]}</SelectItem>)}</SelectContent>
          </Select>
        )}
      </Field>
      <Field label={isEmail ? 'Your e-mail' : 'Your number'} hint={unsaved ? 'Sends the words that are saved' : isEmail ? undefined : 'With the country code'}>
        {(control) => (
          <Input {...control} type={isEmail ? 'email' : 'tel'} inputMode={isEmail ? 'email' : 'tel'} autoComplete={isEmail ? 'email' : 'tel'} placeholder={isEmail ? 'you@example.com' : '+14155550100'} value={to}
            onChange={(e) => setTo(isEmail ? e.target.value.trim() : e.target.value.replaceAll(/[^\d+]/g, ''))}
            onKeyDown={(e) => {
              if (e.key !== 'Enter') return;
              e.preventDefault();
              send();
            }}
          />
        )}
      </Field>
      <Button className="sm:mt-5.5" busy={test.isPending} disabled={!ready} onClick={send}>{!test.isPending && <Send className="size-3.5" aria-hidden />} Send a test</Button>
    </div>
  );
}
