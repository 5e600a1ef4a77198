'use client';
import Link from 'next/link';
import { ApiFault, messageOf } from '#components/api.ts';
import { SidePanel } from '#components/orders/side-panel.tsx';
import { OrderStatusMark } from '#components/orders/status.tsx';
import { whenWords } from '#components/orders/words.ts';
import { useSeat } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { BuyerDetail } from '#lib/buyers/schema.ts';
import { formatMoney } from '#lib/core/money.ts';
import { BuyerContact } from './buyer-contact.tsx';
import { BuyerNames } from './buyer-names.tsx';
import { useBuyer } from './queries.ts';
import { StatusChoice } from './status.tsx';

/** One buyer: how they pay, what is kept of them, who they are elsewhere, and their orders. */
export function BuyerPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, isError, error, refetch } = useBuyer(id);
  return (
    <SidePanel title={data?.buyer.name ?? 'Buyer'} onClose={onClose}>
      {data ? (
        <Detail key={data.buyer.id} detail={data} />
      ) : isError ? (
        error instanceof ApiFault && error.status === 404 ? (
          <Empty title="There is no such buyer" action={<Button onClick={onClose}>Close</Button>}>The address may be cut off, or it belongs to another shop.</Empty>
        ) : (
          <Empty title="This buyer could not be loaded" action={<Button onClick={() => void refetch()}>Try again</Button>}>{messageOf(error)}</Empty>
        )
      ) : (
        <div className="grid gap-4" role="status" aria-label="Loading the buyer">
          <Skeleton className="h-12" />
          <Skeleton className="h-8 w-2/3" />
          <Skeleton className="h-48" />
        </div>
      )}
    </SidePanel>
  );
}

function Detail({ detail: { buyer, orders, last_seen_at: lastSeen } }: { detail: BuyerDetail }) {
  const { streamer } = useSeat();
  const figures = [
    ['Spent', formatMoney(buyer.spent_minor, streamer.currency)],
    ['Paid', buyer.paid],
    ['Held', buyer.held],
    ['Not paid', buyer.unpaid],
  ] as const;
  return (
    <>
      <dl className="grid grid-cols-[minmax(0,2fr)_repeat(3,minmax(0,1fr))] gap-3">
        {figures.map(([name, value]) => (
          <div key={name} className="flex flex-col-reverse justify-end">
            <dt className="text-xs text-faint">{name}</dt>
            <dd className={`truncate text-lg font-semibold ${name === 'Not paid' && buyer.unpaid > 0 ? 'text-warn' : ''}`}>{value}</dd>
          </div>
        ))}
      </dl>
      <StatusChoice buyer={buyer} />
      <BuyerNames buyer={buyer} />
      <BuyerContact key={JSON.stringify([buyer.email, buyer.phone, buyer.language, buyer.note])} buyer={buyer} />
      <section aria-labelledby="history" className="grid gap-2">
        <div className="flex items-baseline justify-between gap-3">
          <h3 id="history" className="text-sm font-semibold">Orders</h3>
          <span className="text-xs text-faint">{lastSeen ? <>last wrote <time dateTime={lastSeen}>{whenWords(lastSeen)}</time></> : 'never wrote in a chat'}</span>
        </div>
        {orders.length === 0 ? (
          <p className="text-muted">None. They asked, and it was not granted or is in line.</p>
        ) : (
          <ul className="divide-y rounded-md border">
            {orders.map((order) => (
              <li key={order.id}>
                <Link href={`/orders?order=${order.id}`} className="grid gap-0.5 px-3 py-2 hover:bg-hover focus-visible:-outline-offset-2">
                  <span className="flex items-center justify-between gap-3">
                    <span dir="auto" className="truncate"><span className="font-medium">#{order.product_code}</span> {order.variant_name}{order.quantity > 1 && ` ×${order.quantity}`}</span>
                    <span className="shrink-0 font-medium">{formatMoney(order.total_minor, order.currency)}</span>
                  </span>
                  <span className="flex items-center justify-between gap-3">
                    <OrderStatusMark order={order} />
                    <time dateTime={order.created_at} className="shrink-0 text-xs text-faint">{whenWords(order.created_at)}</time>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        {orders.length === 100 && <p className="text-xs text-faint">The latest 100.</p>}
      </section>
    </>
  );
}
