import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireHolds } from '#lib/claims/expire.ts';
import { record } from '#lib/comments/record.ts';
import { openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { orderCounters, stockOf, stockProblems } from '#lib/testing/stock.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { cancelOrder } from './decide.ts';
import { ledgerWords } from './schema.ts';

let world: World;
let seller: TestSeller;
let chat: TestChat;

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  chat = await openChat(world, seller);
});
afterAll(() => world.close());

/** A new product, and what viewers say about it. */
async function onSale(stock: number, of: TestSeller = seller) {
  const product = await makeProduct(of, { code: unique(), stock });
  const variantId = product.variant.id;
  return {
    product,
    variantId,
    claim: (client: string, quantity = 1) => ({ client, quantity, claims: { productId: product.id, variantId } }),
  };
}

/** The ledger of these messages: outcome and reason in words, oldest first. */
async function ledgerOf(...messages: number[]): Promise<string[]> {
  const rows = await world.sql<{ line: string }[]>`
    select entry || ' ' || outcome || ' ' || reason as line from public.claims where chat_message_id = any (${messages}) order by id`;
  return rows.map((row) => row.line);
}

async function orderOf(message: number) {
  const [row] = await world.sql<{ id: string; order_no: string; status: string; quantity: number; total_minor: number; held_s: number; cart_id: string }[]>`
    select o.id, o.order_no, o.status, o.quantity, o.total_minor, o.cart_id,
      extract(epoch from h.expires_at - h.created_at)::int as held_s
    from public.chat_message_order_mapping m join public.orders o on o.id = m.order_id join public.holds h on h.order_id = o.id
    where m.chat_message_id = ${message}`;
  if (!row) throw new Error(`message ${message} has no order`);
  return row;
}

async function line(variantId: string): Promise<string[]> {
  const rows = await world.sql<{ line: string }[]>`
    select place || ' ' || buyer_name as line from public.waitlist_feed where variant_id = ${variantId} and status = 'waiting' order by place`;
  return rows.map((row) => row.line);
}

describe('holding', () => {
  test('a claim takes units out of sale for the time of the show, with an order, a cart, an outbox row and a ledger row', async () => {
    const { claim, variantId } = await onSale(5);
    const [message] = await chat.say(claim('ann', 2));
    const order = await orderOf(message!);
    expect(order).toMatchObject({ status: 'pending', quantity: 2, total_minor: 3980, held_s: 900 });
    expect(order.order_no).toMatch(/^ORD-\d{8}-\d{5}$/);
    expect(await stockOf(world, variantId)).toEqual({ stock: 5, held: 2, sold: 0, waiting: 0 });
    expect(await ledgerOf(message!)).toEqual(['claim held in_stock']);
    expect(await world.sql`select topic from public.outbox where order_id = ${order.id}`).toMatchObject([{ topic: 'order.held' }]);
  });

  test('several claims of one buyer in a show lie in one cart', async () => {
    const { claim } = await onSale(5);
    const [first, second] = await chat.say(claim('bea'), claim('bea'));
    expect((await orderOf(first!)).cart_id).toBe((await orderOf(second!)).cart_id);
  });

  test('a variant with a price of its own is sold at that price', async () => {
    const product = await makeProduct(seller, { code: unique(), variants: [{ name: 'Gold', options: {}, stock: 1, priceMinor: 5000 }] });
    const [message] = await chat.say({ client: 'gil', claims: { productId: product.id, variantId: product.variant.id } });
    expect((await orderOf(message!)).total_minor).toBe(5000);
  });

  test('the ledger says when the platform and we heard it, and the rank', async () => {
    const { claim } = await onSale(1);
    const rows = chat.rows([{ ...claim('ann') }, { ...claim('bob') }]);
    rows[0]!.said_at = '2026-01-02T03:04:05.000Z';
    const [message] = (await record(world.sql, rows)).map((row) => row.id!);
    await chat.settle();
    const [row] = await world.sql`select said_at, received_at, rank, intent, source from public.claims where chat_message_id = ${message!}`;
    expect(row).toEqual({ said_at: '2026-01-02T03:04:05.000Z', received_at: rows[0]!.received_at, rank: 1, intent: 'buy', source: 'tiktok_live' });
  });

  test('the last unit goes to the earliest, in whatever order the comments were written', async () => {
    const { claim, variantId } = await onSale(1);
    const rows = chat.rows(['first', 'second', 'third'].map((client) => claim(client)));
    await record(world.sql, rows.toReversed().map((row, n) => ({ ...row, n })));
    await chat.settle();
    const held = await world.sql`select buyer_name from public.order_feed where variant_id = ${variantId}`;
    expect(held).toMatchObject([{ buyer_name: 'first' }]);
    expect(await line(variantId)).toEqual(['1 second', '2 third']);
  });

  test('two sellers in one batch do not touch each other, though viewers have the same names', async () => {
    const other = await makeSeller(world);
    const there = await openChat(world, other);
    const [mine, theirs] = [await onSale(1), await onSale(1, other)];
    const rows = [...chat.rows([mine.claim('zoe')]), ...there.rows([theirs.claim('zoe')])].map((row, n) => ({ ...row, n }));
    await record(world.sql, rows);
    await there.settle();
    expect([await stockOf(world, mine.variantId), await stockOf(world, theirs.variantId)]).toMatchObject([{ held: 1 }, { held: 1 }]);
    expect(await orderCounters(world, other.id)).toEqual([1]);
    const buyers = await world.sql`select distinct streamer_id from public.buyer_handles where handle = 'zoe'`;
    expect(buyers).toHaveLength(2);
    expect(await stockProblems(world, other.id)).toEqual([]);
  });
});

