import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckoutRequest, PaymentEvent, PaymentProvider } from '#lib/ports.ts';
import { startStripeServer, type Failing, type StripeServer } from '#lib/testing/stripe-server.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { stripeProvider } from './provider.ts';

// The adapter with the real `stripe` SDK in it, against Stripe's API as the sandbox speaks it, over a socket.
let world: World;
let server: StripeServer;
let provider: PaymentProvider;
beforeAll(async () => {
  world = openWorld();
  server = await startStripeServer(world);
  provider = stripeProvider({ name: 'stripe', secretKey: server.secretKey, webhookSecret: server.webhookSecret, apiUrl: server.url, timeoutMs: 1500 });
});
afterAll(async () => {
  await server.close();
  await world.close();
});

const buyer = { email: 'ana@example.com', phone: '+14155550123', shipTo: { name: 'Ana M', line1: '1 Test Street', line2: null, city: 'Springfield', state: 'IL', postalCode: '62701', country: 'US' } };
const pay = { what: 'pay', buyer } as const;

function checkoutOf(of: Partial<CheckoutRequest> = {}): CheckoutRequest {
  return {
    id: randomUUID(), streamerId: randomUUID(), currency: 'USD', lines: [{ name: '2 × Linen shirt, M', amountMinor: 5980 }, { name: 'Shipping', amountMinor: 500 }], returnUrl: 'https://shop.example/pay/abc', language: 'en',
    email: null, shipCountries: [], expiresAt: new Date(Date.now() + 600_000), createdAt: new Date(), ...of,
  };
}
async function stored(sessionId: string): Promise<{ amount: number; currency: string; intent_id: string; params: Record<string, unknown>; status: string; refunded: number }> {
  const [row] = await world.sql`select * from private.sandbox_sessions where id = ${sessionId}`;
  return row as Awaited<ReturnType<typeof stored>>;
}
const signed = (payload: string, secret = server.webhookSecret, at = Date.now()) => new Stripe('sk_test_x').webhooks.generateTestHeaderString({ payload, secret, timestamp: Math.floor(at / 1000) });
const read = (payload: string) => provider.readEvent(Buffer.from(payload), signed(payload));

/** The facts that a checkout's events come to, as the webhook reads them. */
async function factsOf(sessionId: string): Promise<Record<string, PaymentEvent | null>> {
  const events = await server.eventsOf(sessionId);
  return Object.fromEntries(events.filter((event) => event.payload !== null).map((event) => [event.type, read(event.payload ?? '')]));
}

