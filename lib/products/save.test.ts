import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller, productOf, unique, type TestSeller } from '#lib/testing/seller.ts';
import { stockOf } from '#lib/testing/stock.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { saveProduct } from './save.ts';
import { SaveProduct } from './schema.ts';

let world: World;
let seller: TestSeller;
let chat: TestChat;

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  chat = await openChat(world, seller);
});
afterAll(() => world.close());

const sized = (stock: number) => [{ name: 'M', options: {}, stock }, { name: 'L', options: {}, stock }];

test('stock that is left out stays as others set it meanwhile; what is given counts, each variant for itself', async () => {
  const product = await makeProduct(seller, { code: unique(), variants: sized(5) });
  const [m, l] = product.variants;
  await world.sql`update public.variants set stock = 9 where id = ${m!.id}`;
  const input = productOf({ id: product.id, code: product.code, name: 'Renamed', variants: [{ id: m!.id, name: 'M', options: {} }, { id: l!.id, name: 'L', options: {}, stock: 3 }] });
  const saved = await saveProduct(seller.owner.db, seller, input);
  expect(saved).toMatchObject({ name: 'Renamed', variants: [{ name: 'M', stock: 9 }, { name: 'L', stock: 3 }] });
});

test('units that are held stand in nobody\'s way when the stock is left out', async () => {
  const product = await makeProduct(seller, { code: unique(), stock: 2 });
  await chat.say(claimOf(product, `buyer-${unique()}`, 2));
  const variants = [{ id: product.variant.id, name: 'One size', options: {} }];
  await saveProduct(seller.owner.db, seller, productOf({ id: product.id, code: product.code, priceMinor: 500, variants }));
  expect(await stockOf(world, product.variant.id)).toMatchObject({ stock: 2, held: 2 });
});

test('an archived variant comes back with the stock it had', async () => {
  const product = await makeProduct(seller, { code: unique(), variants: sized(4) });
  const [m, l] = product.variants.map(({ id, name }) => ({ id, name, options: {} }));
  await saveProduct(seller.owner.db, seller, productOf({ id: product.id, code: product.code, variants: [m!] }));
  const saved = await saveProduct(seller.owner.db, seller, productOf({ id: product.id, code: product.code, variants: [m!, l!] }));
  expect(saved.variants.map(({ name, stock }) => [name, stock])).toEqual([['M', 4], ['L', 4]]);
});

test('a new variant needs its stock', () => {
  const parsed = SaveProduct.safeParse({ code: 'A1', name: 'x', priceMinor: 1, variants: [{ name: 'M' }] });
  expect(parsed.error?.issues).toMatchObject([{ path: ['variants', 0, 'stock'], message: 'How many there are' }]);
});

test('another seller\'s variant lends no stock', async () => {
  const other = await makeSeller(world);
  const theirs = await makeProduct(other, { code: unique(), stock: 7 });
  const mine = await makeProduct(seller, { code: unique() });
  const variants = [{ id: theirs.variant.id, name: 'x', options: {} }];
  await expect(saveProduct(seller.owner.db, seller, productOf({ id: mine.id, code: mine.code, variants }))).rejects.toMatchObject({ code: 'conflict' });
  expect(await stockOf(world, theirs.variant.id)).toMatchObject({ stock: 7 });
});
