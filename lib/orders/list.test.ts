import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { listOrders } from './list.ts';

let world: World;
let seller: TestSeller;
beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  await openChat(world, seller);
});
afterAll(() => world.close());

test.each(['น้ำฝน', 'प्रिया शर्मा', 'مُحَمَّد', 'می‌خواهم'])('finds %s by its name, marks and all', async (name) => {
  const product = await makeProduct(seller, { code: unique() });
  for (const buyer of [name, `other-${unique()}`]) await world.sql`select private.create_order(${seller.id}, ${product.key}, null, 'web', ${buyer}, 1, 'web', null, null)`;
  const found = await listOrders(seller.owner.db, seller, { search: name }, { limit: 10 });
  expect(found.items.map((row) => row.buyer_name)).toEqual([name]);
});