describe('a checkout', () => {
  test('is opened once, however often it is asked for, also when the first answer was lost', async () => {
    const checkout = checkoutOf();
    server.failNext(1, 'lost');
    const [first, second] = [await provider.openCheckout(checkout), await provider.openCheckout(checkout)];
    const together = await Promise.all([1, 2, 3].map(() => provider.openCheckout(checkout)));
    expect([second, ...together]).toEqual([first, first, first, first]);
    expect(first.url).toBe(`https://shop.example/sandbox/checkout/${first.sessionId}`);
    expect(await world.sql`select 1 from private.sandbox_sessions where params ->> 'client_reference_id' = ${checkout.id}`).toHaveLength(1);
    expect(first.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 60_000);
  });

  test('under the same id, for something else, is refused', async () => {
    const checkout = checkoutOf();
    await provider.openCheckout(checkout);
    await expect(provider.openCheckout({ ...checkout, lines: [{ name: 'Other', amountMinor: 1000 }] })).rejects.toMatchObject({ code: 'payment_refused' });
  });

  test('carries what was asked for', async () => {
    const checkout = checkoutOf({ email: 'ana@example.com', shipCountries: ['US', 'CA'], language: 'tl', lines: [{ name: 'ผ้า & <b>"é"</b>', amountMinor: 1000, pictureUrl: 'https://shop.example/a.png?x=1&y=2' }] });
    const { params } = await stored((await provider.openCheckout(checkout)).sessionId);
    expect(params).toMatchObject({
      client_reference_id: checkout.id, customer_email: 'ana@example.com', locale: 'fil', metadata: { payment_id: checkout.id, streamer_id: checkout.streamerId }, payment_intent_data: { metadata: { payment_id: checkout.id } },
      line_items: [{ quantity: 1, price_data: { unit_amount: 1000, product_data: { name: 'ผ้า & <b>"é"</b>', images: ['https://shop.example/a.png?x=1&y=2'] } } }], shipping_address_collection: { allowed_countries: ['US', 'CA'] }, success_url: 'https://shop.example/pay/abc?paid=1',
    });
  });

  test.each([
    ['USD', 2990, 2990],
    ['JPY', 1200, 1200],
    ['KWD', 12_340, 12_340],
    ['MGA', 250_000, 250_000],
    ['ISK', 1500, 150_000],
    ['IDR', 150_000, 15_000_000],
    ['HUF', 4990, 499_000],
    ['VND', 350_000, 350_000],
  ])('in %s costs the same there, and what is given back comes back as the same', async (currency, amountMinor, amount) => {
    const checkout = checkoutOf({ currency, lines: [{ name: 'One', amountMinor }] });
    const { sessionId } = await provider.openCheckout(checkout);
    const row = await stored(sessionId);
    expect([row.amount, row.currency]).toEqual([amount, currency.toLowerCase()]);
    await server.press(sessionId, pay);
    await provider.refund({ id: randomUUID(), paymentId: checkout.id, intentId: row.intent_id, amountMinor, currency });
    expect((await factsOf(sessionId))['charge.refunded']).toMatchObject({ kind: 'refunded', paymentId: checkout.id, intentId: row.intent_id, amountMinor });
  });

  test('whose name is cut in the middle of a letter is opened all the same', async () => {
    const checkout = checkoutOf({ lines: [{ name: `${'x'.repeat(249)}\u{1F600}`, amountMinor: 1000 }] });
    await expect(provider.openCheckout(checkout)).resolves.toMatchObject({ sessionId: expect.any(String) as unknown });
  });

  test('below what a card can be charged is refused, in words for the buyer', async () => {
    await expect(provider.openCheckout(checkoutOf({ lines: [{ name: 'Sticker', amountMinor: 20 }] }))).rejects.toMatchObject({ code: 'payment_refused', message: expect.stringContaining('less than a card') as unknown });
  });

  test('closes, twice too; one that is paid says so', async () => {
    const { sessionId } = await provider.openCheckout(checkoutOf());
    expect([await provider.closeCheckout(sessionId), await provider.closeCheckout(sessionId), (await stored(sessionId)).status]).toEqual(['closed', 'closed', 'expired']);
    expect(await server.press(sessionId, pay)).toBe('not_open');
    const other = await provider.openCheckout(checkoutOf());
    await server.press(other.sessionId, pay);
    expect(await provider.closeCheckout(other.sessionId)).toBe('complete');
  });

  test('paid while it is being closed is either closed or complete, never both', async () => {
    for (let n = 0; n < 8; n += 1) {
      const { sessionId } = await provider.openCheckout(checkoutOf());
      const [closed, pressed] = await Promise.all([provider.closeCheckout(sessionId), server.press(sessionId, pay)]);
      expect([closed, pressed]).toEqual(closed === 'complete' ? ['complete', 'paid'] : ['closed', 'not_open']);
    }
  });
});

describe('a refund', () => {
  test('is made once, however often it is asked for, and counts up', async () => {
    const checkout = checkoutOf();
    const { sessionId } = await provider.openCheckout(checkout);
    const { intent_id: intentId } = await stored(sessionId);
    await server.press(sessionId, pay);
    const one = { id: randomUUID(), paymentId: checkout.id, intentId, amountMinor: 1000, currency: 'USD' };
    server.failNext(1, 'lost');
    const answers = [await provider.refund(one), ...(await Promise.all([provider.refund(one), provider.refund(one)]))];
    expect(new Set(answers.map((answer) => answer.refundId)).size).toBe(1);
    expect((await stored(sessionId)).refunded).toBe(1000);
    await provider.refund({ ...one, id: randomUUID(), amountMinor: 480 });
    const events = (await server.eventsOf(sessionId)).filter((event) => event.type === 'charge.refunded').map((event) => read(event.payload ?? '')?.amountMinor ?? 0);
    expect(events.toSorted((a, b) => a - b)).toEqual([1000, 1480]);
  });

  test('of more than is left, twice, or of what was never paid is refused', async () => {
    const checkout = checkoutOf();
    const { sessionId } = await provider.openCheckout(checkout);
    const { intent_id: intentId, amount } = await stored(sessionId);
    const back = (amountMinor: number) => provider.refund({ id: randomUUID(), paymentId: checkout.id, intentId, amountMinor, currency: 'USD' });
    await expect(back(100)).rejects.toMatchObject({ code: 'payment_refused' });
    await server.press(sessionId, pay);
    await expect(back(amount + 1)).rejects.toMatchObject({ code: 'payment_refused' });
    await back(amount);
    await expect(back(1)).rejects.toMatchObject({ code: 'payment_refused', cause: { code: 'charge_already_refunded' } });
  });
});

