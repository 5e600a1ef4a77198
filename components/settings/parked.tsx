'use client';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { whenWords } from '#components/orders/words.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { say, sayError, undoable } from '#components/ui/toast.tsx';
import { LoadFault } from './load-fault.tsx';
import { type Parked, useDropParked, useParked, useRetryParked } from './queries.ts';
import { parkedWords, saidIn } from './words.ts';

/** Comments that were put aside: why, and what to do with each. */
export function ParkedComments() {
  const { data, isError, error, refetch } = useParked();
  if (isError) return <LoadFault what="Parked comments" error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton className="h-12" />;
  if (data.items.length === 0) {
    return (
      <p className="flex items-center gap-2 text-muted">
        <CircleCheck className="size-4 text-money" aria-hidden /> Nothing is parked. Every comment was processed.
      </p>
    );
  }
  return (
    <ul className="grid divide-y rounded-md border">
      {data.items.map((item) => (
        <ParkedLine key={item.id} item={item} />
      ))}
    </ul>
  );
}

function ParkedLine({ item }: { item: Parked }) {
  const retry = useRetryParked();
  const drop = useDropParked();
  const [dropping, setDropping] = useState(false);
  const { what, todo } = parkedWords(item.reason);
  const { client, message } = saidIn(item.payload);
  return (
    <li className={cn('grid gap-2 px-4 py-3', dropping && 'opacity-60')}>
      <div className="flex items-baseline justify-between gap-3">
        <p className="min-w-0">
          <span className="font-medium">{what}.</span> <span className="text-muted">{todo}</span>
        </p>
        <time dateTime={item.parked_at} className="text-xs whitespace-nowrap text-faint">{whenWords(item.parked_at)}</time>
      </div>
      {message && (
        <p dir="auto" className="rounded-sm bg-hover px-2.5 py-1.5 break-words">
          {client && <span className="text-faint">{client} </span>}
          {message}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <details className="me-auto min-w-0 text-xs text-faint">
          <summary className="rounded-sm py-1">Details</summary>
          <p className="break-all">
            {item.reason} · tried {item.deliveries === 1 ? 'once' : `${item.deliveries} times`} · {item.stream_id}
          </p>
        </details>
        <Button
          size="sm"
          variant="ghost"
          disabled={dropping}
          onClick={() => {
            setDropping(true);
            undoable({
              message: 'Dropping the comment',
              undo: () => setDropping(false),
              commit: () => follow(drop.mutateAsync(item.id), { failed: (error) => sayError('The comment was not dropped', messageOf(error)), after: () => setDropping(false) }),
            });
          }}
        >
          Drop
        </Button>
        {message && client && (
          <Button
            size="sm"
            busy={retry.isPending}
            disabled={dropping}
            onClick={() => follow(retry.mutateAsync(item.id), { done: () => say('Sent through again', 'It comes back here if it fails once more.'), failed: (error) => sayError('It was not tried again', messageOf(error)) })}
          >
            Retry
          </Button>
        )}
      </div>
    </li>
  );
}
