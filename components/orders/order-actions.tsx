'use client';
import { Ban, Link2, TimerReset } from 'lucide-react';
import { messageOf } from '#components/api.ts';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { say, sayError } from '#components/ui/toast.tsx';
import type { OrderRow } from '#lib/orders/schema.ts';
import { useCancel, useCancelling } from './actions.ts';
import { copyLater } from '#components/ui/copy.ts';
import { payLinkOf, useExtend } from './queries.ts';

const more = [
  { seconds: 300, words: '5 min' },
  { seconds: 900, words: '15 min' },
  { seconds: 3600, words: '1 h' },
] as const;

/** Puts the buyer's pay link on the clipboard, to send it by hand. */
function copyLink(order: OrderRow): void {
  copyLater(payLinkOf(order.id).then(({ link }) => link)).then(
    (copied) => (copied ? say(`The pay link of ${order.buyer_name} is copied`, 'Whoever has it can pay. Send it to this buyer alone.') : sayError('The link could not be copied', 'The browser keeps the clipboard shut.')),
    (error: unknown) => sayError('There is no link right now', messageOf(error)),
  );
}

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
      <Button size="sm" className="max-md:flex-1" onClick={() => copyLink(order)}>
        <Link2 className="size-4" aria-hidden /> Copy pay link
      </Button>
      <Button size="sm" variant="danger" className="ms-auto max-md:ms-0 max-md:flex-1" disabled={cancelling} onClick={() => cancel(order)}>
        <Ban className="size-4" aria-hidden /> Cancel order
      </Button>
    </div>
  );
}
