import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cartOfToken, readCart } from '#lib/carts/read.ts';
import type { PaymentProvider } from '#lib/ports.ts';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { answerRefunds, beginPayment, completePayment } from '#lib/testing/paying.ts';
import { makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { stockOf, stockProblems } from '#lib/testing/stock.ts';
import { openWorld, silentAnnouncer, type World } from '#lib/testing/world.ts';
import { totalsOf } from '#lib/carts/price.ts';
import { beginCheckout } from './begin-checkout.ts';
import { takeEvent } from './take-event.ts';

// What must not follow from a payment: the wrong amount, a second payment, a refund that came to nothing, two buyers made one meanwhile.

let world: World;
let seller: TestSeller;
let chat: TestChat;
beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  chat = await openChat(world, seller);
});
afterAll(() => world.close());

interface Held {
  id: string;
  cartId: string;
  buyerId: string;
  token: string;
  variantId: string;
  productId: string;
}

/** An order that this viewer holds. */
async function held(client = `buyer-${unique()}`, { quantity = 1, variants }: { quantity?: number; variants?: { name: string; options: Record<string, string>; stock: number; priceMinor?: number }[] } = {}): Promise<Held> {
  const product = await makeProduct(seller, { code: unique(), stock: 5, ...(variants && { variants }) });
  const [message] = await chat.say(claimOf(product, client, quantity));
  const id = await chat.orderOf(message!);
  const [row] = await world.sql<{ cart_id: string; buyer_id: string; token: string; variant_id: string }[]>`
    select o.cart_id, o.buyer_id, o.variant_id, c.token from public.orders o join public.carts c on c.id = o.cart_id where o.id = ${id}`;
  return { id, cartId: row!.cart_id, buyerId: row!.buyer_id, token: row!.token, variantId: row!.variant_id, productId: product.id };
}

const orderOf = async (id: string) => (await world.sql`select status, paid_minor, refunded_minor, returned_units, cart_id from public.orders where id = ${id}`)[0];
const paymentOf = async (id: string) => (await world.sql`select status, mismatch, cart_id from public.payments where id = ${id}`)[0];
const event = (payment: string, kind: string, amount: number | null = null, detail: Record<string, string> = {}) =>
  world.sql`select * from private.take_event('sandbox', ${`evt-${unique()}`}, ${kind}, ${payment}, now(), ${amount}, ${world.sql.json({ intent: `pi-${payment}`, ...detail })})`;
const link = (keep: string, other: string) => seller.owner.db.rpc('link_buyers', { p_keep: keep, p_other: other });
const refundsOf = (payment: string) => world.sql`select amount_minor, reason, status from public.refunds where payment_id = ${payment} order by created_at, id`;

describe('an amount that is not what was asked for', () => {
  test.each([[1989, 'USD'], [1, 'USD'], [1990, 'EUR']])('%i %s for 19.90 USD pays nothing: the hold stays, and the seller is shown it', async (amount, currency) => {
    const order = await held();
    const payment = await beginPayment(world, [order.id]);
    await takeEvent({ sql: world.sql, announcer: silentAnnouncer }, 'sandbox', { id: unique(), kind: 'completed', paymentId: payment, intentId: `pi-${payment}`, happenedAt: new Date(), amountMinor: amount, detail: { currency } });
    expect([await orderOf(order.id), await paymentOf(payment)]).toMatchObject([{ status: 'pending', paid_minor: 0 }, { status: 'processing', mismatch: `${amount} ${currency}` }]);
    await chat.expire(order.id);
    expect(await orderOf(order.id)).toMatchObject({ status: 'pending' });
    expect(await world.sql`select reason from public.parked_comments where stream_id = ${`payment-${payment}`} and streamer_id = ${seller.id}`).toMatchObject([{ reason: `payment_mismatch: ${amount} ${currency} instead of 1990 USD` }]);
    // Given back at the provider, it is over.
    await event(payment, 'refunded', amount, { currency });
    await chat.expire(order.id);
    expect([await orderOf(order.id), await paymentOf(payment), await refundsOf(payment)]).toMatchObject([{ status: 'expired' }, { status: 'failed' }, []]);
  });

  test('the very amount pays', async () => {
    const order = await held();
    const payment = await beginPayment(world, [order.id]);
    await event(payment, 'completed', 1990, { currency: 'USD' });
    expect([await orderOf(order.id), await paymentOf(payment)]).toMatchObject([{ status: 'paid', paid_minor: 1990 }, { status: 'paid', mismatch: null }]);
  });

  test('what was given back in another currency is not counted', async () => {
    const order = await held();
    const payment = await beginPayment(world, [order.id]);
    await completePayment(world, payment);
    await event(payment, 'refunded', 1990, { currency: 'JPY' });
    expect([await orderOf(order.id), await refundsOf(payment)]).toMatchObject([{ status: 'paid' }, []]);
  });
});

