import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppError } from '#lib/core/errors.ts';
import type { PaymentProvider } from '#lib/ports.ts';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeMember, makeProduct, makeSeller, unique, type TestPerson, type TestSeller } from '#lib/testing/seller.ts';
import { stockOf, stockProblems } from '#lib/testing/stock.ts';
import { openWorld, silentAnnouncer, type World } from '#lib/testing/world.ts';
import { changeOrder } from './change.ts';
import { countOrders } from './count.ts';
import { createOrder } from './create.ts';
import { orderDecider } from './decide.ts';
import { payLink } from './link.ts';
import { getOrder, listOrders } from './list.ts';
import { refundOrder } from './refund.ts';
import { CreateOrder, OrderStage } from './schema.ts';

let world: World;
let seller: TestSeller;
let chat: TestChat;
let people: Record<'moderator' | 'packer' | 'stranger', TestPerson>;

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  chat = await openChat(world, seller);
  people = { moderator: await makeMember(world, seller, 'moderator'), packer: await makeMember(world, seller, 'packer'), stranger: (await makeSeller(world)).owner };
});
afterAll(() => world.close());

/** A provider whose checkouts end as told. */
const provider = (ends: 'closed' | 'complete'): PaymentProvider => ({
  name: 'sandbox', isTest: true, closeCheckout: () => Promise.resolve(ends), check: () => Promise.resolve(),
  openCheckout: () => Promise.reject(new Error('not here')), refund: () => Promise.reject(new Error('not here')), readEvent: () => null,
});

async function held({ stock = 5, quantity = 1, variants }: { stock?: number; quantity?: number; variants?: { name: string; options: Record<string, string>; stock: number }[] } = {}) {
  const product = await makeProduct(seller, { code: unique(), stock, ...(variants && { variants }) });
  const [message] = await chat.say(claimOf(product, `buyer-${unique()}`, quantity));
  return { product, id: await chat.orderOf(message!) };
}

async function begin(id: string): Promise<string> {
  const { order } = await getOrder(seller.owner.db, seller, id);
  const lines = [{ orderId: id, quantity: order.quantity, amountMinor: order.total_minor }];
  const [row] = await world.sql<{ id: string }[]>`
    select (o.payment).id from private.open_payment(${order.cart_id}, 'sandbox', ${order.total_minor}, 'USD', '{}', ${world.sql.json(lines)}, null, now() + interval '15 minutes') o`;
  await world.sql`select private.keep_session(${row!.id}, ${`cs-${unique()}`}, 'https://example.com', now() + interval '15 minutes')`;
  return row!.id;
}

async function paid(options: Parameters<typeof held>[0] = {}) {
  const it = await held(options);
  const payment = await begin(it.id);
  await world.sql`select * from private.take_event('sandbox', ${unique()}, 'completed', ${payment}, now(), null, ${world.sql.json({ intent: `pi-${payment}` })})`;
  return { ...it, payment };
}

const change = (id: string, input: Parameters<typeof changeOrder>[4], ends: 'closed' | 'complete' = 'closed', db = seller.owner.db) =>
  changeOrder({ sql: world.sql, payments: provider(ends) }, db, seller, id, input);

describe('an unpaid order', () => {
  test('takes another quantity, and its hold ends when it did', async () => {
    const { product, id } = await held({ stock: 3 });
    const before = (await getOrder(seller.owner.db, seller, id)).order;
    await change(id, { quantity: 3 });
    const { order, ledger } = await getOrder(seller.owner.db, seller, id);
    expect(order).toMatchObject({ quantity: 3, total_minor: 5970, held_until: before.held_until });
    expect(ledger.at(-1)).toMatchObject({ entry: 'change', outcome: 'changed', actor: seller.owner.userId });
    await expect(change(id, { quantity: 4 })).rejects.toMatchObject({ code: 'conflict', message: 'Fewer units than that are free.' });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 3 });
  });

  test('takes another variant, and what it held goes to the next in line', async () => {
    const { product, id } = await held({ variants: [{ name: 'S', options: {}, stock: 1 }, { name: 'M', options: {}, stock: 1 }] });
    const [waiting] = await chat.say(claimOf(product, `buyer-${unique()}`));
    await change(id, { variantId: product.variants[1]!.id });
    expect((await getOrder(seller.owner.db, seller, id)).order).toMatchObject({ variant_name: 'M', quantity: 1 });
    expect((await getOrder(seller.owner.db, seller, await chat.orderOf(waiting!))).order).toMatchObject({ variant_name: 'S', status: 'pending' });
  });

  test('whose checkout is open is changed once that has ended, and stays while the buyer pays', async () => {
    const { id } = await held();
    const payment = await begin(id);
    await expect(change(id, { quantity: 2 }, 'complete')).rejects.toMatchObject({ code: 'conflict', message: 'The buyer is paying for it right now. It stays as it is.' });
    await change(id, { quantity: 2 }, 'closed');
    const [row] = await world.sql<{ status: string }[]>`select status from public.payments where id = ${payment}`;
    expect([row?.status, (await getOrder(seller.owner.db, seller, id)).order.quantity]).toEqual(['expired', 2]);
  });

  test('is the desk’s to change and to send the link of, not a packer’s or a stranger’s', async () => {
    const { id } = await held();
    await begin(id);
    for (const [who, code] of [['packer', 'forbidden'], ['stranger', 'not_found']] as const) {
      await expect(change(id, { quantity: 2 }, 'closed', people[who].db)).rejects.toMatchObject({ code });
      await expect(payLink(people[who].db, seller, id)).rejects.toMatchObject({ code });
    }
    const [open] = await world.sql`select status from public.payments p join public.payment_lines l on l.payment_id = p.id where l.order_id = ${id}`;
    expect(open).toEqual({ status: 'open' });
    expect(await payLink(people.moderator.db, seller, id)).toEqual({ path: expect.stringMatching(/^\/pay\/[\w-]{20,}$/) as string });
  });
});