describe('the waitlist', () => {
  test('who comes too late waits in order, and is told the place', async () => {
    const { claim, variantId } = await onSale(1);
    const [, second] = await chat.say(claim('ann'), claim('bob'), claim('cem', 3), claim('bob'));
    expect(await ledgerOf(second!)).toEqual(['claim waitlisted not_enough_free']);
    expect(await line(variantId)).toEqual(['1 bob', '2 cem', '3 bob']);
  });

  test('a cancelled order goes to the next in line with a fresh hold, and who wants more than is free is passed over', async () => {
    const { claim, variantId } = await onSale(1);
    const [winner, wantsTwo, next] = await chat.say(claim('ann'), claim('bob', 2), claim('cem'), claim('dora'));
    await world.sql`update public.holds set created_at = now() - interval '10 minutes', expires_at = now() + interval '5 minutes'
      where order_id = ${(await orderOf(winner!)).id}`;
    await cancelOrder(seller.owner.db, (await orderOf(winner!)).id);
    expect(await orderOf(next!)).toMatchObject({ status: 'pending', held_s: 900 });
    expect(await line(variantId)).toEqual(['1 bob', '2 dora']);
    expect(await ledgerOf(winner!, wantsTwo!, next!)).toEqual([
      'claim held in_stock', 'claim waitlisted not_enough_free', 'claim waitlisted not_enough_free',
      'cancellation cancelled seller_said_so', 'promotion held unit_released',
    ]);
  });

  test('two units that come free together serve the one who was passed over first', async () => {
    const { claim, variantId } = await onSale(2);
    const [winner] = await chat.say(claim('ann', 2), claim('bob', 2), claim('cem'));
    await cancelOrder(seller.owner.db, (await orderOf(winner!)).id);
    expect(await line(variantId)).toEqual(['1 cem']);
  });

  test('an expired hold goes to the next in line, once however often it is expired', async () => {
    const { claim, variantId } = await onSale(1);
    const [winner, next, third] = await chat.say(claim('ann'), claim('bob'), claim('cem'));
    await chat.expire((await orderOf(winner!)).id);
    await expireHolds(world.sql);
    expect((await orderOf(winner!)).status).toBe('expired');
    expect((await orderOf(next!)).status).toBe('pending');
    expect(await line(variantId)).toEqual(['1 cem']);
    expect(await ledgerOf(winner!)).toEqual(['claim held in_stock', 'expiry expired hold_ended']);
    await chat.expire((await orderOf(next!)).id);
    expect((await orderOf(third!)).status).toBe('pending');
  });

  test('a banned buyer keeps no claim to a unit that comes free', async () => {
    const { claim, variantId } = await onSale(1);
    const [winner, , third] = await chat.say(claim('ann'), claim('mallory-waits'), claim('cem'));
    await world.sql`update public.buyers set status = 'banned' where streamer_id = ${seller.id} and name = 'mallory-waits'`;
    await chat.expire((await orderOf(winner!)).id);
    expect((await orderOf(third!)).status).toBe('pending');
    expect(await stockOf(world, variantId)).toMatchObject({ held: 1 });
  });
});

