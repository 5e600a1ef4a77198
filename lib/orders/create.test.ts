import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimOf, openChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { orderCounters, stockOf, stockProblems } from '#lib/testing/stock.ts';
import { openWorld, silentAnnouncer, type World } from '#lib/testing/world.ts';
import { createOrder } from './create.ts';
import { orderDecider } from './decide.ts';
import { getOrder } from './list.ts';
import { CreateOrder } from './schema.ts';

let world: World;
let seller: TestSeller;

beforeAll(async () => {
  world = openWorld(undefined, 8);
  seller = await makeSeller(world);
});
afterAll(() => world.close());

function order(input: Partial<CreateOrder> & { product_id: string }, idempotencyKey: string | null = null, of: TestSeller = seller) {
  const parsed = CreateOrder.parse({ buyer: `buyer-${unique()}`, streamer: of.handle, ...input });
  return createOrder({ decideOrder: orderDecider(world.sql), announcer: silentAnnouncer }, of, parsed, { actor: of.owner.userId, idempotencyKey });
}

describe('an order by hand', () => {
  test('is held like one by comment, and answered in the currency\'s major unit', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 3 });
    const made = await order({ product_id: product.key, quantity: 2 });
    expect(made).toMatchObject({ status: 'pending', total_price: 39.8, currency: 'USD', variant: 'One size' });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 2 });
    const [row] = await world.sql<{ id: string }[]>`select id from public.orders where streamer_id = ${seller.id} and order_no = ${made.order_id}`;
    const { ledger } = await getOrder(seller.owner.db, seller, row!.id);
    expect(ledger).toMatchObject([{ entry: 'claim', outcome: 'held', resolved_by: 'manual', actor: seller.owner.userId, rank: 1 }]);
  });

  test('names the product by key, id or code in any case', async () => {
    const product = await makeProduct(seller, { code: `Ab${unique()}` });
    for (const product_id of [product.key, product.id, product.id.toUpperCase(), product.code.toLowerCase(), product.code.toUpperCase()]) {
      await expect(order({ product_id })).resolves.toMatchObject({ status: 'pending' });
    }
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 5 });
  });

  test('takes the first variant that has enough, or the one that was named', async () => {
    const product = await makeProduct(seller, { code: unique(), variants: ['S', 'M', 'L'].map((name, i) => ({ name, options: {}, stock: i + 1 })) });
    await expect(order({ product_id: product.key, quantity: 2 })).resolves.toMatchObject({ variant: 'M' });
    await expect(order({ product_id: product.key, variant_id: product.variants[2]!.id })).resolves.toMatchObject({ variant: 'L' });
    await expect(order({ product_id: product.key, variant_id: crypto.randomUUID() })).rejects.toMatchObject({ code: 'invalid', issues: [{ path: 'variant_id' }] });
  });

  test('too late: sold out, with the place in line', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 1 });
    await order({ product_id: product.key });
    for (const place of [1, 2]) {
      await expect(order({ product_id: product.key })).rejects.toMatchObject({ code: 'sold_out', details: { waitlist_place: place } });
    }
  });

  test.each([
    ['an unknown product', () => Promise.resolve('nothing-like-it')],
    ['another seller\'s product', async () => (await makeProduct(await makeSeller(world), { code: unique() })).key],
    ['an archived product', async () => {
      const product = await makeProduct(seller, { code: unique() });
      await seller.owner.db.rpc('archive_product', { p_product: product.id, p_archived: true });
      return product.key;
    }],
  ])('of %s is invalid', async (_, product) => {
    await expect(order({ product_id: await product() })).rejects.toMatchObject({ code: 'invalid', issues: [{ path: 'product_id' }] });
  });

  test('of a banned buyer is refused', async () => {
    const product = await makeProduct(seller, { code: unique() });
    const buyer = unique();
    await order({ product_id: product.key, buyer });
    await world.sql`update public.buyers set status = 'banned' where streamer_id = ${seller.id} and name = ${buyer}`;
    await expect(order({ product_id: product.key, buyer })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 1, waiting: 0 });
  });
});