describe('paying twice', () => {
  test('gives back the second payment of a line, and leaves what the first one bought', async () => {
    const client = `buyer-${unique()}`;
    const first = await held(client);
    const one = await beginPayment(world, [first.id]);
    // Closed in our books, and paid at the provider all the same.
    await world.sql`update public.payments set expired_at = now() where id = ${one}`;
    const second = await held(client);
    const both = await beginPayment(world, [first.id, second.id]);
    await completePayment(world, one);
    await completePayment(world, both);
    expect(await refundsOf(both)).toMatchObject([{ amount_minor: 1990, reason: 'paid_twice', status: 'requested' }]);
    await answerRefunds(world, both);
    expect([await orderOf(first.id), await orderOf(second.id)]).toMatchObject([{ status: 'paid', refunded_minor: 0, returned_units: 0 }, { status: 'paid', refunded_minor: 0 }]);
    expect(await stockOf(world, first.variantId)).toMatchObject({ sold: 1 });
    // It can still be given back, once and whole.
    expect((await seller.owner.db.rpc('refund_order', { p_order: first.id })).error).toBeNull();
    await answerRefunds(world, one);
    expect(await orderOf(first.id)).toMatchObject({ status: 'refunded', refunded_minor: 1990 });
  });

  test('for fewer units than are held now buys nothing by mistake', async () => {
    const order = await held(undefined, { quantity: 2 });
    const payment = await beginPayment(world, [order.id]);
    await world.sql`update public.payments set expired_at = now() where id = ${payment}`;
    expect((await seller.owner.db.rpc('change_order', { p_order: order.id, p_variant: order.variantId, p_quantity: 3 })).error).toBeNull();
    await completePayment(world, payment);
    expect([await orderOf(order.id), await refundsOf(payment)]).toMatchObject([{ status: 'pending', paid_minor: 0 }, [{ amount_minor: 3980, status: 'requested' }]]);
  });
});

test('a refund that the bank could not make is not taken for one that somebody made at the provider', async () => {
  const order = await held();
  const payment = await beginPayment(world, [order.id]);
  await completePayment(world, payment);
  await seller.owner.db.rpc('refund_order', { p_order: order.id, p_amount: 500 });
  const [refund] = await world.sql<{ id: string }[]>`select id from public.refunds where payment_id = ${payment}`;
  await answerRefunds(world, payment);
  await event(payment, 'refunded', 500);
  await world.sql`select * from private.fail_refund(${refund!.id}, 'lost_or_stolen_card')`;
  await event(payment, 'refunded', 500);
  await event(payment, 'dispute', null, { status: 'needs_response' });
  expect([await refundsOf(payment), await orderOf(order.id)]).toMatchObject([[{ status: 'failed', reason: 'seller_said_so' }], { status: 'paid', refunded_minor: 0 }]);
  // Told of the failure before our own call has returned: the same.
  const other = await held();
  const second = await beginPayment(world, [other.id]);
  await completePayment(world, second);
  await seller.owner.db.rpc('refund_order', { p_order: other.id });
  const [early] = await world.sql<{ id: string }[]>`select id from public.refunds where payment_id = ${second}`;
  await world.sql`select * from private.fail_refund(${early!.id}, 'expired_or_canceled_card')`;
  await world.sql`select * from private.answer_refund(${early!.id}, 're_1', null)`;
  await event(second, 'refunded', 1990);
  expect([await refundsOf(second), await orderOf(other.id)]).toMatchObject([[{ status: 'failed' }], { status: 'paid', refunded_minor: 0 }]);
});