describe('cancelling by comment', () => {
  test('ends the newest order of the buyer and passes the unit on', async () => {
    const [one, two] = [await onSale(1), await onSale(1)];
    const client = unique();
    const [first] = await chat.say(one.claim(client));
    const [second] = await chat.say(two.claim(client));
    const [waits] = await chat.say(two.claim('next'));
    const [cancel] = await chat.say({ client, cancels: 'any' });
    expect((await orderOf(first!)).status).toBe('pending');
    expect((await orderOf(second!)).status).toBe('cancelled');
    expect((await orderOf(waits!)).status).toBe('pending');
    expect(await ledgerOf(cancel!)).toEqual(['cancellation cancelled buyer_said_so']);
  });

  test('ends what was named, also when it is not the newest', async () => {
    const [one, two] = [await onSale(1), await onSale(1)];
    const client = unique();
    const [first, second] = await chat.say(one.claim(client), two.claim(client));
    await chat.say({ client, cancels: { productId: one.product.id } });
    expect((await orderOf(first!)).status).toBe('cancelled');
    expect((await orderOf(second!)).status).toBe('pending');
  });

  test('gives up the newest place in line', async () => {
    const { claim, variantId } = await onSale(1);
    await chat.say(claim('holder'));
    await chat.say(claim('waiter'));
    await chat.say({ client: 'waiter', cancels: 'any' });
    expect(await line(variantId)).toEqual([]);
    expect(await stockOf(world, variantId)).toMatchObject({ held: 1, waiting: 0 });
  });

  test('the newest counts also when everything was decided in one go', async () => {
    const [soldOut, free] = [await onSale(0), await onSale(1)];
    const client = unique();
    const [, held] = await chat.say(soldOut.claim(client), free.claim(client), { client, cancels: 'any' });
    expect((await orderOf(held!)).status).toBe('cancelled');
    expect(await line(soldOut.variantId)).toEqual([`1 ${client}`]);
  });

  test('says so when there is nothing to cancel, and touches nobody else', async () => {
    const { claim, variantId } = await onSale(1);
    await chat.say(claim('somebody'));
    const [cancel] = await chat.say({ client: unique(), cancels: 'any' });
    expect(await ledgerOf(cancel!)).toEqual(['cancellation nothing nothing_to_cancel']);
    expect(await stockOf(world, variantId)).toMatchObject({ held: 1 });
  });

  test('is decided in its place among the claims', async () => {
    const { claim, variantId } = await onSale(1);
    const [, , third] = await chat.say(claim('quick'), { client: 'quick', cancels: 'any' }, claim('slow'));
    expect((await orderOf(third!)).status).toBe('pending');
    expect(await line(variantId)).toEqual([]);
  });
});

describe('one claim a message', () => {
  test('recorded twice and decided twice it is one order', async () => {
    const { claim, variantId } = await onSale(5);
    const rows = chat.rows([claim('ann'), claim('bob'), { client: 'cem' }]);
    const once = await record(world.sql, rows);
    const again = await record(world.sql, rows);
    await chat.settle();
    await chat.settle();
    const later = await record(world.sql, rows.map((row) => ({ ...row, arrival: String(BigInt(row.arrival) + 1_000_000n) })));
    await world.sql`select private.settle(${seller.id}, ${String(BigInt(rows[0]!.arrival) + 2_000_000n)}::bigint)`;
    expect(once.map((row) => row.fresh)).toEqual([true, true, true]);
    for (const repeated of [again, later]) expect(repeated).toEqual(once.map(({ id }) => ({ id, fresh: false })));
    expect(await stockOf(world, variantId)).toMatchObject({ held: 2 });
    expect(await world.sql`select 1 from private.requests where streamer_id = ${seller.id}`).toEqual([]);
  });

  test('the request that comes back after its claim was decided finds that claim', async () => {
    const { claim, variantId } = await onSale(5);
    const [message] = await chat.say(claim('ann'));
    await world.sql`insert into private.requests (chat_message_id, streamer_id, show_id, arrival, kind, product_id, variant_id, quantity)
      select chat_message_id, streamer_id, show_id, arrival, 'claim', product_id, variant_id, 1 from public.claims where chat_message_id = ${message!}`;
    await chat.settle();
    expect(await ledgerOf(message!)).toEqual(['claim held in_stock']);
    expect(await stockOf(world, variantId)).toMatchObject({ held: 1 });
  });

  test('the database itself refuses a second claim and a second grant', async () => {
    const { claim } = await onSale(5);
    const [message] = await chat.say(claim('ann'));
    const copyAs = (entry: string) => world.sql`
      insert into public.claims (streamer_id, show_id, chat_message_id, entry, outcome, reason, source, said_at, received_at, arrival)
      select streamer_id, show_id, chat_message_id, ${entry}, outcome, reason, source, said_at, received_at, arrival
      from public.claims where chat_message_id = ${message!}`;
    await expect(copyAs('claim')).rejects.toThrow('claims_one_per_message');
    await expect(copyAs('correction')).rejects.toThrow('claims_one_grant_per_message');
  });
});