describe('the idempotency key', () => {
  test('makes one order of twenty requests at once, and the same answer for each', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 50 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => order({ product_id: product.key, buyer: 'ann' }, `key-${product.id}`)));
    expect(new Set(answers.map((answer) => answer.order_id)).size).toBe(1);
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 1 });
  });

  test('gives the same place in line again', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 0 });
    const key = `key-${product.id}`;
    for (let i = 0; i < 2; i++) {
      await expect(order({ product_id: product.key }, key)).rejects.toMatchObject({ code: 'sold_out', details: { waitlist_place: 1 } });
    }
    expect(await stockOf(world, product.variant.id)).toMatchObject({ waiting: 1 });
  });

  test('is each seller\'s own', async () => {
    const other = await makeSeller(world);
    const [here, there] = [await makeProduct(seller, { code: unique() }), await makeProduct(other, { code: unique() })];
    await order({ product_id: here.key }, 'the same');
    await order({ product_id: there.key }, 'the same', other);
    expect(await stockOf(world, there.variant.id)).toMatchObject({ held: 1 });
  });

  test('answers with the order when the place in line has become one', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 0 });
    await expect(order({ product_id: product.key }, `key-${product.id}`)).rejects.toMatchObject({ code: 'sold_out' });
    await world.sql`update public.variants set stock = 1 where id = ${product.variant.id}`;
    await world.sql`select private.promote(${seller.id}, ${product.variant.id})`;
    await expect(order({ product_id: product.key }, `key-${product.id}`)).resolves.toMatchObject({ status: 'pending' });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 1, waiting: 0 });
  });
});

test('numbers run without a gap when many order at once, by hand and by comment', async () => {
  const busy = await makeSeller(world);
  const chat = await openChat(world, busy);
  const product = await makeProduct(busy, { stock: 60 });
  const byHand = Array.from({ length: 40 }, () => order({ product_id: product.key }, null, busy));
  const byComment = Array.from({ length: 20 }, (_, i) => chat.say(claimOf(product, `viewer-${i}`)));
  const soldOut = Array.from({ length: 5 }, () => order({ product_id: product.key, quantity: 99 }, null, busy).catch(() => null));
  await Promise.all([...byHand, ...byComment, ...soldOut]);
  expect(await orderCounters(world, busy.id)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  expect(await stockProblems(world, busy.id)).toEqual([]);
});

test('after all of this stock, orders and ledger agree', async () => {
  expect(await stockProblems(world, seller.id)).toEqual([]);
});

describe('orders that come at once', () => {
  const asked = (product_id: string, buyer: string, quantity = 1) => ({ input: CreateOrder.parse({ product_id, buyer, quantity, streamer: seller.handle }), actor: null, idempotencyKey: null });

  test('are decided in the order they came, exactly as many as there are units', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 10 });
    const decide = orderDecider(world.sql);
    const decided = await Promise.all(Array.from({ length: 120 }, (_, n) => decide(seller.id, asked(product.key, `storm-${n}-${product.code}`))));
    expect(decided.map(({ outcome }) => outcome)).toEqual([...Array.from({ length: 10 }, () => 'held'), ...Array.from({ length: 110 }, () => 'waitlisted')]);
    expect(decided.slice(10).map(({ place }) => place)).toEqual(Array.from({ length: 110 }, (_, n) => n + 1));
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 10, waiting: 110 });
  });

  test('do not fail for one another', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 5 });
    const decide = orderDecider(world.sql);
    // Nothing lets a quantity like this through to here but a mistake of ours; the database refuses it, and only it.
    const wrong = { ...asked(product.key, 'broken'), input: { ...asked(product.key, 'broken').input, quantity: 0 } };
    const results = await Promise.allSettled([asked(product.key, 'first'), asked(product.key, 'ann'), wrong, asked(product.key, 'bob'), asked('nothing-like-it', 'cem')].map((request) => decide(seller.id, request)));
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value.outcome : 'failed'))).toEqual(['held', 'held', 'failed', 'held', 'unknown_product']);
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 3 });
  });
});
