'use client';
import { Ban, TimerReset } from 'lucide-react';
import { messageOf } from '#components/api.ts';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { say, sayError } from '#components/ui/toast.tsx';
import type { OrderRow } from '#lib/orders/schema.ts';
import { useCancel, useCancelling } from './actions.ts';
import { useExtend } from './queries.ts';

const more = [
  { seconds: 300, words: '5 min' },
  { seconds: 900, words: '15 min' },
  { seconds: 3600, words: '1 h' },
] as const;

/** What can be done with a held order: more time, or cancel it. */
export function OrderActions({ order }: { order: OrderRow }) {
  const maySell = useMaySell();
  const cancel = useCancel();
  const cancelling = useCancelling().has(order.id);
  const extend = useExtend(order.id);
  if (order.status !== 'pending' || !maySell) return null;
  const give = (seconds: number, words: string) =>
    extend.mutate(seconds, {
      onSuccess: () => say(`${words} more for ${order.buyer_name}`),
      onError: (error) => sayError('The hold is as it was', messageOf(error)),
    });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="inline-flex items-center max-md:w-full gap-1.5 text-muted">
        <TimerReset className="size-4" aria-hidden /> More time
      </span>
      {more.map(({ seconds, words }) => (
        <Button key={seconds} size="sm" className="max-md:flex-1" disabled={extend.isPending || cancelling} onClick={() => give(seconds, words)}>
          + {words}
        </Button>
      ))}
      <Button size="sm" variant="danger" className="ms-auto max-md:ms-0 max-md:w-full" disabled={cancelling} onClick={() => cancel(order)}>
        <Ban className="size-4" aria-hidden /> Cancel order
      </Button>
    </div>
  );
}