describe('no order by itself', () => {
  test('a banned buyer is rejected, on this seller only', async () => {
    const { claim, variantId } = await onSale(5);
    const client = unique();
    await chat.say(claim(client));
    await world.sql`update public.buyers set status = 'banned' where streamer_id = ${seller.id} and name = ${client}`;
    const [message] = await chat.say(claim(client));
    expect(await ledgerOf(message!)).toEqual(['claim rejected buyer_banned']);
    expect(await stockOf(world, variantId)).toMatchObject({ held: 1, waiting: 0 });
    const other = await makeSeller(world);
    const there = await onSale(1, other);
    await (await openChat(world, other)).say(there.claim(client));
    expect(await stockOf(world, there.variantId)).toMatchObject({ held: 1 });
  });

  test.each(['no_product', 'unknown_code', 'which_product', 'which_variant', 'show_in_review', 'unsure'] as const)('%s goes to a person', async (unclear) => {
    const { product, claim, variantId } = await onSale(5);
    const said = unclear === 'which_variant' ? { ...claim('ann'), claims: { productId: product.id, variantId: null } } : { ...claim('ann'), unclear };
    const [message] = await chat.say(said);
    expect(await ledgerOf(message!)).toEqual([`claim review ${unclear}`]);
    expect(await stockOf(world, variantId)).toMatchObject({ held: 0, waiting: 0 });
    const [row] = await world.sql`select outcome, reason from public.comment_feed where id = ${message!}`;
    expect(row).toEqual({ outcome: 'review', reason: unclear });
  });

  test('every reason in the ledger has words for the screen', async () => {
    const reasons = await world.sql<{ reason: string }[]>`select distinct reason from public.claims where streamer_id = ${seller.id}`;
    expect(reasons.length).toBeGreaterThan(5);
    expect(Object.keys(ledgerWords)).toEqual(expect.arrayContaining(reasons.map((row) => row.reason)));
  });

  test('a request that can never be decided is parked, and the next ones are decided', async () => {
    const { claim, variantId } = await onSale(5);
    const [bad, good] = await chat.write([claim('ann'), claim('bob')]);
    await world.sql`update private.requests set quantity = 1000 where chat_message_id = ${bad!}`;
    await world.sql`update public.variants set stock = 5000 where id = ${variantId}`;
    await chat.settle();
    expect(await ledgerOf(bad!)).toEqual([]);
    expect((await orderOf(good!)).status).toBe('pending');
    const parked = await world.sql<{ reason: string }[]>`select reason from public.parked_comments where streamer_id = ${seller.id} and payload like ${`%${bad!}%`}`;
    expect(parked[0]?.reason).toMatch(/^not_decided: /);
  });
});

