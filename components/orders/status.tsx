'use client';
import { Ban, Check, CircleSlash, Landmark, Package, PackageCheck, Truck, TriangleAlert, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useMaySell } from '#components/shell/seat.tsx';
import { useNow } from '#components/live/clock.ts';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';
import { Ring } from '#components/ui/ring.tsx';
import type { OrderRow } from '#lib/orders/schema.ts';
import { leftWords, parcelWords, statusWords } from './words.ts';

/** A hold with less time than this is shown in amber. */
const soonMs = 120_000;

/** An order's state in a word; a hold with its ring and the time that is left. */
export function OrderStatusMark({ order, cancelling = false }: { order: OrderRow; cancelling?: boolean }) {
  if (cancelling) return <Badge tone="cancel" className="align-middle"><Ban aria-hidden />Cancelling</Badge>;
  if (order.status === 'pending') return <HoldMark order={order} />;
  if (order.status === 'paid') return <PaidMark order={order} />;
  if (order.status === 'expired') return <Badge tone="neutral" className="align-middle"><CircleSlash aria-hidden />{statusWords.expired}</Badge>;
  if (order.status === 'refunded') return <Badge tone="neutral" className="align-middle"><Undo2 aria-hidden />{statusWords.refunded}</Badge>;
  return <Badge tone="cancel" className="align-middle"><Ban aria-hidden />{statusWords.cancelled}</Badge>;
}

const parcelIcons = { packed: Package, shipped: Truck, delivered: PackageCheck } as const;

/** What became of the parcel, in a word. */
export function ParcelMark({ parcel }: { parcel: NonNullable<OrderRow['parcel']> }) {
  const Icon = parcelIcons[parcel];
  return <Badge tone="outline" className="align-middle"><Icon aria-hidden />{parcelWords[parcel]}</Badge>;
}

const open = new Set(['needs_response', 'warning_needs_response', 'under_review', 'warning_under_review', 'lost']);

function PaidMark({ order }: { order: OrderRow }) {
  return (
    <span className="inline-flex items-center gap-1.5 align-middle">
      <Badge tone="solid"><Check aria-hidden />{statusWords.paid}</Badge>
      {order.parcel && <ParcelMark parcel={order.parcel} />}
      {order.dispute && open.has(order.dispute) && <Badge tone="danger"><Landmark aria-hidden />Disputed</Badge>}
      {order.refunds_open > 0 ? <Badge tone="neutral"><Undo2 aria-hidden />Refunding</Badge> : order.refunded_minor > 0 && <Badge tone="neutral"><Undo2 aria-hidden />Part refunded</Badge>}
    </span>
  );
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

/** Who ordered, with what stands against them. `link`: the name leads to the buyer, for those who may go there. */
export function Buyer({ order, link = false, className }: { order: OrderRow; link?: boolean; className?: string }) {
  const words = buyerWords[order.buyer_status];
  const maySell = useMaySell();
  return (
    <span className={cn('inline-flex min-w-0 items-center gap-2', className)}>
      {link && maySell ? (
        <Link href={`/buyers?buyer=${order.buyer_id}`} dir="auto" className="truncate rounded-sm font-medium underline decoration-line-strong underline-offset-4 hover:decoration-ink">{order.buyer_name}</Link>
      ) : (
        <span dir="auto" className="truncate font-medium">{order.buyer_name}</span>
      )}
      {words && <Badge tone={order.buyer_status === 'banned' ? 'danger' : 'warn'}><Ban aria-hidden />{words}</Badge>}
      {!words && order.buyer_unpaid > 0 && (
        <span className="shrink-0 text-xs font-medium whitespace-nowrap text-warn" title={`${order.buyer_unpaid} of ${order.buyer_orders} orders ran out unpaid`}>
          <TriangleAlert className="me-0.5 inline size-3 align-[-1px]" aria-hidden />
          unpaid {order.buyer_unpaid}
        </span>
      )}
    </span>
  );
}
