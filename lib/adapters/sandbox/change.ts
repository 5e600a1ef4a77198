import type { TransactionSql } from '#lib/adapters/postgres/connect.ts';
import { dropPlans, plan, tell } from './events.ts';
import { SandboxFault } from './fault.ts';
import { newId } from './ids.ts';
import type { Buyer } from './params.ts';
import { lockSession, Session, type SandboxCtx } from './session.ts';

/** How long the bank thinks before it says yes by itself. */
const bankMs = 10_000;

/** What somebody can do on the page. */
export type Doing = { what: 'pay' | 'bank'; buyer: Buyer } | { what: 'decline' | 'bank_yes' | 'bank_no' | 'dispute' };
export type Done = 'paid' | 'at_bank' | 'declined' | 'failed' | 'disputed' | 'not_open' | 'nothing';

async function save(tx: TransactionSql, id: string, set: Partial<Omit<Session, 'params'>>): Promise<Session> {
  const [row] = await tx`update private.sandbox_sessions set ${tx({ ...set } as Record<string, string>)} where id = ${id} returning *`;
  return Session.parse(row);
}

const now = () => new Date().toISOString();

/** Ends an open session. The caller holds its lock. */
export async function expire(ctx: Pick<SandboxCtx, 'jobs'>, tx: TransactionSql, session: Session): Promise<Session> {
  const expired = await save(tx, session.id, { status: 'expired' });
  await tell(ctx, tx, 'checkout.session.expired', expired);
  return expired;
}

/** A locked session as it is by now: one past its time has ended. Throws SandboxFault 404. */
export async function currentSession(ctx: Pick<SandboxCtx, 'jobs'>, tx: TransactionSql, id: string): Promise<Session> {
  const session = await lockSession(tx, id);
  return session.status === 'open' && Date.parse(session.expires_at) <= Date.now() ? expire(ctx, tx, session) : session;
}

/** Ends a session before its time. Throws SandboxFault when it is not open any more. */
export async function expireSession(ctx: Pick<SandboxCtx, 'jobs'>, tx: TransactionSql, id: string): Promise<Session> {
  const session = await currentSession(ctx, tx, id);
  if (session.status !== 'open') {
    throw new SandboxFault(`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`, { param: 'session' });
  }
  return expire(ctx, tx, session);
}

/** The bank's answer to a payment that waits for it. The caller holds the lock; afterwards, nothing is left to answer. */
export async function settleBank(ctx: Pick<SandboxCtx, 'jobs'>, tx: TransactionSql, session: Session, said: 'yes' | 'no'): Promise<Done> {
  if (session.method !== 'bank' || session.bank_said !== null) return 'nothing';
  const settled = await save(tx, session.id, { bank_said: said, ...(said === 'yes' ? { paid_at: now() } : {}) });
  if (said === 'no') await dropPlans(tx, session.id);
  await tell(ctx, tx, said === 'yes' ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed', settled);
  return said === 'yes' ? 'paid' : 'failed';
}

/** The first try to pay makes the payment behind the session. Answers the session as it is then. */
async function begin(ctx: SandboxCtx, tx: TransactionSql, session: Session): Promise<Session> {
  if (session.intent_at !== null) return session;
  const begun = await save(tx, session.id, { intent_at: now() });
  await tell(ctx, tx, 'payment_intent.created', begun);
  return begun;
}

async function decline(ctx: SandboxCtx, tx: TransactionSql, session: Session): Promise<Done> {
  if (session.status !== 'open') return 'not_open';
  await begin(ctx, tx, session);
  return 'declined';
}

async function pay(ctx: SandboxCtx, tx: TransactionSql, session: Session, { what, buyer }: { what: 'pay' | 'bank'; buyer: Buyer }): Promise<Done> {
  if (session.status !== 'open') return 'not_open';
  const { id } = await begin(ctx, tx, session);
  await dropPlans(tx, id);
  await tx`update private.sandbox_sessions set buyer = ${tx.json({ ...buyer, shipTo: buyer.shipTo ? { ...buyer.shipTo } : null })} where id = ${id}`;
  const complete = await save(tx, id, { status: 'complete', method: what === 'pay' ? 'card' : 'bank', ...(what === 'pay' ? { paid_at: now() } : {}) });
  await tell(ctx, tx, 'checkout.session.completed', complete);
  if (what === 'pay') return 'paid';
  await plan(ctx, tx, 'checkout.session.async_payment_succeeded', id, new Date(Date.now() + bankMs));
  return 'at_bank';
}

async function dispute(ctx: SandboxCtx, tx: TransactionSql, session: Session): Promise<Done> {
  if (session.paid_at === null || session.dispute_id !== null) return 'nothing';
  await tell(ctx, tx, 'charge.dispute.created', await save(tx, session.id, { dispute_id: newId('du_') }));
  return 'disputed';
}

/** Does what was pressed on the page, and says what came of it. Pressing twice does it once. Throws SandboxFault 404. */
export function act(ctx: SandboxCtx, id: string, doing: Doing): Promise<Done> {
  return ctx.sql.begin(async (tx) => {
    const session = await currentSession(ctx, tx, id);
    if ('buyer' in doing) return pay(ctx, tx, session, doing);
    if (doing.what === 'decline') return decline(ctx, tx, session);
    if (doing.what === 'dispute') return dispute(ctx, tx, session);
    return settleBank(ctx, tx, session, doing.what === 'bank_yes' ? 'yes' : 'no');
  }) as Promise<Done>;
}

/** The session for its page. Throws SandboxFault 404. */
export function viewSession(ctx: SandboxCtx, id: string): Promise<Session> {
  return ctx.sql.begin((tx) => currentSession(ctx, tx, id)) as Promise<Session>;
}
