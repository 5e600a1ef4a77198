import type Stripe from 'stripe';
import type { Address } from '#lib/carts/schema.ts';
import type { PaymentEvent } from '#lib/ports.ts';
import { fromStripe } from './amount.ts';

type Fact = Pick<PaymentEvent, 'kind' | 'paymentId' | 'intentId'> & Partial<Pick<PaymentEvent, 'amountMinor' | 'detail'>>;

const idOf = (value: string | { id: string } | null | undefined): string | null => (typeof value === 'string' ? value : (value?.id ?? null));
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Of others' payments on the same account there may be anything in it. */
const ours = (value: string | null | undefined): string | null => (value && uuid.test(value) ? value : null);
/** What people typed in at Stripe, as the database can keep it: a fact must not be lost over a letter. */
const text = (value: string | null | undefined, length: number): string | undefined => value?.replaceAll('\u0000', '').slice(0, length).toWellFormed() || undefined;
const emailOf = (value: string | null | undefined): string | undefined => (value && /^[^\s@]+@[^\s@]+$/.test(value) && !value.includes('\u0000') && value.length <= 320 ? value.toWellFormed() : undefined);

function addressOf(session: Stripe.Checkout.Session): Address | undefined {
  const shipping = session.collected_information?.shipping_details;
  if (!shipping) return undefined;
  const { name, address } = shipping;
  return {
    name: text(name, 200) ?? null, line1: text(address.line1, 300) ?? null, line2: text(address.line2, 300) ?? null, city: text(address.city, 200) ?? null,
    state: text(address.state, 200) ?? null, postalCode: text(address.postal_code, 40) ?? null, country: text(address.country, 2) ?? null,
  };
}

/** What was paid, in the currency that it was asked for in, also where the buyer chose to pay in their own. */
function amountOf({ amount_total: total, currency, currency_conversion: own }: Stripe.Checkout.Session): { amountMinor: number | null; currency?: string } {
  const [amount, code] = own ? [own.amount_total, own.source_currency.toUpperCase()] : [total, currency?.toUpperCase()];
  return amount === null || code === undefined ? { amountMinor: null } : { amountMinor: fromStripe(amount, code), currency: code };
}

function ofSession(session: Stripe.Checkout.Session, kind: PaymentEvent['kind']): Fact {
  const shipTo = addressOf(session);
  const email = emailOf(session.customer_details?.email);
  const phone = session.customer_details?.phone;
  const { amountMinor, currency } = amountOf(session);
  return {
    kind,
    paymentId: ours(session.metadata?.payment_id ?? session.client_reference_id),
    intentId: idOf(session.payment_intent),
    amountMinor,
    detail: { ...(currency ? { currency } : {}), ...(shipTo ? { shipTo } : {}), ...(email ? { email } : {}), ...(phone && /^\+[1-9]\d{6,14}$/.test(phone) ? { phone } : {}) },
  };
}

type Readers = { [T in Stripe.Event['type']]?: (event: Extract<Stripe.Event, { type: T }>) => Fact };

const ofDispute = ({ data: { object } }: { data: { object: Stripe.Dispute } }): Fact => ({ kind: 'dispute', paymentId: null, intentId: idOf(object.payment_intent), detail: { status: object.status } });

const readers: Readers = {
  'payment_intent.created': ({ data: { object } }) => ({ kind: 'opened', paymentId: ours(object.metadata.payment_id), intentId: object.id }),
  'checkout.session.completed': ({ data: { object } }) => ofSession(object, object.payment_status === 'unpaid' ? 'processing' : 'completed'),
  'checkout.session.async_payment_succeeded': ({ data: { object } }) => ofSession(object, 'succeeded'),
  'checkout.session.async_payment_failed': ({ data: { object } }) => ofSession(object, 'failed'),
  'checkout.session.expired': ({ data: { object } }) => ofSession(object, 'expired'),
  'charge.refunded': ({ data: { object } }) => ({
    kind: 'refunded',
    paymentId: ours(object.metadata.payment_id),
    intentId: idOf(object.payment_intent),
    amountMinor: fromStripe(object.amount_refunded, object.currency.toUpperCase()),
    detail: { currency: object.currency.toUpperCase() },
  }),
  'refund.failed': ({ data: { object } }) => {
    const refundId = ours(object.metadata?.refund_id);
    return { kind: 'refund_failed', paymentId: ours(object.metadata?.payment_id), intentId: idOf(object.payment_intent), detail: { ...(refundId ? { refundId } : {}), status: object.failure_reason ?? 'unknown' } };
  },
  'charge.dispute.created': ofDispute,
  'charge.dispute.updated': ofDispute,
  'charge.dispute.closed': ofDispute,
};

/**
 * A verified event as the fact it is for us; null when it is none, or not about a checkout of ours: of an account connected to
 * this one, or a test's where money moves (or the other way round).
 */
export function eventOf(event: Stripe.Event, isTest: boolean): PaymentEvent | null {
  if (event.livemode === isTest || event.account) return null;
  const reader = readers[event.type] as ((event: Stripe.Event) => Fact) | undefined;
  const read = reader?.(event);
  if (!read || (read.paymentId === null && read.intentId === null)) return null;
  return { id: event.id, happenedAt: new Date(event.created * 1000), amountMinor: null, detail: {}, ...read };
}