describe('a refund', () => {
  test('of a part waits for the provider, then the order says what came back', async () => {
    const { id, product } = await paid({ quantity: 3 });
    const { refundId } = await refundOrder(people.moderator.db, seller, id, { amountMinor: 1990, units: 1, restock: true });
    expect((await getOrder(seller.owner.db, seller, id)).order).toMatchObject({ status: 'paid', refunded_minor: 0, refunds_open: 1, payment_provider: 'sandbox' });
    await world.sql`select * from private.answer_refund(${refundId}, 're_1', null)`;
    expect((await getOrder(seller.owner.db, seller, id)).order).toMatchObject({ status: 'paid', refunded_minor: 1990, returned_units: 1, refunds_open: 0 });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ sold: 2, stock: 5 });
    await expect(refundOrder(seller.owner.db, seller, id, { amountMinor: 9999, restock: true })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('of all ends the order; written off, the units are gone', async () => {
    const { id, product } = await paid({ quantity: 2 });
    const { refundId } = await refundOrder(seller.owner.db, seller, id, { restock: false });
    await world.sql`select * from private.answer_refund(${refundId}, 're_2', null)`;
    expect((await getOrder(seller.owner.db, seller, id)).order).toMatchObject({ status: 'refunded', returned_units: 2 });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ sold: 0, stock: 3 });
  });

  test('that the provider refuses is told with its words', async () => {
    const { id } = await paid();
    const { refundId } = await refundOrder(seller.owner.db, seller, id, { restock: true });
    await world.sql`select * from private.answer_refund(${refundId}, null, 'The card is closed.')`;
    expect((await getOrder(seller.owner.db, seller, id)).order).toMatchObject({ status: 'paid', refunded_minor: 0, refund_problem: 'The card is closed.' });
  });

  test('is the desk’s, not a packer’s or a stranger’s', async () => {
    const { id } = await paid();
    await expect(refundOrder(people.packer.db, seller, id, { restock: true })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(refundOrder(people.stranger.db, seller, id, { restock: true })).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('each stage lists as many as it counts', async () => {
  const counts = await countOrders(seller.owner.db, seller, chat.showId);
  expect([counts.held > 0, counts.to_pack > 0, counts.refunded > 0]).toEqual([true, true, true]);
  for (const stage of OrderStage.options) {
    const { items } = await listOrders(people.packer.db, seller, { stage, show: chat.showId }, { limit: 200 });
    expect([stage, items.length]).toEqual([stage, counts[stage]]);
  }
});

describe('an order over the API that is not granted says why', () => {
  test.each([
    ['over_limit', 'conflict', /as many as/, async (buyer: string) => {
      await world.sql`update public.streamers set buyer_limit = 1 where id = ${seller.id}`;
      await order(buyer);
    }],
    ['buyer_restricted', 'forbidden', /seller decides/, async (buyer: string) => {
      await order(buyer);
      await world.sql`update public.buyers set status = 'restricted' where streamer_id = ${seller.id} and name = ${buyer}`;
    }],
    ['unpaid_before', 'forbidden', /unpaid/, async (buyer: string) => {
      await order(buyer);
      await world.sql`update public.orders o set status = 'expired' from public.buyers b where b.id = o.buyer_id and b.streamer_id = ${seller.id} and b.name = ${buyer}`;
      await world.sql`update public.streamers set unpaid_limit = 1 where id = ${seller.id}`;
    }],
    ['buyer_banned', 'forbidden', /banned/, async (buyer: string) => {
      await order(buyer);
      await world.sql`update public.buyers set status = 'banned' where streamer_id = ${seller.id} and name = ${buyer}`;
    }],
  ] as const)('%s is %s', async (reason, code, message, prepare) => {
    const before = await stockProblems(world, seller.id);
    expect(before).toEqual([]);
    const buyer = `buyer-${unique()}`;
    await prepare(buyer);
    await expect(order(buyer)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string, details: { reason } });
    // A person's own word goes over limits and restrictions, not over a ban.
    const byHand = await order(buyer, seller.owner.userId).then(() => 'held', (error: AppError) => error.code);
    expect(byHand).toBe(reason === 'buyer_banned' ? 'forbidden' : 'held');
    await world.sql`update public.streamers set buyer_limit = null, unpaid_limit = null where id = ${seller.id}`;
    // The orders that were let run out by hand kept their units: give them back for what comes after.
    await world.sql`update public.orders set status = 'pending' where streamer_id = ${seller.id} and status = 'expired' and id in (select order_id from public.holds where status = 'active')`;
  });
});

let shelf: Awaited<ReturnType<typeof makeProduct>> | undefined;
async function order(buyer: string, actor: string | null = null) {
  shelf ??= await makeProduct(seller, { code: unique(), stock: 50 });
  return createOrder({ decideOrder: orderDecider(world.sql), announcer: silentAnnouncer }, seller, CreateOrder.parse({ product_id: shelf.key, buyer, streamer: seller.handle }), { actor, idempotencyKey: null });
}