describe('two buyers made one', () => {
  test('while one of them pays: the address goes to the cart that both have now', async () => {
    const [ann, bea] = [await held(), await held()];
    const payment = await beginPayment(world, [bea.id]);
    await link(ann.buyerId, bea.buyerId);
    await completePayment(world, payment, undefined, { shipTo: { name: 'Bea', line1: '1 Test Street', country: 'US' }, email: 'bea@example.com' });
    expect([await orderOf(bea.id), await paymentOf(payment)]).toMatchObject([{ status: 'paid', cart_id: ann.cartId }, { status: 'paid', cart_id: ann.cartId }]);
    const cart = await readCart(world.sql, ann.cartId);
    expect(cart?.state).toMatchObject({ shipTo: { name: 'Bea' }, buyer: { id: ann.buyerId, email: 'bea@example.com' }, payments: [{ id: payment, status: 'paid' }] });
  });

  test('twice changes nothing more, and nobody is made two others', async () => {
    const [ann, bea, cid] = [await held(), await held(), await held()];
    await world.sql`update public.buyers set note = 'likes red' where id = ${bea.buyerId}`;
    expect([(await link(ann.buyerId, bea.buyerId)).error, (await link(ann.buyerId, bea.buyerId)).error]).toEqual([null, null]);
    expect((await world.sql`select note from public.buyers where id = ${ann.buyerId}`)[0]).toEqual({ note: 'likes red' });
    // The old link of somebody who is Ann by now must not come to lead to Cid's cart.
    expect((await link(cid.buyerId, bea.buyerId)).error).toMatchObject({ message: 'same_buyer' });
    expect(await cartOfToken(world.sql, bea.token)).toBe(ann.cartId);
  });

  test('in turn: each of the three links leads to the one cart', async () => {
    const [ann, bea, cid] = [await held(), await held(), await held()];
    await link(bea.buyerId, cid.buyerId);
    await link(ann.buyerId, bea.buyerId);
    expect(await Promise.all([ann, bea, cid].map(({ token }) => cartOfToken(world.sql, token)))).toEqual([ann.cartId, ann.cartId, ann.cartId]);
    expect((await readCart(world.sql, cid.cartId))?.state.lines).toHaveLength(3);
    expect(await world.sql`select distinct merged_into from public.buyers where id in ${world.sql([bea.buyerId, cid.buyerId])}`).toEqual([{ merged_into: ann.buyerId }]);
  });

  test('are not written to where one of them asked not to be', async () => {
    const [ann, bea] = [await held(), await held()];
    await world.sql`update public.buyers set email = 'ann@example.com', opted_out = '{email}' where id = ${ann.buyerId}`;
    const [message] = await world.sql<{ id: string }[]>`
      insert into public.messages (streamer_id, buyer_id, cart_id, topic, language) values (${seller.id}, ${bea.buyerId}, ${bea.cartId}, 'order.held', 'en') returning id`;
    await link(ann.buyerId, bea.buyerId);
    const [row] = await world.sql<{ state: unknown }[]>`select private.message_state(${message!.id}) as state`;
    expect(row?.state).toMatchObject({ optedOut: ['email'], cart: { buyer: { email: 'ann@example.com' } } });
  });
});

