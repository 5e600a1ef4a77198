import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { PaymentProvider } from '#lib/ports.ts';

interface Ctx {
  sql: Sql;
  payments: PaymentProvider;
}

interface Open {
  id: string;
  session_id: string | null;
  provider: string;
}

async function close({ sql, payments }: Ctx, payment: Open): Promise<'closed' | 'complete'> {
  // Without an address nobody can have paid in it. One of another provider (the key was changed since) ends by itself there.
  const ended = payment.session_id && payment.provider === payments.name ? await payments.closeCheckout(payment.session_id) : 'closed';
  if (ended === 'closed') await sql`update public.payments set expired_at = coalesce(expired_at, now()) where id = ${payment.id}`;
  return ended;
}

/**
 * Ends the open checkout of a cart, if there is one, at the provider first: whoever asks may then change the cart's lines.
 * `complete`: the buyer has paid or is paying; its webhook is on its way. Throws `unavailable`. Safe to run twice.
 */
export async function closeOpenCheckout(ctx: Ctx, cartId: string): Promise<'closed' | 'complete'> {
  const [open] = await ctx.sql<Open[]>`select id, session_id, provider from public.payments where cart_id = ${cartId} and status = 'open'`;
  return open ? close(ctx, open) : 'closed';
}

/** The job after a cart's lines have ended: a checkout that is still open for them is ended too. Safe to run twice. */
export async function closeCheckout(ctx: Ctx, paymentId: string): Promise<void> {
  const [payment] = await ctx.sql<Open[]>`select id, session_id, provider from public.payments where id = ${paymentId} and status = 'open'`;
  if (payment) await close(ctx, payment);
}
