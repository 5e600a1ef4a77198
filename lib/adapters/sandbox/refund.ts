import type { TransactionSql } from '#lib/adapters/postgres/connect.ts';
import { tell } from './events.ts';
import { SandboxFault } from './fault.ts';
import type { FormValue } from './form.ts';
import { newId } from './ids.ts';
import { paramsOf, RefundParams } from './params.ts';
import { seconds, Session, type SandboxCtx } from './session.ts';

/** Gives money back, all that is left unless told. Throws SandboxFault when there is less left, or none. */
export async function refund(ctx: Pick<SandboxCtx, 'jobs'>, tx: TransactionSql, form: Record<string, FormValue>): Promise<object> {
  const params = paramsOf(RefundParams, form);
  const [row] = await tx`select * from private.sandbox_sessions where intent_id = ${params.payment_intent} and intent_at is not null for update`;
  if (!row) throw new SandboxFault(`No such payment_intent: '${params.payment_intent.slice(0, 80)}'`, { status: 404, code: 'resource_missing', param: 'payment_intent' });
  const session = Session.parse(row);
  if (session.paid_at === null) throw new SandboxFault('This PaymentIntent does not have a successful charge to refund.');
  const left = session.amount - session.refunded;
  if (left === 0) throw new SandboxFault(`Charge ${session.charge_id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (session.dispute_id !== null) throw new SandboxFault(`Charge ${session.charge_id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
  const amount = params.amount ?? left;
  if (amount > left) throw new SandboxFault(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, { param: 'amount' });
  const [after] = await tx`update private.sandbox_sessions set refunded = refunded + ${amount} where id = ${session.id} returning *`;
  const [made] = await tx<{ id: string; created_at: string }[]>`
    insert into private.sandbox_refunds (id, session_id, amount, metadata) values (${newId('re_')}, ${session.id}, ${amount}, ${tx.json(params.metadata ?? {})}) returning id, created_at`;
  await tell(ctx, tx, 'charge.refunded', Session.parse(after));
  return {
    id: made?.id, object: 'refund', amount, charge: session.charge_id, created: seconds(made?.created_at ?? ''), currency: session.currency, metadata: params.metadata ?? {},
    payment_intent: session.intent_id, reason: params.reason ?? null, status: 'succeeded',
  };
}
