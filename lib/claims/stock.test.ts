import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveProduct } from '#lib/products/save.ts';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeMember, makeProduct, makeSeller, productOf, unique, type TestSeller } from '#lib/testing/seller.ts';
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

type Made = Awaited<ReturnType<typeof makeProduct>>;

/** Saves the product again with this much stock. */
function restock({ id, code, variant }: Made, stock: number) {
  return saveProduct(seller.owner.db, seller, productOf({ id, code, variants: [{ id: variant.id, name: variant.name, options: {}, stock }] }));
}

describe('stock that the seller sets', () => {
  test('may not fall below what is held, and nothing of the save remains', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 5 });
    await chat.say(claimOf(product, 'ann', 3));
    await expect(restock(product, 2)).rejects.toMatchObject({ code: 'conflict', cause: { message: 'stock_below_committed' } });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ stock: 5, held: 3 });
    await restock(product, 3);
    expect(await stockOf(world, product.variant.id)).toMatchObject({ stock: 3, held: 3 });
  });

  test('goes to the waitlist first, in order, and the rest on sale', async () => {
    const product = await makeProduct(seller, { code: unique(), stock: 0 });
    await chat.say(claimOf(product, 'ann'), claimOf(product, 'bob', 3), claimOf(product, 'cem'));
    await restock(product, 2);
    const waiting = await world.sql`select buyer_name from public.waitlist_feed where variant_id = ${product.variant.id} and status = 'waiting'`;
    expect(waiting).toMatchObject([{ buyer_name: 'bob' }]);
    const saved = await restock(product, 6);
    expect(saved.variants).toMatchObject([{ stock: 6, held: 5, waiting: 0 }]);
  });

  test('keeps a variant whose units are held, and archives one that is free', async () => {
    const product = await makeProduct(seller, { code: unique(), variants: [{ name: 'M', options: {}, stock: 1 }, { name: 'L', options: {}, stock: 1 }] });
    const [m, l] = product.variants;
    await chat.say(claimOf(product, 'ann'));
    const only = (id: string, name: string) => productOf({ id: product.id, code: product.code, variants: [{ id, name, options: {}, stock: 1 }] });
    await expect(saveProduct(seller.owner.db, seller, only(l!.id, 'L'))).rejects.toMatchObject({ code: 'conflict', cause: { message: 'variant_in_use' } });
    const saved = await saveProduct(seller.owner.db, seller, only(m!.id, 'M'));
    expect(saved.variants).toMatchObject([{ name: 'M', held: 1 }]);
  });

  test('of a variant that was removed and named again is on sale again', async () => {
    const product = await makeProduct(seller, { code: unique(), variants: [{ name: 'M', options: {}, stock: 1 }, { name: 'L', options: {}, stock: 1 }] });
    const [m, l] = product.variants.map(({ id, name }) => ({ id, name, options: {}, stock: 1 }));
    await saveProduct(seller.owner.db, seller, productOf({ id: product.id, code: product.code, variants: [m!] }));
    const saved = await saveProduct(seller.owner.db, seller, productOf({ id: product.id, code: product.code, variants: [m!, l!] }));
    expect(saved.variants.map((variant) => variant.name)).toEqual(['M', 'L']);
  });

  test('of another product\'s variant is refused', async () => {
    const [product, other] = [await makeProduct(seller, { code: unique() }), await makeProduct(seller, { code: unique() })];
    const input = productOf({ id: product.id, code: product.code, variants: [{ id: other.variant.id, name: 'stolen', options: {}, stock: 100 }] });
    await expect(saveProduct(seller.owner.db, seller, input)).rejects.toMatchObject({ code: 'conflict', cause: { message: 'unknown_variant' } });
    expect(await stockOf(world, other.variant.id)).toMatchObject({ stock: 5 });
  });

  test('a code is taken once among the products on sale, whatever its case', async () => {
    const code = unique();
    await makeProduct(seller, { code });
    await expect(makeProduct(seller, { code: code.toUpperCase() })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is the owner\'s to set', async () => {
    const product = await makeProduct(seller, { code: unique() });
    const moderator = await makeMember(world, seller, 'moderator');
    await expect(saveProduct(moderator.db, seller, productOf({ id: product.id, code: product.code, stock: 99 }))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('that removes a variant closes its waitlist and says so in the ledger', async () => {
    const product = await makeProduct(seller, { code: unique(), variants: [{ name: 'M', options: {}, stock: 0 }, { name: 'L', options: {}, stock: 1 }] });
    const [, l] = product.variants.map(({ id, name, stock }) => ({ id, name, options: {}, stock }));
    const [message] = await chat.say(claimOf(product, 'ann'));
    await saveProduct(seller.owner.db, seller, productOf({ id: product.id, code: product.code, variants: [l!] }));
    expect(await stockOf(world, product.variant.id)).toMatchObject({ waiting: 0 });
    const ledger = await world.sql`select outcome, reason, actor from public.claims where chat_message_id = ${message!} order by id desc limit 1`;
    expect(ledger).toEqual([{ outcome: 'cancelled', reason: 'seller_said_so', actor: seller.owner.userId }]);
  });
});

describe('what the database itself refuses', () => {
  const refused = [
    ['more held than there is', 'held = stock + 1'],
    ['more sold than there is', 'sold = stock + 1'],
    ['held and sold together above stock', 'held = stock, sold = 1'],
    ['less stock than is held', 'stock = held - 1'],
    ['negative counters', 'held = -1'],
  ] as const;
  test.each(refused)('%s, also for the table\'s owner', async (_, change) => {
    const product = await makeProduct(seller, { code: unique(), stock: 3 });
    await chat.say(claimOf(product, 'ann', 2));
    await expect(world.sql`update public.variants set ${world.sql.unsafe(change)} where id = ${product.variant.id}`).rejects.toMatchObject({ code: '23514' });
    expect(await stockOf(world, product.variant.id)).toMatchObject({ stock: 3, held: 2, sold: 0 });
  });

  const changes = ['update public.claims set reason = reason', 'delete from public.claims', 'truncate public.claims'];
  test.each(changes)('%s, for the table\'s owner and the service role', async (statement) => {
    const [message] = await chat.say({ client: unique(), cancels: 'any' });
    const owner = await world.sql`select pg_get_userbyid(relowner) = current_user as mine from pg_class where oid = 'public.claims'::regclass`;
    expect(owner).toEqual([{ mine: true }]);
    for (const role of ['none', 'service_role']) {
      const attempt = world.sql.begin(async (tx) => {
        await tx.unsafe(`set local role ${role}`);
        await tx.unsafe(statement);
        throw new Error('it was allowed'); // and nothing of it stays
      });
      await expect(attempt).rejects.toThrow('ledger_is_append_only');
    }
    expect(await world.sql`select 1 from public.claims where chat_message_id = ${message!}`).toHaveLength(1);
  });

  test('no row of the ledger goes with its message, its show or its seller', async () => {
    const gone = await makeSeller(world);
    await (await openChat(world, gone)).say({ client: 'ann', cancels: 'any' });
    for (const table of ['chat_messages', 'shows'] as const) {
      await expect(world.sql`delete from public.${world.sql.unsafe(table)} where streamer_id = ${gone.id}`).rejects.toThrow('foreign key');
    }
    await expect(world.sql`delete from public.streamers where id = ${gone.id}`).rejects.toThrow('foreign key');
  });
});

test('after all of this stock, orders and ledger agree', async () => {
  expect(await stockProblems(world, seller.id)).toEqual([]);
});
