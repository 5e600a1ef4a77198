import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeMember, makeProduct, makeSeller, unique, type TestPerson, type TestSeller } from '#lib/testing/seller.ts';
import { stockOf, stockProblems } from '#lib/testing/stock.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { cancelOrder, claimComment, extendHold, ignoreComment } from './decide.ts';

let world: World;
let seller: TestSeller;
let moderator: TestPerson;
let chat: TestChat;

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  moderator = await makeMember(world, seller, 'moderator');
  chat = await openChat(world, seller);
});
afterAll(() => world.close());

const onSale = (stock: number) => makeProduct(seller, { code: unique(), stock });

async function ledgerOf(message: number): Promise<string[]> {
  const rows = await world.sql<{ line: string }[]>`
    select entry || ' ' || outcome || ' ' || quantity || coalesce(' by ' || actor, '') as line from public.claims where chat_message_id = ${message} order by id`;
  return rows.map((row) => row.line);
}

describe('a claim that a person makes of a comment', () => {
  test('after review it is held, and made twice it is one order', async () => {
    const product = await onSale(5);
    const [message] = await chat.say({ ...claimOf(product, 'ann'), unclear: 'which_variant' });
    const input = { variantId: product.variant.id, quantity: 2 };
    const [change] = await claimComment(moderator.db, message!, input);
    const [again] = await claimComment(seller.owner.db, message!, { ...input, quantity: 3 });
    expect(change).toMatchObject({ outcome: 'held', chat_message_id: message });
    expect(again).toEqual(change);
    expect(await ledgerOf(message!)).toEqual(['claim review 1', `correction held 2 by ${moderator.userId}`]);
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 2 });
  });

  test('of plain chat is a claim too', async () => {
    const product = await onSale(5);
    const [message] = await chat.say({ client: 'bob' });
    await claimComment(seller.owner.db, message!, { variantId: product.variant.id, quantity: 1 });
    expect(await ledgerOf(message!)).toEqual([`correction held 1 by ${seller.owner.userId}`]);
  });

  test('before the machine has decided takes the machine\'s place', async () => {
    const product = await onSale(5);
    const [message] = await chat.write([claimOf(product, 'cem')]);
    await claimComment(seller.owner.db, message!, { variantId: product.variant.id, quantity: 1 });
    await chat.settle();
    expect(await ledgerOf(message!)).toEqual([`correction held 1 by ${seller.owner.userId}`]);
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 1 });
  });

  test('of a granted comment that has ended is refused and changes nothing', async () => {
    const product = await onSale(5);
    const [message] = await chat.say(claimOf(product, 'dora'));
    await cancelOrder(seller.owner.db, await chat.orderOf(message!));
    await expect(claimComment(seller.owner.db, message!, { variantId: product.variant.id, quantity: 1 })).rejects.toMatchObject({ code: 'conflict', message: /has ended/ });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 0 });
    expect(await ledgerOf(message!)).toEqual(['claim held 1', `cancellation cancelled 1 by ${seller.owner.userId}`]);
  });

  test('keeps the comment\'s own place in line', async () => {
    const product = await onSale(1);
    const [, early] = await chat.say(claimOf(product, 'holder'), { ...claimOf(product, 'early'), unclear: 'which_product' }, claimOf(product, 'late'));
    await claimComment(seller.owner.db, early!, { variantId: product.variant.id, quantity: 1 });
    const waiting = await world.sql`select buyer_name from public.waitlist_feed where variant_id = ${product.variant.id} order by place`;
    expect(waiting).toMatchObject([{ buyer_name: 'early' }, { buyer_name: 'late' }]);
  });

  test('of a banned buyer is rejected', async () => {
    const product = await onSale(5);
    const client = unique();
    await chat.say(claimOf(product, client));
    await world.sql`update public.buyers set status = 'banned' where streamer_id = ${seller.id} and name = ${client}`;
    const [message] = await chat.say({ client });
    expect(await claimComment(seller.owner.db, message!, { variantId: product.variant.id, quantity: 1 })).toMatchObject([{ outcome: 'rejected' }]);
  });

  test.each([
    ['a variant of another seller', async () => ({ variantId: (await makeProduct(await makeSeller(world))).variant.id, quantity: 1 }), 'conflict'],
    ['no unit', async () => ({ variantId: (await onSale(1)).variant.id, quantity: 0 }), 'conflict'],
    ['a thousand units', async () => ({ variantId: (await onSale(1)).variant.id, quantity: 1000 }), 'conflict'],
  ])('for %s is refused', async (_, input, code) => {
    const [message] = await chat.say({ client: 'eve' });
    await expect(claimComment(seller.owner.db, message!, await input())).rejects.toMatchObject({ code });
    expect(await ledgerOf(message!)).toEqual([]);
  });
});