describe('a checkout', () => {
  const open: PaymentProvider = {
    name: 'sandbox', isTest: true, check: () => Promise.resolve(), refund: () => Promise.reject(new Error('not here')), readEvent: () => null,
    openCheckout: ({ id }) => Promise.resolve({ sessionId: `cs-${id}`, url: `https://pay.example/${id}`, expiresAt: new Date(Date.now() + 1_800_000) }),
    closeCheckout: () => Promise.resolve('closed'),
  };
  const begin = (cartId: string, payments: PaymentProvider) => beginCheckout({ sql: world.sql, payments, announcer: silentAnnouncer }, cartId, { origin: 'https://shop.example', language: null });

  test('that was closed while the provider was still making it is closed there too, and its address given to nobody', async () => {
    const order = await held(undefined, { quantity: 2 });
    const closed: string[] = [];
    let isFirst = true;
    const slow: PaymentProvider = {
      ...open,
      async openCheckout(request) {
        if (isFirst) {
          isFirst = false;
          // Meanwhile, in another request, the buyer wants one unit only.
          await world.sql`update public.payments set expired_at = now() where id = ${request.id}`;
          await world.sql`select * from private.buyer_change(${order.cartId}, ${order.id}, null, 1)`;
        }
        return open.openCheckout(request);
      },
      closeCheckout(sessionId) {
        closed.push(sessionId);
        return Promise.resolve('closed');
      },
    };
    const { url } = await begin(order.cartId, slow);
    const rows = await world.sql<{ id: string; amount_minor: number }[]>`select id, amount_minor from public.payments where cart_id = ${order.cartId} order by created_at`;
    expect([rows.map((row) => row.amount_minor), url, closed]).toEqual([[3980, 1990], `https://pay.example/${rows[1]?.id}`, [`cs-${rows[0]?.id}`]]);
  });

  test('of a cart whose prices have changed since it was read is not opened', async () => {
    const order = await held(undefined, { variants: [{ name: 'S', options: { Size: 'S' }, stock: 5 }, { name: 'L', options: { Size: 'L' }, stock: 5, priceMinor: 9990 }] });
    const before = await readCart(world.sql, order.cartId);
    const [large] = await world.sql<{ id: string }[]>`select id from public.variants where product_id = ${order.productId} and name = 'L'`;
    expect((await seller.owner.db.rpc('change_order', { p_order: order.id, p_variant: large!.id, p_quantity: 1 })).error).toBeNull();
    const totals = totalsOf(before!.state);
    const lines = totals.lines.map(({ id, amountMinor }) => ({ orderId: id, quantity: 1, amountMinor }));
    const opened = world.sql`select * from private.open_payment(${order.cartId}, 'sandbox', ${totals.totalMinor}, 'USD', ${world.sql.json({ ...totals })}, ${world.sql.json(lines)}, null, now() + interval '10 minutes')`;
    await expect(opened).rejects.toMatchObject({ message: 'cart_changed' });
  });
});

test('a parcel is not taken apart once it is on its way, however close the two come', async () => {
  const order = await held();
  await completePayment(world, await beginPayment(world, [order.id]));
  const { data: parcel } = await seller.owner.db.rpc('save_shipment', { p_cart: order.cartId, p_shipment: null, p_status: 'packed' });
  const claims = JSON.stringify({ sub: seller.owner.userId, role: 'authenticated' });
  let unpacked: Promise<unknown> = Promise.resolve();
  await world.sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${claims}, true)`;
    await tx`select public.save_shipment(${order.cartId}, ${parcel as string}, 'shipped')`;
    unpacked = Promise.resolve(seller.owner.db.rpc('unpack_shipment', { p_shipment: parcel as string }));
    unpacked.catch(() => undefined);
    // Until the other one waits for this one, or is through.
    for (let n = 0; n < 50; n += 1) {
      const waits = await tx`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%unpack_shipment%'`;
      if (waits.length > 0) break;
      await tx`select pg_sleep(0.02)`;
    }
  });
  await unpacked;
  expect(await world.sql`select shipped_at is not null as shipped from public.shipments where id = ${parcel as string}`).toEqual([{ shipped: true }]);
});

test('where a checkout is, and its id, nobody at the seller reads', async () => {
  for (const column of ['url', 'session_id']) expect([column, (await seller.owner.db.from('payments').select(column)).error?.code]).toEqual([column, '42501']);
});