describe('an event', () => {
  test('of each kind is the fact that it is', async () => {
    const at = { paymentId: expect.any(String) as string, intentId: expect.stringMatching(/^pi_/) as string };
    const checkout = checkoutOf({ shipCountries: ['US'] });
    const { sessionId } = await provider.openCheckout(checkout);
    expect(await server.press(sessionId, { what: 'decline' })).toBe('declined');
    expect(await server.press(sessionId, pay)).toBe('paid');
    expect(await server.press(sessionId, { what: 'dispute' })).toBe('disputed');
    const paid = await factsOf(sessionId);
    expect(Object.keys(paid).toSorted()).toEqual(['charge.dispute.created', 'checkout.session.completed', 'payment_intent.created']);
    expect(paid['payment_intent.created']).toMatchObject({ ...at, kind: 'opened', paymentId: checkout.id });
    expect(paid['checkout.session.completed']).toMatchObject({ ...at, kind: 'completed', paymentId: checkout.id, detail: { email: buyer.email, phone: buyer.phone, shipTo: buyer.shipTo } });
    expect(paid['charge.dispute.created']).toMatchObject({ kind: 'dispute', paymentId: null, intentId: at.intentId, detail: { status: 'needs_response' } });

    const banks = await Promise.all(['bank_yes', 'bank_no'].map(async (says) => {
      const { sessionId: bank } = await provider.openCheckout(checkoutOf());
      await server.press(bank, { what: 'bank', buyer: { ...buyer, shipTo: null } });
      await server.press(bank, { what: says as 'bank_yes' });
      await server.press(bank, { what: 'bank_yes' });
      return factsOf(bank);
    }));
    expect(banks.map((facts) => Object.values(facts).map((fact) => String(fact?.kind)).toSorted())).toEqual([['opened', 'processing', 'succeeded'], ['failed', 'opened', 'processing']]);

    const ended = await provider.openCheckout(checkoutOf());
    await provider.closeCheckout(ended.sessionId);
    expect(await factsOf(ended.sessionId)).toEqual({ 'checkout.session.expired': expect.objectContaining({ kind: 'expired', intentId: null }) as unknown });
  });

  test('about something else means nothing', () => {
    expect(read(JSON.stringify({ id: 'evt_1', object: 'event', created: 1, type: 'customer.created', data: { object: {} } }))).toBeNull();
  });

  test('says what was paid, in the currency it was asked for in', () => {
    const completed = (object: object) => read(JSON.stringify({ id: 'evt_3', object: 'event', created: 1, livemode: false, type: 'checkout.session.completed', data: { object: { payment_status: 'paid', metadata: { payment_id: randomUUID() }, payment_intent: 'pi_3', ...object } } }));
    expect(completed({ amount_total: 499_000, currency: 'huf' })).toMatchObject({ kind: 'completed', amountMinor: 4990, detail: { currency: 'HUF' } });
    // Paid in the buyer's own currency, by an endpoint of an old version.
    expect(completed({ amount_total: 1842, currency: 'eur', currency_conversion: { amount_total: 1990, source_currency: 'usd' } })).toMatchObject({ amountMinor: 1990, detail: { currency: 'USD' } });
  });

  test('of a connected account, or of the other mode, means nothing', () => {
    const opened = { id: 'evt_4', object: 'event', created: 1, livemode: false, type: 'payment_intent.created', data: { object: { id: 'pi_1', metadata: {} } } };
    expect(read(JSON.stringify(opened))).not.toBeNull();
    expect([read(JSON.stringify({ ...opened, livemode: true })), read(JSON.stringify({ ...opened, account: 'acct_1' }))]).toEqual([null, null]);
    const live = stripeProvider({ name: 'stripe', secretKey: 'sk_live_x', webhookSecret: server.webhookSecret });
    const of = (payload: object) => live.readEvent(Buffer.from(JSON.stringify(payload)), signed(JSON.stringify(payload)));
    expect([of(opened), of({ ...opened, livemode: true })?.kind]).toEqual([null, 'opened']);
  });

  test('with letters in it that no database keeps is kept without them', async () => {
    const session = { payment_status: 'paid', metadata: { payment_id: randomUUID() }, payment_intent: 'pi_5', amount_total: 1990, currency: 'usd', customer_details: { email: 'a' }, collected_information: { shipping_details: { name: `${'x'.repeat(199)}\u{1F600}`, address: { line1: 'a\u0000b', country: 'US' } } } };
    const event = read(JSON.stringify({ id: 'evt_5', object: 'event', created: 1, livemode: false, type: 'checkout.session.completed', data: { object: session } }));
    expect(event?.detail).toMatchObject({ shipTo: { line1: 'ab' } });
    expect(event?.detail.email).toBeUndefined();
    await expect(world.sql`select ${world.sql.json({ ...event?.detail.shipTo })}::jsonb ->> 'line1' as line1`).resolves.toEqual([{ line1: 'ab' }]);
  });

  test('counts only with the right signature over exactly this body, and fresh', async () => {
    const payload = JSON.stringify({ id: 'evt_2', object: 'event', created: 1, type: 'payment_intent.created', data: { object: { id: 'pi_1', metadata: {} } } });
    const body = Buffer.from(payload);
    expect(provider.readEvent(body, signed(payload))).toMatchObject({ id: 'evt_2', kind: 'opened', intentId: 'pi_1' });
    const wrong = [signed(payload, 'whsec_other'), signed(payload, server.webhookSecret, Date.now() - 301_000), signed(`${payload} `), '', 't=1', 'v1=00', `t=${Date.now()},v1=`];
    for (const signature of wrong) expect(() => provider.readEvent(body, signature)).toThrow(expect.objectContaining({ code: 'bad_request' }));
    expect(() => provider.readEvent(Buffer.from(payload.replace('pi_1', 'pi_2')), signed(payload))).toThrow(expect.objectContaining({ code: 'bad_request' }));
    expect(() => provider.readEvent(Buffer.from('no json'), signed('no json'))).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });
});

