import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CheckoutPage, type CheckoutView } from '#components/sandbox/checkout-page.tsx';
import { viewSession } from '#lib/adapters/sandbox/change.ts';
import { SandboxFault } from '#lib/adapters/sandbox/fault.ts';
import { returnUrlOf, type Session } from '#lib/adapters/sandbox/session.ts';
import { fromStripe } from '#lib/adapters/stripe/amount.ts';
import { formatMoney } from '#lib/core/money.ts';
import { webCtx } from '#lib/server/ctx.ts';

export const metadata: Metadata = { title: 'Test payment', robots: { index: false, follow: false } };

function viewOf(session: Session): CheckoutView {
  const { params, currency } = session;
  const money = (amount: number) => formatMoney(fromStripe(amount, currency.toUpperCase()), currency.toUpperCase());
  const isAtBank = session.method === 'bank' && session.bank_said === null;
  return {
    id: session.id,
    state: session.status !== 'complete' ? session.status : isAtBank ? 'at_bank' : session.bank_said === 'no' ? 'refused' : 'paid',
    lines: params.line_items.map(({ quantity, price_data: { unit_amount: unit, product_data: product } }) => ({ name: quantity > 1 ? `${quantity} × ${product.name}` : product.name, total: money(quantity * unit), picture: product.images?.[0] ?? null })),
    total: money(session.amount),
    email: params.customer_email ?? '',
    countries: params.shipping_address_collection?.allowed_countries ?? [],
    wantsPhone: params.phone_number_collection?.enabled === 'true',
    endsAt: session.expires_at,
    isDisputed: session.dispute_id !== null,
    refunded: session.refunded > 0 ? money(session.refunded) : null,
    shopUrl: session.status === 'complete' ? returnUrlOf(session) : (params.cancel_url ?? params.success_url),
  };
}

/** Where buyers pay while there is no payment provider: it looks like a checkout, and no money moves. */
export default async function Page(props: { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const ctx = webCtx();
  const [{ id }, { fill, problem }] = await Promise.all([props.params, props.searchParams]);
  if (ctx.payments.name !== 'sandbox') notFound();
  const session = await viewSession(ctx, id).catch((error: unknown) => {
    if (error instanceof SandboxFault) notFound();
    throw error;
  });
  return <CheckoutPage view={viewOf(session)} isFilled={fill === '1'} problem={typeof problem === 'string' ? problem : null} />;
}
