import { z } from 'zod';
import type { Sql, TransactionSql } from '#lib/adapters/postgres/connect.ts';
import type { Jobs } from '#lib/ports.ts';
import { missing } from './fault.ts';
import { sessionIdShape } from './ids.ts';
import { Buyer, type SessionParams } from './params.ts';

export interface SandboxCtx {
  sql: Sql;
  jobs: Jobs;
}

/** A row of private.sandbox_sessions. Amounts in Stripe's smallest units. */
export const Session = z.object({
  id: z.string(),
  intent_id: z.string(),
  charge_id: z.string(),
  /** Checked when it was made. */
  params: z.custom<SessionParams>((value) => typeof value === 'object' && value !== null),
  amount: z.number(),
  currency: z.string(),
  status: z.enum(['open', 'complete', 'expired']),
  method: z.enum(['card', 'bank']).nullable(),
  bank_said: z.enum(['yes', 'no']).nullable(),
  paid_at: z.string().nullable(),
  intent_at: z.string().nullable(),
  buyer: Buyer.nullable(),
  refunded: z.number(),
  dispute_id: z.string().nullable(),
  expires_at: z.string(),
  created_at: z.string(),
});
export type Session = z.infer<typeof Session>;

export const seconds = (at: string | Date) => Math.floor(new Date(at).getTime() / 1000);

/** A session, locked until the transaction ends. Throws SandboxFault 404. */
export async function lockSession(tx: TransactionSql, id: string): Promise<Session> {
  const [row] = sessionIdShape.test(id) ? await tx`select * from private.sandbox_sessions where id = ${id} for update` : [];
  if (!row) throw missing('checkout.session', id);
  return Session.parse(row);
}

function addressOf({ shipTo }: Buyer) {
  if (!shipTo) return null;
  const { line1, line2, city, state, postalCode, country } = shipTo;
  return { line1: line1 ?? null, line2: line2 ?? null, city: city ?? null, state: state ?? null, postal_code: postalCode ?? null, country: country ?? null };
}

/** The session as Stripe's API shows it: https://docs.stripe.com/api/checkout/sessions/object */
export function sessionObject(session: Session) {
  const { params, buyer, amount, currency } = session;
  const name = buyer?.shipTo?.name ?? null;
  return {
    id: session.id,
    object: 'checkout.session' as const,
    amount_subtotal: amount,
    amount_total: amount,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    collected_information: buyer?.shipTo ? { business_name: null, individual_name: null, shipping_details: { name, address: addressOf(buyer) } } : null,
    created: seconds(session.created_at),
    currency,
    customer: null,
    customer_details: buyer ? { address: addressOf(buyer), email: buyer.email, name, phone: buyer.phone, tax_exempt: 'none', tax_ids: [] } : null,
    customer_email: params.customer_email ?? null,
    expires_at: seconds(session.expires_at),
    livemode: false,
    locale: params.locale ?? null,
    metadata: params.metadata ?? {},
    mode: 'payment' as const,
    payment_intent: session.intent_at ? session.intent_id : null,
    payment_status: session.paid_at ? ('paid' as const) : ('unpaid' as const),
    status: session.status,
    success_url: params.success_url,
    ui_mode: 'hosted_page' as const,
    url: session.status === 'open' ? pageOf(session) : null,
  };
}

/** Where it is paid: beside the page that the buyer comes back to, since that is where buyers reach this installation. */
export function pageOf({ id, params }: Pick<Session, 'id' | 'params'>): string {
  return `${new URL(params.success_url).origin}/sandbox/checkout/${id}`;
}

/** Where the buyer goes on to. */
export function returnUrlOf({ id, params }: Pick<Session, 'id' | 'params'>): string {
  return params.success_url.replaceAll('{CHECKOUT_SESSION_ID}', id);
}