describe('ignoring', () => {
  test('ends a review once, and can still be corrected', async () => {
    const product = await onSale(1);
    const [message] = await chat.say({ ...claimOf(product, 'ann'), unclear: 'unknown_code' });
    expect(await ignoreComment(moderator.db, message!)).toMatchObject([{ outcome: 'ignored' }]);
    expect(await ignoreComment(moderator.db, message!)).toEqual([]);
    await claimComment(moderator.db, message!, { variantId: product.variant.id, quantity: 1 });
    expect(await ledgerOf(message!)).toEqual(['claim review 1', `ignored ignored 1 by ${moderator.userId}`, `correction held 1 by ${moderator.userId}`]);
  });

  test('says nothing about a comment that holds units, or about chat', async () => {
    const product = await onSale(1);
    const messages = await chat.say(claimOf(product, 'ann'), { client: 'bob' });
    for (const message of messages) expect(await ignoreComment(seller.owner.db, message)).toEqual([]);
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 1 });
  });
});

describe('cancelling and extending', () => {
  test('cancelling twice frees the units once', async () => {
    const product = await onSale(2);
    const [first, second] = await chat.say(claimOf(product, 'ann'), claimOf(product, 'bob'));
    const order = await chat.orderOf(first!);
    expect(await cancelOrder(moderator.db, order)).toMatchObject([{ order_id: order, outcome: 'cancelled' }]);
    await expect(cancelOrder(moderator.db, order)).rejects.toMatchObject({ code: 'conflict' });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 1 });
    await expect(cancelOrder(moderator.db, await chat.orderOf(second!))).resolves.toHaveLength(1);
  });

  test('a hold is extended from its end, and not once it has ended', async () => {
    const product = await onSale(1);
    const [message] = await chat.say(claimOf(product, 'ann'));
    const order = await chat.orderOf(message!);
    await extendHold(moderator.db, order, 600);
    const [before] = await world.sql<{ s: number }[]>`select extract(epoch from expires_at - created_at)::int as s from public.holds where order_id = ${order}`;
    expect(before).toEqual({ s: 1500 });
    await chat.expire(order);
    await expect(extendHold(moderator.db, order, 600)).rejects.toMatchObject({ code: 'conflict' });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 0 });
  });

  test.each([0, -1, 604_801])('%s seconds are refused', async (seconds) => {
    const product = await onSale(1);
    const [message] = await chat.say(claimOf(product, 'ann'));
    await expect(extendHold(seller.owner.db, await chat.orderOf(message!), seconds)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a packer may do none of it', async () => {
    const packer = await makeMember(world, seller, 'packer');
    const product = await onSale(1);
    const [message] = await chat.say(claimOf(product, 'ann'));
    const order = await chat.orderOf(message!);
    const refused = { code: 'forbidden' };
    await expect(cancelOrder(packer.db, order)).rejects.toMatchObject(refused);
    await expect(extendHold(packer.db, order, 60)).rejects.toMatchObject(refused);
    await expect(claimComment(packer.db, message!, { variantId: product.variant.id, quantity: 1 })).rejects.toMatchObject(refused);
    await expect(ignoreComment(packer.db, message!)).rejects.toMatchObject(refused);
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 1 });
  });
});

test('after all of this stock, orders and ledger agree', async () => {
  expect(await stockProblems(world, seller.id)).toEqual([]);
});
