import Stripe from 'stripe';
import { AppError } from '#lib/core/errors.ts';
import type { CheckoutRequest, PaymentProvider } from '#lib/ports.ts';
import { toStripe } from './amount.ts';
import { eventOf } from './events.ts';

export interface StripeOptions {
  name: 'stripe' | 'sandbox';
  secretKey: string;
  webhookSecret: string;
  /** Where the API is, when it is not Stripe's own: http://127.0.0.1:3000. */
  apiUrl?: string | undefined;
  /** How long one try may take; there are two. */
  timeoutMs?: number | undefined;
}

/** A Checkout Session lives at least this long (https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at). */
const shortestMs = 30 * 60_000;
const longestMs = 24 * 3600_000;
/** A little over, since their clock is not ours. */
const slackMs = 60_000;

/** As Checkout names them, where it does not say it as we do; it knows neither Arabic. */
const locales: Readonly<Record<string, Stripe.Checkout.SessionCreateParams.Locale>> = { tl: 'fil', hi: 'hi-IN', pt: 'pt-BR', ar: 'auto' };

/** What a failure of Stripe's API means: it may pass, or this payment is not to be. */
function faultOf(error: unknown): AppError {
  if (error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError || error instanceof Stripe.errors.StripeRateLimitError) {
    return new AppError('unavailable', 'Payments are not reachable right now. What is held stays held: try again.', { cause: error, retryAfterSeconds: 3 });
  }
  if (error instanceof Stripe.errors.StripeAuthenticationError || error instanceof Stripe.errors.StripePermissionError) {
    return new AppError('unavailable', 'Payments are not set up right. What is held stays held: tell the seller.', { cause: error, retryAfterSeconds: 60 });
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'amount_too_small') {
    return new AppError('payment_refused', 'This is less than a card can be charged. Ask the seller.', { cause: error });
  }
  return new AppError('payment_refused', 'The payment provider refused this. Ask the seller.', { cause: error });
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof AppError ? error : faultOf(error);
  }
}

function sessionOf(checkout: CheckoutRequest): Stripe.Checkout.SessionCreateParams {
  const currency = checkout.currency.toLowerCase();
  const metadata = { payment_id: checkout.id, streamer_id: checkout.streamerId };
  const now = checkout.createdAt.getTime();
  const expiresMs = Math.min(Math.max(checkout.expiresAt.getTime(), now + shortestMs + slackMs), now + longestMs - slackMs);
  const back = (paid: string) => `${checkout.returnUrl}${checkout.returnUrl.includes('?') ? '&' : '?'}${paid}`;
  return {
    mode: 'payment',
    client_reference_id: checkout.id,
    metadata,
    payment_intent_data: { metadata },
    line_items: checkout.lines.map(({ name, amountMinor, pictureUrl }) => ({
      quantity: 1,
      price_data: { currency, unit_amount: toStripe(amountMinor, checkout.currency), product_data: { name: name.slice(0, 250).toWellFormed(), ...(pictureUrl?.startsWith('https://') ? { images: [pictureUrl] } : {}) } },
    })),
    success_url: back('paid=1'),
    cancel_url: back('back=1'),
    expires_at: Math.floor(expiresMs / 1000),
    locale: checkout.language ? (locales[checkout.language] ?? checkout.language) : 'auto',
    ...(checkout.email ? { customer_email: checkout.email } : {}),
    ...(checkout.shipCountries.length > 0
      ? { shipping_address_collection: { allowed_countries: [...checkout.shipCountries] as Stripe.Checkout.SessionCreateParams.ShippingAddressCollection.AllowedCountry[] }, phone_number_collection: { enabled: true } }
      : {}),
  };
}

/** Stripe, and whatever speaks its API at another address: the sandbox does. See PaymentProvider for the promises. */
export function stripeProvider({ name, secretKey, webhookSecret, apiUrl, timeoutMs = 10_000 }: StripeOptions): PaymentProvider {
  const at = apiUrl ? new URL(apiUrl) : null;
  const stripe = new Stripe(secretKey, {
    maxNetworkRetries: 1,
    timeout: timeoutMs,
    telemetry: false,
    ...(at ? { host: at.hostname, port: at.port || (at.protocol === 'https:' ? 443 : 80), protocol: at.protocol === 'https:' ? 'https' : 'http' } : {}),
  });
  const isTest = name === 'sandbox' || /^[a-z]+_test_/.test(secretKey);
  return {
    name,
    isTest,
    openCheckout: (checkout) =>
      asked(async () => {
        const session = await stripe.checkout.sessions.create(sessionOf(checkout), { idempotencyKey: `checkout-${checkout.id}` });
        if (!session.url) throw new AppError('payment_refused', 'The payment provider made no page to pay on. Ask the seller.');
        return { sessionId: session.id, url: session.url, expiresAt: new Date(session.expires_at * 1000) };
      }),
    closeCheckout: (sessionId) =>
      asked(async () => {
        const session = await stripe.checkout.sessions.retrieve(sessionId);
        if (session.status !== 'open') return session.status === 'complete' ? 'complete' : 'closed';
        try {
          await stripe.checkout.sessions.expire(sessionId);
          return 'closed';
        } catch (error) {
          // Paid between the two calls: the provider decides which came first.
          if (error instanceof Stripe.errors.StripeInvalidRequestError && (await stripe.checkout.sessions.retrieve(sessionId)).status === 'complete') return 'complete';
          throw error;
        }
      }),
    refund: ({ id, paymentId, intentId, amountMinor, currency }) =>
      asked(async () => {
        const refund = await stripe.refunds.create(
          { payment_intent: intentId, amount: toStripe(amountMinor, currency), metadata: { refund_id: id, payment_id: paymentId } },
          { idempotencyKey: `refund-${id}` },
        );
        if (refund.status === 'failed' || refund.status === 'canceled') throw new AppError('payment_refused', 'The payment provider could not give the money back.');
        return { refundId: refund.id };
      }),
    readEvent(rawBody, signature) {
      let event: Stripe.Event;
      try {
        event = stripe.webhooks.constructEvent(rawBody, signature, webhookSecret);
      } catch (cause) {
        throw new AppError('bad_request', 'This is not signed by the payment provider.', { cause });
      }
      return eventOf(event, isTest);
    },
    check: () => asked(async () => void (await stripe.balance.retrieve())),
  };
}
