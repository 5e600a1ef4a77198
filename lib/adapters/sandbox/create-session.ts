import type { TransactionSql } from '#lib/adapters/postgres/connect.ts';
import { amountOf, endOf } from './amounts.ts';
import { plan } from './events.ts';
import type { FormValue } from './form.ts';
import { newId } from './ids.ts';
import { paramsOf, SessionParams } from './params.ts';
import { Session, type SandboxCtx } from './session.ts';

/** Makes a checkout, which ends by itself. Throws SandboxFault for what Stripe would refuse. */
export async function createSession(ctx: Pick<SandboxCtx, 'jobs'>, tx: TransactionSql, form: Record<string, FormValue>): Promise<Session> {
  const params = paramsOf(SessionParams, form);
  const { amount, currency } = amountOf(params);
  const endsAt = endOf(params, Date.now());
  const [row] = await tx`
    insert into private.sandbox_sessions (id, intent_id, charge_id, params, amount, currency, expires_at)
    values (${newId('cs_test_', 58)}, ${newId('pi_')}, ${newId('ch_')}, ${tx.json(JSON.parse(JSON.stringify(params)) as Parameters<typeof tx.json>[0])}, ${amount}, ${currency}, ${endsAt}) returning *`;
  const session = Session.parse(row);
  await plan(ctx, tx, 'checkout.session.expired', session.id, endsAt);
  return session;
}
