import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listDiscounts } from '#lib/discounts/list.ts';
import { saveDiscount } from '#lib/discounts/save.ts';
import { SaveDiscount } from '#lib/discounts/schema.ts';
import { getOrder } from '#lib/orders/list.ts';
import { adjustStock } from '#lib/products/adjust-stock.ts';
import { packCarts, saveParcel, unpackParcel } from '#lib/shipments/save.ts';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeMember, makeProduct, makeSeller, unique, type TestPerson, type TestSeller } from '#lib/testing/seller.ts';
import { stockOf } from '#lib/testing/stock.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { getSelling, saveSelling, SellingPatch } from './selling.ts';

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

describe('how a seller sells', () => {
  test('changes by what is sent, as the owner', async () => {
    expect(await getSelling(people.packer.db, seller)).toEqual({
      currency: 'USD', timeZone: 'UTC', shipping: { kind: 'none' }, tax: { rateBp: 0, included: true, onShipping: false }, shipCountries: [], buyerLimit: null, unpaidLimit: null, lateClaimSeconds: 1800,
    });
    const bands = [{ upToGrams: 500, priceMinor: 400 }, { upToGrams: 2000, priceMinor: 900 }];
    await saveSelling(seller.owner.db, seller, { shipping: { kind: 'by_weight', bands, freeAboveMinor: 10_000 }, shipCountries: ['ID', 'MY'], buyerLimit: 3 });
    const now = await saveSelling(seller.owner.db, seller, { timeZone: 'Asia/Jakarta', unpaidLimit: 2, buyerLimit: null });
    expect(now).toMatchObject({ timeZone: 'Asia/Jakarta', shipping: { kind: 'by_weight', bands }, shipCountries: ['ID', 'MY'], buyerLimit: null, unpaidLimit: 2 });
    await expect(saveSelling(people.moderator.db, seller, { buyerLimit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(saveSelling(people.stranger.db, seller, { buyerLimit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each([{ timeZone: 'Mars/Base' }, { shipCountries: ['Indonesia'] }, { buyerLimit: 0 }, { tax: { rateBp: 10_001, included: true, onShipping: true } }, { shipping: { kind: 'by_weight', bands: [], freeAboveMinor: null } }])('%o is refused', (patch) => {
    expect(SellingPatch.safeParse(patch).success).toBe(false);
  });
});

describe('a discount code', () => {
  const code = (input: object) => SaveDiscount.parse({ kind: 'percent', value: 1000, ...input });

  test('is made once a name, changed, and ended; then its name is free', async () => {
    const { id } = await saveDiscount(seller.owner.db, seller, null, code({ code: ' live10 ' }));
    await expect(saveDiscount(seller.owner.db, seller, null, code({ code: 'LIVE10' }))).rejects.toMatchObject({ code: 'conflict', issues: [{ path: 'code' }] });
    await saveDiscount(seller.owner.db, seller, id, code({ code: 'LIVE10', value: 1500, maxUses: 5 }));
    expect((await listDiscounts(people.packer.db, seller)).items).toMatchObject([{ id, code: 'LIVE10', value: 1500, max_uses: 5, uses: 0, archived_at: null }]);
    await saveDiscount(seller.owner.db, seller, id, code({ code: 'LIVE10', archived: true }));
    await saveDiscount(seller.owner.db, seller, null, code({ code: 'LIVE10' }));
    expect((await listDiscounts(seller.owner.db, seller)).items.map((row) => row.archived_at === null)).toEqual([true, false]);
  });

  test('is the owner’s alone', async () => {
    await expect(saveDiscount(people.moderator.db, seller, null, code({ code: 'MOD' }))).rejects.toMatchObject({ code: 'forbidden' });
    const [own] = (await listDiscounts(seller.owner.db, seller)).items;
    await expect(saveDiscount(people.stranger.db, seller, own!.id, code({ code: 'MINE' }))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('takes at most everything', () => {
    expect(SaveDiscount.safeParse({ code: 'ALL', kind: 'percent', value: 10_001 }).success).toBe(false);
    expect(SaveDiscount.safeParse({ code: 'x y', kind: 'percent', value: 1 }).success).toBe(false);
  });
});

describe('stock by steps', () => {
  test('of ten people at once loses nothing', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 5 });
    await Promise.all([1, 1, 1, 1, 1, -1, -1, 3, 3, 3].map((by) => adjustStock(seller.owner.db, seller, product.variant.id, { by })));
    expect(await stockOf(world, product.variant.id)).toMatchObject({ stock: 17 });
  });

  test('gives what is added to the line first, and takes nothing that is held', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 1 });
    await chat.say(claimOf(product, `a-${unique()}`), claimOf(product, `b-${unique()}`));
    const { product: now, changes } = await adjustStock(seller.owner.db, seller, product.variant.id, { by: 1 });
    expect([now.variants[0]?.stock, now.variants[0]?.held, now.variants[0]?.waiting, changes.length > 0]).toEqual([2, 2, 0, true]);
    await expect(adjustStock(seller.owner.db, seller, product.variant.id, { by: -1 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(adjustStock(people.moderator.db, seller, product.variant.id, { by: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(adjustStock(people.stranger.db, seller, product.variant.id, { by: 1 })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a parcel', () => {
  async function paid(name = `buyer-${unique()}`, times = 2) {
    const product = await makeProduct(seller, { code: unique(), stock: 9 });
    const messages = await chat.say(...Array.from({ length: times }, () => claimOf(product, name)));
    const ids = await Promise.all(messages.map((message) => chat.orderOf(message)));
    await world.sql`update public.orders set status = 'paid', paid_minor = total_minor, paid_at = now() where id = any (${ids})`;
    const rows = () => Promise.all(ids.map(async (id) => (await getOrder(seller.owner.db, seller, id)).order));
    return { rows, cart: (await rows())[0]!.cart_id };
  }
  const told = async (cart: string) => (await world.sql`select id from public.outbox where topic = 'parcel.shipped' and cart_id = ${cart}`).length;

  test('holds all that is paid of a cart; a packer packs it, ships it, and the buyer is told once', async () => {
    const { rows, cart } = await paid();
    const { shipments } = await packCarts(people.packer.db, seller, { carts: [cart], status: 'packed' });
    expect(shipments).toHaveLength(1);
    expect((await rows()).map((row) => [row.parcel, row.shipment_id])).toEqual([['packed', shipments[0]], ['packed', shipments[0]]]);
    expect((await packCarts(people.packer.db, seller, { carts: [cart], status: 'packed' })).shipments).toEqual([]);
    for (let i = 0; i < 2; i += 1) await saveParcel(people.packer.db, seller, shipments[0]!, { status: 'shipped', carrier: 'JNE', trackingNumber: 'JP123' });
    expect((await rows())[0]).toMatchObject({ parcel: 'shipped', carrier: 'JNE', tracking_number: 'JP123' });
    expect(await told(cart)).toBe(1);
    await expect(unpackParcel(people.packer.db, seller, shipments[0]!)).rejects.toMatchObject({ code: 'conflict' });
    await saveParcel(people.packer.db, seller, shipments[0]!, { status: 'delivered' });
    expect((await rows())[0]).toMatchObject({ parcel: 'delivered', tracking_number: 'JP123' });
  });

  test('is unpacked again before it is sent', async () => {
    const { rows, cart } = await paid();
    const { shipments } = await packCarts(people.packer.db, seller, { carts: [cart], status: 'packed' });
    await unpackParcel(people.packer.db, seller, shipments[0]!);
    expect((await rows()).map((row) => row.parcel)).toEqual([null, null]);
  });

  test('many are packed and shipped in one step', async () => {
    const some = [await paid(), await paid()];
    const carts = some.map((each) => each.cart);
    await packCarts(people.moderator.db, seller, { carts: [carts[0]!], status: 'packed' });
    expect((await packCarts(people.moderator.db, seller, { carts, status: 'shipped' })).shipments).toHaveLength(2);
    for (const each of some) expect((await each.rows()).map((row) => row.parcel)).toEqual(['shipped', 'shipped']);
    expect(await Promise.all(carts.map(told))).toEqual([1, 1]);
  });

  test('is not a stranger’s', async () => {
    const { cart } = await paid();
    await expect(packCarts(people.stranger.db, seller, { carts: [cart], status: 'packed' })).rejects.toMatchObject({ code: 'not_found' });
    const { shipments } = await packCarts(seller.owner.db, seller, { carts: [cart], status: 'packed' });
    await expect(saveParcel(people.stranger.db, seller, shipments[0]!, { status: 'shipped' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(unpackParcel(people.stranger.db, seller, shipments[0]!)).rejects.toMatchObject({ code: 'not_found' });
  });
});
