import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { stockOf, stockProblems } from '#lib/testing/stock.ts';
import { openWorld, type World } from '#lib/testing/world.ts';

let world: World;
let seller: TestSeller;
let chat: TestChat;

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  chat = await openChat(world, seller);
});
afterAll(() => world.close());

type Fact = 'opened' | 'completed' | 'processing' | 'expired' | 'succeeded' | 'failed' | 'refunded';

/** A buyer with `quantity` units held, and a payment begun for them. */
async function begun({ stock = 5, quantity = 1 } = {}) {
  const product = await makeProduct(seller, { code: unique(), stock });
  await chat.say(claimOf(product, `buyer-${unique()}`, quantity));
  const [order] = await world.sql<{ id: string; cart_id: string; total_minor: number; buyer_id: string; show_id: string }[]>`select * from public.orders where product_id = ${product.id}`;
  if (!order) throw new Error('the claim was not granted');
  const payment = await pay(order, quantity);
  return { product, order, payment };
}

async function pay(order: { id: string; cart_id: string; total_minor: number }, quantity: number): Promise<string> {
  const lines = [{ orderId: order.id, quantity, amountMinor: order.total_minor }];
  const [row] = await world.sql<{ id: string }[]>`
    select (o.payment).id from private.open_payment(${order.cart_id}, 'sandbox', ${order.total_minor}, 'USD', '{}', ${world.sql.json(lines)}, null, now() + interval '15 minutes') o where o.outcome = 'open'`;
  if (!row) throw new Error('no payment was opened');
  return row.id;
}

const take = (payment: string, kind: Fact, more: { id?: string; amount?: number } = {}) =>
  world.sql`select * from private.take_event('sandbox', ${more.id ?? `evt-${unique()}`}, ${kind}, ${payment}, now(), ${more.amount ?? null}, ${world.sql.json({ intent: `pi-${payment}` })})`;

async function stateOf({ order, payment, product }: Awaited<ReturnType<typeof begun>>) {
  const [row] = await world.sql`
    select o.status, o.paid_minor, o.refunded_minor, o.returned_units, h.status as hold, p.status as payment, p.refunded_minor as given_back,
      (select count(*) from public.refunds r where r.payment_id = p.id) as refunds,
      (select string_agg(c.entry || ':' || c.outcome, ',' order by c.entry, c.outcome) from public.claims c where c.order_id = o.id) as ledger,
      (select string_agg(x.topic, ',' order by x.topic) from public.outbox x where x.payment_id = p.id) as told
    from public.orders o join public.holds h on h.order_id = o.id join public.payments p on p.id = ${payment} where o.id = ${order.id}`;
  return { ...row, stock: await stockOf(world, product.variant.id) };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, n) => permutations([...items.slice(0, n), ...items.slice(n + 1)]).map((rest) => [item, ...rest]));
}

describe('a payment is settled', () => {
  test('by one event: the order is paid, its units are sold, the ledger and the outbox say so', async () => {
    const it = await begun({ quantity: 2 });
    await take(it.payment, 'completed');
    expect(await stateOf(it)).toMatchObject({ status: 'paid', hold: 'paid', payment: 'paid', paid_minor: 3980, refunds: 0, ledger: 'claim:held,payment:paid', told: 'payment.received', stock: { stock: 5, held: 0, sold: 2 } });
  });

  test('once, however often the event comes and by however many at once', async () => {
    const it = await begun();
    await Promise.all(Array.from({ length: 8 }, () => take(it.payment, 'completed', { id: `same-${it.payment}` })));
    await take(it.payment, 'succeeded');
    expect(await stateOf(it)).toMatchObject({ status: 'paid', ledger: 'claim:held,payment:paid', told: 'payment.received', stock: { held: 0, sold: 1 } });
  });

  // What Stripe may send about one checkout: paid by card; and by a bank that answers later, yes and no.
  const stories: Fact[][] = [
    ['opened', 'completed', 'expired', 'refunded'],
    ['opened', 'processing', 'succeeded', 'failed', 'expired', 'refunded'],
    ['opened', 'processing', 'failed', 'expired'],
    ['opened', 'processing', 'succeeded', 'expired'],
  ];
  test.each(stories.map((story) => [story.join(', '), story] as const))('to the same end in every order of %s, each of them doubled', async (_, story) => {
    const ends = new Map<string, string[]>();
    for (const order of permutations(story)) {
      const it = await begun();
      // Each a second time, at once or at the end: Stripe repeats what it is not sure of.
      const twice = order.flatMap((kind, n) => (n % 2 === 0 ? [kind, kind] : [kind]));
      for (const kind of [...twice, ...order]) await take(it.payment, kind, { id: `${kind}-${it.payment}`, ...(kind === 'refunded' ? { amount: it.order.total_minor } : {}) });
      const end = JSON.stringify(await stateOf(it));
      ends.set(end, [...(ends.get(end) ?? []), order.join(' ')]);
    }
    // Which orders led to which end, should there be two.
    expect([...ends].slice(1).map(([end, orders]) => ({ end, orders }))).toEqual([]);
    expect(await stockProblems(world, seller.id)).toEqual([]);
  }, 120_000);
});

const expire = async (order: string) => {
  await world.sql`update public.holds set expires_at = now() - interval '1 second' where order_id = ${order}`;
  await world.sql`select * from private.expire_holds()`;
};