describe('order numbers', () => {
  test('count from 1 for each seller, without a gap', async () => {
    const other = await makeSeller(world);
    const there = await openChat(world, other);
    const { claim } = await onSale(7, other);
    await there.say(...Array.from({ length: 9 }, (_, i) => claim(`v${i}`)));
    expect(await orderCounters(world, other.id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('go on above 99999', async () => {
    const other = await makeSeller(world);
    const there = await openChat(world, other);
    const { claim } = await onSale(5, other);
    await there.say(claim('a'));
    await world.sql`update private.order_numbers set last = 99998 where streamer_id = ${other.id}`;
    const [, , last] = await there.say(claim('b'), claim('c'), claim('d'));
    expect((await orderOf(last!)).order_no).toMatch(/-100001$/);
  });
});

test('after all of this stock, orders and ledger agree', async () => {
  expect(await stockProblems(world, seller.id)).toEqual([]);
});

test('a variant that was archived after its claim was read asks the seller instead of hiding a line', async () => {
  const { variantId, claim } = await onSale(0);
  const [message = 0] = await chat.write([claim('late.l')]);
  await world.sql`update public.variants set archived_at = now() where id = ${variantId}`;
  await chat.settle();
  expect(await ledgerOf(message)).toEqual(['claim review which_variant']);
});

test('an order that cannot be ended is shown to the seller, and the other holds end', async () => {
  const stuck = await onSale(1);
  const free = await onSale(1);
  const [first = 0, second = 0] = await chat.say(stuck.claim('stuck.s'), free.claim('free.f'));
  const orders = [await orderOf(first), await orderOf(second)];
  // A variant that holds fewer units than its order, as only a hand in the database could make it.
  await world.sql`update public.variants set held = 0 where id = ${stuck.variantId}`;
  await world.sql`update public.holds set expires_at = now() - interval '1 s' where order_id = any (${orders.map((order) => order.id)})`;
  await expireHolds(world.sql);
  expect([(await orderOf(first)).status, (await orderOf(second)).status]).toEqual(['pending', 'expired']);
  const parked = await world.sql`select reason from public.parked_comments where stream_id = ${`order-${orders[0]?.id}`}`;
  expect(parked).toHaveLength(1);
  await world.sql`update public.variants set held = 1 where id = ${stuck.variantId}`;
});

test('a cancellation that names something unclear ends nothing', async () => {
  const { claim } = await onSale(1);
  const [held = 0] = await chat.say(claim('mia.c'));
  const [message = 0] = await chat.say({ client: 'mia.c', cancels: 'any', unclear: 'unknown_code' });
  expect(await ledgerOf(message)).toEqual(['cancellation nothing unknown_code']);
  expect((await orderOf(held)).status).toBe('pending');
});

test('an archived product is not sold on: its line waits until it is back', async () => {
  const { product, claim } = await onSale(1);
  const [first = 0, second = 0] = await chat.say(claim('one.o'), claim('two.t'));
  await seller.owner.db.rpc('archive_product', { p_product: product.id, p_archived: true });
  await chat.expire((await orderOf(first)).id);
  expect(await ledgerOf(second)).toEqual(['claim waitlisted not_enough_free']);
  const [third = 0] = await chat.say(claim('three.t'));
  expect(await ledgerOf(third)).toEqual(['claim review which_variant']);
  await seller.owner.db.rpc('archive_product', { p_product: product.id, p_archived: false });
  await world.sql`select private.promote(${seller.id}, ${product.variant.id})`;
  expect((await orderOf(second)).status).toBe('pending');
});

test('who waited in a show that is over does not take the units of the next one', async () => {
  const other = await makeSeller(world);
  const before = await openChat(world, other);
  const { claim } = await onSale(1, other);
  const [first = 0, second = 0] = await before.say(claim('old.o'), claim('old.p'));
  await world.sql`update public.shows set status = 'ended', ended_at = now() - interval '2 days' where id = ${before.showId}`;
  await before.expire((await orderOf(first)).id);
  expect(await ledgerOf(second)).toEqual(['claim waitlisted not_enough_free', 'cancellation cancelled show_over']);
  const today = await openChat(world, other);
  const [third = 0] = await today.say(claim('new.n'));
  expect((await orderOf(third)).status).toBe('pending');
});

test('claiming by hand what has ended is refused instead of called held', async () => {
  const { variantId, claim } = await onSale(2);
  const [message = 0] = await chat.say(claim('gone.g'));
  await chat.expire((await orderOf(message)).id);
  const { error } = await seller.owner.db.rpc('claim_comment', { p_message: message, p_variant: variantId, p_quantity: 1 });
  expect(error?.message).toBe('already_ended');
});

test('one seller with many claims does not make another one\'s order wait for all of them', async () => {
  const other = await makeSeller(world);
  const busy = await openChat(world, other);
  const { claim } = await onSale(0, other);
  await busy.write(Array.from({ length: 120 }, (_, n) => claim(`busy${n}`)));
  const [last] = await world.sql<{ arrival: string }[]>`select max(arrival)::text as arrival from private.requests where streamer_id = ${other.id}`;
  const changes = await world.sql`select * from private.settle(${other.id}, ${String(BigInt(last!.arrival) + 1n)}::bigint)`;
  expect(changes).toHaveLength(50);
  await busy.settle();
  expect(await world.sql`select 1 from private.requests where streamer_id = ${other.id}`).toEqual([]);
});
