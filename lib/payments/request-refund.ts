import { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { Change } from '#lib/claims/schema.ts';
import { AppError } from '#lib/core/errors.ts';
import type { PaymentProvider } from '#lib/ports.ts';
import type { Announcer } from '#lib/realtime/announce.ts';

interface Ctx {
  sql: Sql;
  payments: PaymentProvider;
  announcer: Announcer;
}

const Wanted = z.object({
  id: z.uuid(),
  payment_id: z.uuid(),
  amount_minor: z.number(),
  currency: z.string(),
  provider: z.string(),
  intent_id: z.string().nullable(),
});

async function answer({ sql, announcer }: Ctx, refundId: string, providerId: string | null, problem: string | null): Promise<void> {
  const rows = await sql`select * from private.answer_refund(${refundId}, ${providerId}, ${problem})`;
  announcer.changes(rows.map((row) => Change.parse(row)));
}

/**
 * Asks the provider for a refund that was decided here, and writes its answer down. The refund's id is the idempotency key, so this
 * is safe to run twice. Throws `unavailable` (try again) or `payment_refused`.
 */
export async function requestRefund(ctx: Ctx, refundId: string): Promise<void> {
  const [row] = await ctx.sql`
    select r.id, r.payment_id, r.amount_minor, p.currency, p.provider, p.intent_id
    from public.refunds r join public.payments p on p.id = r.payment_id where r.id = ${refundId} and r.status = 'requested'`;
  if (!row) return;
  const wanted = Wanted.parse(row);
  if (wanted.provider !== ctx.payments.name) throw new AppError('payment_refused', `It was paid with another provider (${wanted.provider}). Give it back there.`);
  if (!wanted.intent_id) throw new AppError('unavailable', 'The provider has not named this payment yet.');
  const { refundId: providerId } = await ctx.payments.refund({ id: refundId, paymentId: wanted.payment_id, intentId: wanted.intent_id, amountMinor: wanted.amount_minor, currency: wanted.currency });
  await answer(ctx, refundId, providerId, null);
}

/** After the last try: the seller is shown why. Safe to run twice. */
export async function giveUpRefund(ctx: Ctx, refundId: string, problem: string): Promise<void> {
  await answer(ctx, refundId, null, problem);
}