describe('a payment that comes after the hold has ended', () => {
  test('takes the units that are still free', async () => {
    const it = await begun();
    await expire(it.order.id);
    expect(await stateOf(it)).toMatchObject({ status: 'expired', told: 'checkout.close', stock: { held: 0 } });
    await take(it.payment, 'completed');
    expect(await stateOf(it)).toMatchObject({ status: 'paid', hold: 'paid', refunds: 0, stock: { held: 0, sold: 1 } });
  });

  test('is given back when they are gone, and both are told', async () => {
    const it = await begun({ stock: 1 });
    await chat.say(claimOf(it.product, `next-${unique()}`));
    await expire(it.order.id);
    await take(it.payment, 'completed');
    expect(await stateOf(it)).toMatchObject({ status: 'expired', payment: 'paid', refunds: 1, told: 'checkout.close,payment.too_late,refund.requested', stock: { held: 1, sold: 0 } });
    const [refund] = await world.sql`select amount_minor, reason, status from public.refunds where payment_id = ${it.payment}`;
    expect(refund).toEqual({ amount_minor: it.order.total_minor, reason: 'paid_too_late', status: 'requested' });
  });

  test('of a cancelled order is given back, though its units are free', async () => {
    const it = await begun();
    await world.sql`select * from private.end_order(${it.order.id}, 'cancelled', 'buyer_said_so', null, null)`;
    await take(it.payment, 'completed');
    expect(await stateOf(it)).toMatchObject({ status: 'cancelled', refunds: 1, stock: { held: 0, sold: 0 } });
  });

  test('keeps the hold while the bank decides', async () => {
    const it = await begun();
    await take(it.payment, 'processing');
    await expire(it.order.id);
    expect(await stateOf(it)).toMatchObject({ status: 'pending', payment: 'processing', stock: { held: 1 } });
    await take(it.payment, 'failed');
    await expire(it.order.id);
    expect(await stateOf(it)).toMatchObject({ status: 'expired', payment: 'failed', stock: { held: 0 } });
  });
});

describe('a refund', () => {
  const answer = async (payment: string, problem: string | null = null) => {
    const [refund] = await world.sql<{ id: string }[]>`select id from public.refunds where payment_id = ${payment} order by created_at desc limit 1`;
    await world.sql`select * from private.answer_refund(${refund?.id ?? null}, 're_1', ${problem})`;
    return refund?.id;
  };
  const refund = (order: string, args: { p_amount?: number; p_units?: number; p_restock?: boolean } = {}) => seller.owner.db.rpc('refund_order', { p_order: order, ...args });

  test('puts the units back on sale, the next in line first', async () => {
    const it = await begun({ stock: 1 });
    await take(it.payment, 'completed');
    await chat.say(claimOf(it.product, `waits-${unique()}`));
    expect((await refund(it.order.id)).error).toBeNull();
    expect(await stateOf(it)).toMatchObject({ status: 'paid', stock: { sold: 1 } });
    await answer(it.payment);
    await answer(it.payment);
    expect(await stateOf(it)).toMatchObject({ status: 'refunded', refunded_minor: 1990, returned_units: 1, stock: { stock: 1, held: 1, sold: 0, waiting: 0 } });
  });

  test('writes units off where the seller says so', async () => {
    const it = await begun({ quantity: 2 });
    await take(it.payment, 'completed');
    await refund(it.order.id, { p_restock: false });
    await answer(it.payment);
    expect(await stateOf(it)).toMatchObject({ status: 'refunded', stock: { stock: 3, held: 0, sold: 0 } });
  });

  test('of a part leaves the order paid, and no more can be given back than was paid', async () => {
    const it = await begun({ quantity: 2 });
    await take(it.payment, 'completed');
    await refund(it.order.id, { p_amount: 1990, p_units: 1 });
    await answer(it.payment);
    expect(await stateOf(it)).toMatchObject({ status: 'paid', refunded_minor: 1990, returned_units: 1, stock: { sold: 1 } });
    expect((await refund(it.order.id, { p_amount: 1991 })).error).toMatchObject({ code: 'P0001', message: 'too_much' });
    await refund(it.order.id);
    await answer(it.payment);
    expect(await stateOf(it)).toMatchObject({ status: 'refunded', refunded_minor: 3980, stock: { sold: 0 } });
    expect((await refund(it.order.id)).error).toMatchObject({ message: 'nothing_to_refund' });
  });

  test('that the provider refuses changes nothing and says why', async () => {
    const it = await begun();
    await take(it.payment, 'completed');
    await refund(it.order.id);
    await answer(it.payment, 'The card is closed.');
    expect(await stateOf(it)).toMatchObject({ status: 'paid', refunded_minor: 0, stock: { sold: 1 } });
    const [row] = await world.sql`select refund_problem, refunds_open from public.order_feed where id = ${it.order.id}`;
    expect(row).toEqual({ refund_problem: 'The card is closed.', refunds_open: 0 });
  });

  test('that the provider tells of before our own call has returned counts once', async () => {
    const it = await begun();
    await take(it.payment, 'completed');
    await refund(it.order.id);
    await take(it.payment, 'refunded', { amount: 1990 });
    await answer(it.payment);
    expect(await stateOf(it)).toMatchObject({ status: 'refunded', refunds: 1, refunded_minor: 1990 });
  });

  test('is the owner\'s or a moderator\'s, not a stranger\'s', async () => {
    const it = await begun();
    await take(it.payment, 'completed');
    const stranger = await makeSeller(world);
    expect((await stranger.owner.db.rpc('refund_order', { p_order: it.order.id })).error).toMatchObject({ code: '42501' });
  });
});

test('after all of this stock, orders and ledger agree', async () => {
  expect(await stockProblems(world, seller.id)).toEqual([]);
});
