'use client';
import { CircleAlert, FlaskConical, Landmark } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { formatMoney } from '#lib/core/money.ts';
import type { OrderRow } from '#lib/orders/schema.ts';
import { disputeWords, paymentWords, whenWords } from './words.ts';

/** The money of an order: what was paid, what went back, and what the bank says. Nothing before the first payment was begun. */
export function OrderMoney({ order }: { order: OrderRow }) {
  const money = (minor: number) => formatMoney(minor, order.currency);
  const words = paymentWords(order);
  const isPaid = order.paid_minor > 0;
  if (!isPaid && !words && !order.dispute) return null;
  return (
    <section aria-labelledby="money" className="grid gap-2 border-t pt-4">
      <div className="flex items-center gap-2">
        <h3 id="money" className="text-sm font-semibold">Payment</h3>
        {order.payment_provider === 'sandbox' && <Badge tone="warn"><FlaskConical aria-hidden />Test, no real money</Badge>}
      </div>
      {words && <p className="text-muted">{words}.</p>}
      {isPaid && (
        <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1">
          <dt className="text-muted">Paid{order.paid_at && <>, <time dateTime={order.paid_at}>{whenWords(order.paid_at)}</time></>}</dt>
          <dd className="text-end font-medium">{money(order.paid_minor)}</dd>
          {order.refunded_minor > 0 && (
            <>
              <dt className="text-muted">Given back{order.returned_units > 0 && `, with ${order.returned_units} ${order.returned_units === 1 ? 'unit' : 'units'}`}</dt>
              <dd className="text-end">−{money(order.refunded_minor)}</dd>
              <dt className="font-medium">You keep</dt>
              <dd className="text-end font-medium">{money(order.paid_minor - order.refunded_minor)}</dd>
            </>
          )}
        </dl>
      )}
      {isPaid && order.paid_minor !== order.total_minor && <p className="text-xs text-faint">Its share of discount and tax is in it; shipping is not.</p>}
      {order.refunds_open > 0 && <p className="text-muted">A refund is on its way to the payment provider. The order changes when it agrees.</p>}
      {order.refund_problem && order.refunds_open === 0 && order.status === 'paid' && (
        <p className="flex items-start gap-2 text-danger">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>The last refund was not made: {order.refund_problem} Nothing was given back by it. Try again, or refund it at the provider.</span>
        </p>
      )}
      {order.dispute && (
        <p className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger">
          <Landmark className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>{disputeWords(order.dispute)}</span>
        </p>
      )}
    </section>
  );
}
