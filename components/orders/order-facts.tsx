'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Picture } from '#components/products/picture.tsx';
import { formatMoney } from '#lib/core/money.ts';
import type { OrderRow } from '#lib/orders/schema.ts';
import { useCancelling } from './actions.ts';
import { Buyer, OrderStatusMark } from './status.tsx';
import { sourceWords, whenWords } from './words.ts';

/** What was ordered, by whom, and how it stands. */
export function OrderFacts({ order }: { order: OrderRow }) {
  const cancelling = useCancelling().has(order.id);
  return (
    <div className="grid gap-4">
      <div className="flex items-start gap-3">
        <Picture path={order.picture} code={order.product_code} className="size-16" />
        <div className="grid min-w-0 flex-1 gap-0.5">
          <Link href={`/products?product=${order.product_id}`} className="touch-hit truncate rounded-sm text-base font-medium hover:underline" dir="auto">
            #{order.product_code} {order.product_name}
          </Link>
          <span dir="auto" className="truncate text-muted">{order.variant_name}</span>
          <span className="text-muted">
            {order.quantity} × {formatMoney(order.unit_price_minor, order.currency)}
          </span>
        </div>
        <div className="grid justify-items-end gap-1">
          <span className="text-lg font-semibold">{formatMoney(order.total_minor, order.currency)}</span>
          <OrderStatusMark order={order} cancelling={cancelling} />
        </div>
      </div>
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        <Fact name="Buyer">
          <Buyer order={order} link />
        </Fact>
        <Fact name="Show"><span dir="auto">{order.show_title}</span></Fact>
        <Fact name="From">{sourceWords(order.source)}</Fact>
        <Fact name="Ordered"><time dateTime={order.created_at}>{whenWords(order.created_at)}</time></Fact>
        {order.status === 'pending' && order.held_until && <Fact name="Held until"><time dateTime={order.held_until}>{whenWords(order.held_until)}</time></Fact>}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
