'use client';
import { Check, CircleAlert, Clock, Copy, Link2, Mail, MessageCircle, MessageSquare, RotateCw, type LucideIcon } from 'lucide-react';
import type { AttemptChannel, AttemptRow, MessageRow } from '#lib/messages/schema.ts';
import { messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { fetchLink, useMarkSent, useMessages, useSendAgain } from '#components/messages/queries.ts';
import { attemptWords, channelWords, stateWords, topicWords } from '#components/messages/words.ts';
import { useSeat } from '#components/shell/seat.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { copyLater } from '#components/ui/copy.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { say, sayError } from '#components/ui/toast.tsx';
import { clockWords } from './words.ts';

const icons: Record<AttemptChannel, LucideIcon> = { whatsapp: MessageCircle, sms: MessageSquare, email: Mail, link: Link2 };
const marks = { neutral: Clock, money: Check, warn: CircleAlert, danger: CircleAlert } as const;

/** What was written to the buyer about this order's cart, what became of it, and the link to send by hand. */
export function OrderMessages({ cartId }: { cartId: string }) {
  const { role } = useSeat();
  const { data, isError, error, refetch } = useMessages(cartId);
  const mayWrite = role !== 'packer';
  return (
    <section aria-labelledby="messages" className="grid gap-3">
      <div className="flex items-center justify-between gap-3">
        <h3 id="messages" className="text-sm font-semibold">Messages to the buyer</h3>
        {mayWrite && <CopyLink cartId={cartId} />}
      </div>
      {isError ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
          {messageOf(error)} <Button variant="link" onClick={() => void refetch()}>Try again</Button>
        </p>
      ) : !data ? (
        <Skeleton className="h-16" />
      ) : data.items.length === 0 ? (
        <p className="text-pretty text-muted">Nothing was written yet. A held claim is told within seconds.</p>
      ) : (
        <ol className="grid gap-2">
          {data.items.map((message) => <Message key={message.id} message={message} cartId={cartId} mayWrite={mayWrite} />)}
        </ol>
      )}
    </section>
  );
}

function CopyLink({ cartId }: { cartId: string }) {
  const copy = () =>
    copyLater(fetchLink(cartId)).then(
      (copied) => (copied ? say('The pay link is copied', 'Whoever has it can see and pay this cart. Send it to this buyer alone.') : sayError('The link could not be copied', 'The browser keeps the clipboard shut.')),
      (error: unknown) => sayError('There is no link right now', messageOf(error)),
    );
  return (
    <Button size="sm" onClick={() => void copy()}>
      <Copy className="size-3.5" aria-hidden /> Copy pay link
    </Button>
  );
}

function Message({ message, cartId, mayWrite }: { message: MessageRow; cartId: string; mayWrite: boolean }) {
  const again = useSendAgain(cartId);
  const markSent = useMarkSent(cartId);
  const { words, tone } = stateWords(message);
  const Mark = marks[tone];
  const failed = message.state === 'failed';
  // Nothing was tried then, and the badge says why.
  const attempts = message.reason === 'not_connected' ? [] : message.attempts;
  return (
    <li className="grid gap-2 rounded-md border p-3">
      <div className="flex items-start justify-between gap-3">
        <div className="grid gap-1">
          <p className="font-medium">{topicWords[message.topic].title}</p>
          <Badge tone={tone} className="h-auto min-h-5 justify-self-start py-0.5 whitespace-normal"><Mark aria-hidden />{words}</Badge>
        </div>
        <time dateTime={message.created_at} className="shrink-0 text-xs text-faint">{clockWords(message.created_at)}</time>
      </div>
      {message.body && <blockquote dir="auto" lang={message.language} className="rounded-sm bg-hover px-2.5 py-1.5 text-muted break-words">{message.body}</blockquote>}
      {attempts.length > 0 && <ul className="grid gap-1">{attempts.map((attempt) => <Attempt key={attempt.id} attempt={attempt} />)}</ul>}
      {mayWrite && message.state !== 'waiting' && (
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm" busy={again.isPending} onClick={() => follow(again.mutateAsync(message.id), { failed: (error) => sayError('It was not sent again', messageOf(error)) })}>
            {!again.isPending && <RotateCw className="size-3.5" aria-hidden />} Send again
          </Button>
          {failed && (
            <Button size="sm" variant="ghost" busy={markSent.isPending} onClick={() => follow(markSent.mutateAsync(message.id), { failed: (error) => sayError('It was not marked', messageOf(error)) })}>
              I sent it myself
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function Attempt({ attempt }: { attempt: AttemptRow }) {
  const Icon = icons[attempt.channel];
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 text-xs">
      <Icon className="mt-px size-3.5 text-faint" aria-hidden />
      <span>
        <span className="font-medium">{channelWords[attempt.channel]}</span>
        {attempt.address && <span className="text-faint" dir="ltr"> {attempt.address}</span>} <span className="text-muted">{attemptWords(attempt)}</span>
      </span>
    </li>
  );
}
