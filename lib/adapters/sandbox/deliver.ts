import Stripe from 'stripe';
import type { Sql, TransactionSql } from '#lib/adapters/postgres/connect.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Jobs, Log } from '#lib/ports.ts';
import { expire, settleBank } from './change.ts';
import { lockSession } from './session.ts';

export interface DeliverCtx {
  sql: Sql;
  /** Ours: <origin>/api/payments/webhook */
  webhookUrl: string;
  webhookSecret: string;
  log: Log;
}

interface Row {
  session_id: string;
  type: string;
  is_due: boolean;
  payload: string | null;
  delivered_at: string | null;
}

const answerWithinMs = 10_000;
/** For signing only: nothing is asked with it. */
const { webhooks } = new Stripe('sk_test_signs_only');
/** Its event is delivered right here. */
const noJobs: Jobs = { send: () => Promise.resolve() };

async function read(tx: Sql | TransactionSql, eventId: string): Promise<Row | undefined> {
  const [row] = await tx<Row[]>`select session_id, type, due_at <= now() as is_due, payload, delivered_at from private.sandbox_events where id = ${eventId}`;
  return row;
}

/** Lets happen what was planned and has come due. Whatever came first stays. */
function happen(sql: Sql, eventId: string, sessionId: string): Promise<Row | undefined> {
  return sql.begin(async (tx) => {
    const session = await lockSession(tx, sessionId);
    const row = await read(tx, eventId);
    if (!row || row.payload !== null) return row;
    if (row.type === 'checkout.session.expired' && session.status === 'open') await expire({ jobs: noJobs }, tx, session);
    else if (row.type === 'checkout.session.async_payment_succeeded') await settleBank({ jobs: noJobs }, tx, session, 'yes');
    return read(tx, eventId);
  }) as Promise<Row | undefined>;
}

/** Posts the signed body. Throws AppError `unavailable` unless it was taken. */
async function post({ webhookUrl, webhookSecret }: DeliverCtx, payload: string): Promise<void> {
  const signature = webhooks.generateTestHeaderString({ payload, secret: webhookSecret });
  let status: number;
  try {
    const response = await fetch(webhookUrl, {
      method: 'POST', body: payload, redirect: 'manual', signal: AbortSignal.timeout(answerWithinMs),
      headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature, 'user-agent': 'Claimcast-Sandbox/1.0' },
    });
    status = response.status;
    await response.body?.cancel();
  } catch (cause) {
    throw new AppError('unavailable', 'The webhook is not reachable.', { cause });
  }
  if (status < 200 || status > 299) throw new AppError('unavailable', `The webhook answered ${status}.`);
}

/**
 * Posts an event of the sandbox to our webhook, signed as Stripe signs. What was planned happens first: an open checkout
 * ends, the bank says yes. Throws AppError `unavailable` unless it was answered with 2xx, to be tried again, as Stripe does.
 * At least once; safe to run twice.
 */
export async function deliverEvent(ctx: DeliverCtx, { eventId }: { eventId: string }): Promise<void> {
  let row = await read(ctx.sql, eventId);
  if (row && row.payload === null) {
    if (!row.is_due) throw new AppError('unavailable', 'This event is not due yet.');
    row = await happen(ctx.sql, eventId, row.session_id);
  }
  if (!row || row.payload === null || row.delivered_at !== null) return;
  await post(ctx, row.payload);
  await ctx.sql`update private.sandbox_events set delivered_at = now() where id = ${eventId}`;
  ctx.log.debug({ eventId, type: row.type }, 'sandbox.delivered');
}
