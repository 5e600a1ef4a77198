import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getOrder } from '#lib/orders/list.ts';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeMember, makeProduct, makeSeller, unique, type TestPerson, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { linkBuyers, splitHandle } from './link.ts';
import { getBuyer, listBuyers } from './list.ts';
import { saveBuyer } from './save.ts';
import { BuyerFilter } from './schema.ts';

let world: World;
let seller: TestSeller;
let chat: TestChat;
let people: Record<'moderator' | 'packer' | 'stranger', TestPerson>;
let product: Awaited<ReturnType<typeof makeProduct>>;

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  chat = await openChat(world, seller);
  product = await makeProduct(seller, { code: unique(), stock: 50 });
  people = { moderator: await makeMember(world, seller, 'moderator'), packer: await makeMember(world, seller, 'packer'), stranger: (await makeSeller(world)).owner };
});
afterAll(() => world.close());

/** A buyer who holds one order. */
async function claimed(name = `buyer-${unique()}`) {
  const [message] = await chat.say(claimOf(product, name));
  const orderId = await chat.orderOf(message!);
  const { order } = await getOrder(seller.owner.db, seller, orderId);
  return { name, id: order.buyer_id, orderId, cartId: order.cart_id };
}
const list = (filter: Partial<BuyerFilter>, db = seller.owner.db) => listBuyers(db, seller, BuyerFilter.parse(filter), { limit: 50 });
type BuyerFilter = Parameters<typeof listBuyers>[2];

test('a buyer is listed with how they paid, and found by any of their names', async () => {
  const ann = await claimed();
  await chat.expire(ann.orderId);
  const { items } = await list({ search: ann.name.toUpperCase() });
  expect(items).toMatchObject([{ id: ann.id, orders: 1, unpaid: 1, held: 0, spent_minor: 0, status: 'ok', handles: [{ platform: 'tiktok_live', handle: ann.name }] }]);
  await world.sql`insert into public.buyer_handles (streamer_id, buyer_id, platform, handle) values (${seller.id}, ${ann.id}, 'web', ${`other-${ann.name}`})`;
  expect((await list({ search: `other-${ann.name}` })).items.map((row) => row.id)).toEqual([ann.id]);
  const detail = await getBuyer(seller.owner.db, seller, ann.id);
  expect([detail.orders.map((order) => [order.id, order.buyer_unpaid]), detail.last_seen_at !== null]).toEqual([[[ann.orderId, 1]], true]);
});

test.each(['newest', 'spent', 'unpaid', 'orders'] as const)('the list by %s pages through all of them once', async (sort) => {
  for (let i = 0; i < 3; i += 1) await claimed();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listBuyers(seller.owner.db, seller, BuyerFilter.parse({ sort }), { limit: 2, ...(cursor && { cursor }) });
    seen.push(...page.items.map((row) => row.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  const [all] = await world.sql<{ n: number }[]>`select count(*)::int as n from public.buyers where streamer_id = ${seller.id} and merged_into is null`;
  expect([seen.length, new Set(seen).size]).toEqual([all?.n, all?.n]);
});

describe('what is kept of a buyer', () => {
  test('changes by what is sent; a ban stops new claims and ends none', async () => {
    const ann = await claimed();
    await saveBuyer(people.moderator.db, seller, ann.id, { note: 'pays late', phone: '+6281234567', optedOut: ['sms'] });
    const { buyer } = await saveBuyer(people.moderator.db, seller, ann.id, { status: 'banned' });
    expect(buyer).toMatchObject({ status: 'banned', note: 'pays late', phone: '+6281234567', opted_out: ['sms'], held: 1 });
    const [message] = await chat.say(claimOf(product, ann.name));
    await expect(chat.orderOf(message!)).rejects.toThrow('has no order');
    expect((await list({ status: 'banned' })).items.map((row) => row.id)).toContain(ann.id);
    const back = await saveBuyer(people.moderator.db, seller, ann.id, { status: 'ok', phone: null });
    expect(back.buyer).toMatchObject({ status: 'ok', phone: null, note: 'pays late' });
  });

  test('is the desk’s to change, not a packer’s; a stranger finds nobody', async () => {
    const ann = await claimed();
    await expect(saveBuyer(people.packer.db, seller, ann.id, { status: 'banned' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(saveBuyer(people.stranger.db, seller, ann.id, { status: 'banned' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await list({}, people.stranger.db)).items).toEqual([]);
  });
});

describe('two who are one', () => {
  test('have one cart of a show, and the old id leads to the new', async () => {
    const [ann, bea] = [await claimed(), await claimed()];
    expect(ann.cartId).not.toBe(bea.cartId);
    expect(await linkBuyers(people.moderator.db, seller, ann.id, bea.id)).toEqual([chat.showId]);
    const { order } = await getOrder(seller.owner.db, seller, bea.orderId);
    expect(order).toMatchObject({ buyer_id: ann.id, cart_id: ann.cartId });
    const { buyer, orders } = await getBuyer(seller.owner.db, seller, bea.id);
    expect([buyer.id, buyer.orders, orders.length, buyer.handles.map((each) => each.handle).toSorted()]).toEqual([ann.id, 2, 2, [ann.name, bea.name].toSorted()]);
    expect((await list({ search: bea.name })).items.map((row) => row.id)).toEqual([ann.id]);
    // The next claim under either name goes into the same cart.
    const [message] = await chat.say(claimOf(product, bea.name));
    expect((await getOrder(seller.owner.db, seller, await chat.orderOf(message!))).order.cart_id).toBe(ann.cartId);
  });

  test('cannot be one and the same, nor somebody else’s', async () => {
    const [ann, bea] = [await claimed(), await claimed()];
    await expect(linkBuyers(seller.owner.db, seller, ann.id, ann.id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(linkBuyers(people.packer.db, seller, ann.id, bea.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(linkBuyers(people.stranger.db, seller, ann.id, bea.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are parted by a name; the last name stays', async () => {
    const [ann, bea] = [await claimed(), await claimed()];
    await linkBuyers(seller.owner.db, seller, ann.id, bea.id);
    const parted = await splitHandle(people.moderator.db, seller, ann.id, { platform: 'tiktok_live', handle: bea.name });
    expect((await getBuyer(seller.owner.db, seller, parted)).buyer).toMatchObject({ name: bea.name, orders: 0 });
    expect((await getBuyer(seller.owner.db, seller, ann.id)).buyer).toMatchObject({ orders: 2 });
    await expect(splitHandle(seller.owner.db, seller, ann.id, { platform: 'tiktok_live', handle: ann.name })).rejects.toMatchObject({ code: 'conflict' });
    await expect(splitHandle(seller.owner.db, seller, ann.id, { platform: 'tiktok_live', handle: bea.name })).rejects.toMatchObject({ code: 'not_found' });
  });
});
