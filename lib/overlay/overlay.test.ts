import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeMember, makeProduct, makeSeller, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { overlayLink, rotateOverlay } from './link.ts';
import { readOverlay } from './read.ts';

let world: World;
let seller: TestSeller;
let chat: TestChat;
let token: string;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  seller = await makeSeller(world);
  chat = await openChat(world, seller);
  token = tokenIn(await overlayLink(seller.owner.db, seller));
});

const tokenIn = ({ path }: { path: string }) => path.replace('/overlay/', '');
const pin = (id: string | null) => seller.owner.db.rpc('pin_product', { p_streamer: seller.id, p_product: id });
const shown = () => readOverlay(world.sql, token);

describe('the state', () => {
  test('is empty until something is on screen, then follows what is claimed, waited for and given back', async () => {
    const product = await makeProduct(seller, { code: '14', name: 'Linen shirt', priceMinor: 2990, stock: 2 });
    expect(await shown()).toEqual({ live: true, product: null, claims: 0, buyers: [] });
    await pin(product.id);
    const of = { id: product.id, code: '14', name: 'Linen shirt', picture: null, currency: 'USD' };
    const variant = { id: product.variant.id, name: 'One size', priceMinor: 2990, left: 2, waiting: 0 };
    expect(await shown()).toEqual({ live: true, product: { ...of, variants: [variant] }, claims: 0, buyers: [] });

    const [first] = await chat.say(claimOf(product, 'ana.maria_1990'), claimOf(product, 'kim_00'), claimOf(product, 'jo'));
    expect(await shown()).toMatchObject({ product: { variants: [{ left: 0, waiting: 1 }] }, claims: 3, buyers: ['kim', 'ana'] });
    await chat.expire(await chat.orderOf(first!));
    expect(await shown()).toMatchObject({ product: { variants: [{ left: 0, waiting: 0 }] }, buyers: ['jo', 'kim'] });
  });

  test('shows the newest pin, each variant at its price, and nothing that is archived', async () => {
    const [one, two] = [
      await makeProduct(seller, { code: '1' }),
      await makeProduct(seller, { code: '2', priceMinor: 500, variants: [{ name: 'S', options: {}, stock: 1 }, { name: 'XL', options: {}, stock: 3, priceMinor: 700 }] }),
    ];
    await pin(one.id);
    await pin(two.id);
    expect((await shown())?.product?.variants).toMatchObject([{ name: 'S', priceMinor: 500, left: 1 }, { name: 'XL', priceMinor: 700, left: 3 }]);
    await seller.owner.db.rpc('archive_product', { p_product: two.id, p_archived: true });
    expect((await shown())?.product).toBe(null);
    await pin(one.id);
    await pin(null);
    expect((await shown())?.product).toBe(null);
  });

  test('names nobody who is banned, and forgets all when the show is over', async () => {
    const product = await makeProduct(seller, { stock: 5 });
    await pin(product.id);
    await chat.say(claimOf(product, 'ann'), claimOf(product, 'bob'));
    await world.sql`update public.buyers set status = 'banned' where streamer_id = ${seller.id} and name = 'bob'`;
    expect((await shown())?.buyers).toEqual(['ann']);
    await seller.owner.db.rpc('end_show', { p_streamer: seller.id });
    expect(await shown()).toEqual({ live: false, product: null, claims: 0, buyers: [] });
  });

  test('is of this seller alone', async () => {
    const other = await makeSeller(world);
    const theirs = tokenIn(await overlayLink(other.owner.db, other));
    await pin((await makeProduct(seller)).id);
    expect(await readOverlay(world.sql, theirs)).toEqual({ live: false, product: null, claims: 0, buyers: [] });
  });
});

describe('the address', () => {
  test('stays until it is changed; then the old one is nobody’s', async () => {
    expect(tokenIn(await overlayLink(seller.owner.db, seller))).toBe(token);
    const next = tokenIn(await rotateOverlay(seller.owner.db, seller));
    expect(next).toMatch(/^[0-9a-f]{64}$/);
    expect(next).not.toBe(token);
    expect(await shown()).toBe(null);
    expect(await readOverlay(world.sql, next)).toMatchObject({ live: true });
  });

  test.each(['', 'short', '0'.repeat(64), "' or true --"])('%j leads nowhere', async (wrong) => {
    expect(await readOverlay(world.sql, wrong)).toBe(null);
  });

  test('is the owner’s to see and to change', async () => {
    const stranger = (await makeSeller(world)).owner;
    for (const { db } of [await makeMember(world, seller, 'moderator'), await makeMember(world, seller, 'packer'), stranger]) {
      await expect(overlayLink(db, seller)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(rotateOverlay(db, seller)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await shown()).not.toBe(null);
  });
});