test('a parcel is packed, shipped or delivered, and nothing else; nor is it that of another shop', async () => {
  const order = await held();
  await completePayment(world, await beginPayment(world, [order.id]));
  const { data: parcel } = await seller.owner.db.rpc('save_shipment', { p_cart: order.cartId, p_shipment: null, p_status: 'shipped' });
  for (const p_status of ['unshipped', null]) expect((await seller.owner.db.rpc('save_shipment', { p_cart: order.cartId, p_shipment: parcel as string, p_status })).error).toMatchObject({ message: 'bad_status' });
  const other = await makeSeller(world);
  expect((await other.owner.db.rpc('save_shipment', { p_cart: order.cartId, p_shipment: parcel as string, p_status: 'packed' })).error).toMatchObject({ code: '42501' });
  const there = await openChat(world, other);
  const [message] = await there.say(claimOf(await makeProduct(other, { code: unique() }), `buyer-${unique()}`));
  const [theirs] = await world.sql<{ cart_id: string; buyer_id: string }[]>`select cart_id, buyer_id from public.orders where id = ${await there.orderOf(message!)}`;
  expect((await other.owner.db.rpc('save_shipment', { p_cart: theirs!.cart_id, p_shipment: parcel as string, p_status: 'packed' })).error).toMatchObject({ message: 'unknown_parcel' });
  expect((await other.owner.db.rpc('link_buyers', { p_keep: theirs!.buyer_id, p_other: order.buyerId })).error).toMatchObject({ message: 'same_buyer' });
  const { data: code } = await seller.owner.db.rpc('save_discount', { p_streamer: seller.id, p_discount: { code: 'MINE', kind: 'percent', value: 100 } });
  expect((await other.owner.db.rpc('save_discount', { p_streamer: other.id, p_discount: { id: code as string, code: 'THEIRS', kind: 'percent', value: 9000 } })).error).toMatchObject({ message: 'unknown_discount' });
  await expect(world.sql`select private.use_discount(${theirs!.cart_id}, 'MINE')`).rejects.toMatchObject({ message: 'discount_unknown' });
});

test('everything at once ends, and nothing waits for another in a circle', async () => {
  const orders = await Promise.all(Array.from({ length: 6 }, () => held()));
  const payments = await Promise.all(orders.map((order) => beginPayment(world, [order.id])));
  await world.sql`update public.holds set expires_at = now() + interval '20 seconds' where order_id in ${world.sql(orders.map((order) => order.id))}`;
  const [keep] = orders;
  const all = orders.flatMap((order, n) => [
    () => completePayment(world, payments[n]!, undefined, { email: 'all@example.com' }),
    () => world.sql`select private.remind_holds()`,
    () => (order === keep ? Promise.resolve({ error: null }) : link(keep!.buyerId, order.buyerId)),
    () => world.sql`select * from private.expire_holds()`,
    () => seller.owner.db.rpc('extend_hold', { p_order: order.id, p_seconds: 60 }),
    () => seller.owner.db.rpc('refund_order', { p_order: order.id }),
    () => seller.owner.db.rpc('save_shipment', { p_cart: order.cartId, p_shipment: null, p_status: 'packed' }),
    () => world.sql`select * from private.buyer_change(${order.cartId}, ${order.id}, null, 0)`.catch((error: unknown) => ({ error })),
  ]);
  const answers = (await Promise.all(all.map((work) => work()))) as { error?: { code?: string } | null }[];
  expect(answers.map((answer) => answer?.error?.code).filter((code) => code && code !== 'P0001')).toEqual([]);
  const cart = await world.sql`select distinct cart_id from public.orders where id in ${world.sql(orders.map((order) => order.id))}`;
  expect(cart).toEqual([{ cart_id: keep!.cartId }]);
});

test('after all of this stock, orders and ledger agree', async () => {
  expect(await stockProblems(world, seller.id)).toEqual([]);
});
