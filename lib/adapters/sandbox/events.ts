import type { TransactionSql } from '#lib/adapters/postgres/connect.ts';
import { newId } from './ids.ts';
import { sessionObject, type SandboxCtx, type Session } from './session.ts';

/** What the sandbox tells about, of https://docs.stripe.com/api/events/types */
export type EventType =
  | 'payment_intent.created'
  | 'checkout.session.completed'
  | 'checkout.session.expired'
  | 'checkout.session.async_payment_succeeded'
  | 'checkout.session.async_payment_failed'
  | 'charge.refunded'
  | 'charge.dispute.created';

/** The version whose shapes these are. */
const apiVersion = '2026-10-28.endive';

function metadataOf({ params }: Session): Record<string, string> {
  return params.payment_intent_data?.metadata ?? {};
}

function intentObject(session: Session) {
  const { intent_id: id, amount, currency } = session;
  return { id, object: 'payment_intent', amount, currency, created: Math.floor(Date.now() / 1000), livemode: false, metadata: metadataOf(session), status: 'requires_payment_method' };
}

function chargeObject(session: Session) {
  const { charge_id: id, amount, currency, refunded } = session;
  return { id, object: 'charge', amount, amount_captured: amount, amount_refunded: refunded, currency, livemode: false, metadata: metadataOf(session), paid: true, payment_intent: session.intent_id, refunded: refunded === amount, status: 'succeeded' };
}

function disputeObject(session: Session) {
  const { amount, currency } = session;
  return { id: session.dispute_id, object: 'dispute', amount, charge: session.charge_id, currency, is_charge_refundable: false, livemode: false, metadata: {}, payment_intent: session.intent_id, reason: 'fraudulent', status: 'needs_response' };
}

function objectOf(type: EventType, session: Session): object {
  if (type === 'payment_intent.created') return intentObject(session);
  if (type === 'charge.refunded') return chargeObject(session);
  if (type === 'charge.dispute.created') return disputeObject(session);
  return sessionObject(session);
}

/** The raw body of an event, as the session is right now. */
function payloadOf(id: string, type: EventType, session: Session): string {
  const created = Math.floor(Date.now() / 1000);
  return JSON.stringify({ id, object: 'event', api_version: apiVersion, created, data: { object: objectOf(type, session) }, livemode: false, pending_webhooks: 1, request: { id: null, idempotency_key: null }, type });
}

/** Tells that this has just happened to the session: once the transaction commits, the webhook hears it. */
export async function tell({ jobs }: Pick<SandboxCtx, 'jobs'>, tx: TransactionSql, type: EventType, session: Session): Promise<void> {
  // What was planned to happen has happened now.
  const [planned] = await tx<{ id: string }[]>`delete from private.sandbox_events where session_id = ${session.id} and type = ${type} and payload is null returning id`;
  const eventId = planned?.id ?? newId('evt_');
  await tx`insert into private.sandbox_events (id, session_id, type, payload) values (${eventId}, ${session.id}, ${type}, ${payloadOf(eventId, type, session)})`;
  await jobs.send('deliver-sandbox-event', { eventId }, { tx });
}

/** Plans what happens by itself at `at`, unless something else happens before: see happen-planned.ts. */
export async function plan({ jobs }: Pick<SandboxCtx, 'jobs'>, tx: TransactionSql, type: EventType, sessionId: string, at: Date): Promise<void> {
  const eventId = newId('evt_');
  await tx`insert into private.sandbox_events (id, session_id, type, due_at) values (${eventId}, ${sessionId}, ${type}, ${at})`;
  await jobs.send('deliver-sandbox-event', { eventId }, { tx, afterSeconds: Math.max(1, Math.ceil((at.getTime() - Date.now()) / 1000) + 1) });
}

/** Nothing of what was planned for this session will happen. */
export async function dropPlans(tx: TransactionSql, sessionId: string): Promise<void> {
  await tx`delete from private.sandbox_events where session_id = ${sessionId} and payload is null`;
}