describe('while it cannot be reached', () => {
  test.each<Failing>([500, 429, 'reset', 'silence'])('%s is unavailable to whoever asks, after one more try; afterwards it works', async (how) => {
    const before = server.requests();
    server.failNext(2, how);
    await expect(provider.openCheckout(checkoutOf())).rejects.toMatchObject({ code: 'unavailable' });
    server.failNext(0, how);
    expect(server.requests() - before).toBe(how === 429 ? 1 : 2);
    server.failNext(2, how);
    await expect(provider.check()).rejects.toMatchObject({ code: 'unavailable' });
    server.failNext(0, how);
    await provider.check();
  });

  test('one failure is not even noticed', async () => {
    for (const how of [500, 'reset', 'silence', 'lost'] as const) {
      server.failNext(1, how);
      expect((await provider.openCheckout(checkoutOf())).sessionId).toMatch(/^cs_test_/);
    }
  });

  test('nothing that listens there, and a key that is wrong, are unavailable too', async () => {
    const away = stripeProvider({ name: 'stripe', secretKey: server.secretKey, webhookSecret: 'whsec_x', apiUrl: 'http://127.0.0.1:1' });
    await expect(away.openCheckout(checkoutOf())).rejects.toMatchObject({ code: 'unavailable' });
    const stranger = stripeProvider({ name: 'stripe', secretKey: 'sk_test_wrong', webhookSecret: 'whsec_x', apiUrl: server.url });
    await expect(stranger.openCheckout(checkoutOf())).rejects.toMatchObject({ code: 'unavailable' });
    await expect(stranger.check()).rejects.toMatchObject({ code: 'unavailable' });
  });
});
