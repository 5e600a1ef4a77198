'use client';
import { Ban, Check, CircleSlash } from 'lucide-react';
import { useNow } from '#components/live/clock.ts';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';
import { Ring } from '#components/ui/ring.tsx';
import type { OrderRow } from '#lib/orders/schema.ts';
import { leftWords, statusWords } from './words.ts';

/** A hold with less time than this is shown in amber. */
const soonMs = 120_000;

/** An order's state in a word; a hold with its ring and the time that is left. */
export function OrderStatusMark({ order, cancelling = false }: { order: OrderRow; cancelling?: boolean }) {
  if (cancelling) return <Badge tone="cancel" className="align-middle"><Ban aria-hidden />Cancelling</Badge>;
  if (order.status === 'pending') return <HoldMark order={order} />;
  if (order.status === 'paid') return <Badge tone="solid" className="align-middle"><Check aria-hidden />{statusWords.paid}</Badge>;
  if (order.status === 'expired') return <Badge tone="neutral" className="align-middle"><CircleSlash aria-hidden />{statusWords.expired}</Badge>;
  return <Badge tone="cancel" className="align-middle"><Ban aria-hidden />{statusWords.cancelled}</Badge>;
}

function HoldMark({ order }: { order: OrderRow }) {
  const now = useNow();
  const until = order.held_until ? Date.parse(order.held_until) : null;
  if (until === null) return <Badge tone="money" className="align-middle">Held</Badge>;
  const left = until - now;
  const whole = until - Date.parse(order.held_at ?? order.created_at);
  if (now !== 0 && left <= 0) return <Badge tone="warn" className="align-middle"><Ring part={0} size={12} />Ending</Badge>;
  return (
    <span className={cn('inline-flex h-5 items-center gap-1.5 align-middle font-medium whitespace-nowrap', left < soonMs && now !== 0 ? 'text-warn' : 'text-money')}>
      <Ring part={now === 0 ? 1 : left / whole} />
      {statusWords.pending}
      <span className="min-w-10 font-normal" role="timer" aria-label="Time left">{now === 0 ? '' : leftWords(left / 1000)}</span>
    </span>
  );
}

/** ORD-20261121-00042 with its own digits to the fore. */
export function OrderNo({ value }: { value: string }) {
  const at = value.lastIndexOf('-') + 1;
  return (
    <>
      <span className="text-faint">{value.slice(0, at)}</span>
      {value.slice(at)}
    </>
  );
}

const buyerWords = { ok: null, restricted: 'Restricted', banned: 'Banned' } as const;

/** Who ordered, with what stands against them. */
export function Buyer({ order, className }: { order: OrderRow; className?: string }) {
  const words = buyerWords[order.buyer_status];
  return (
    <span className={cn('inline-flex min-w-0 items-center gap-2', className)}>
      <span dir="auto" className="truncate font-medium">{order.buyer_name}</span>
      {words && <Badge tone={order.buyer_status === 'banned' ? 'danger' : 'warn'}><Ban aria-hidden />{words}</Badge>}
    </span>
  );
}
