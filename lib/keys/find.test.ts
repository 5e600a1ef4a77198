import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSeller, type TestSeller } from '#lib/testing/seller.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { createKey, listKeys, revokeKey } from './create.ts';
import { hashOf, keyFinder } from './find.ts';

let world: World;
let seller: TestSeller;
beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
});
afterAll(() => world.close());

test('a key is found by itself, and is noted as used', async () => {
  const { id, key } = await createKey(seller.owner.db, seller, 'OBS');
  expect(await keyFinder(world.sql)(key)).toEqual({ id, streamerId: seller.id, handle: seller.handle });
  const { items } = await listKeys(seller.owner.db, seller);
  expect(items).toEqual([{ id, name: 'OBS', prefix: key.slice(0, 9), created_at: expect.any(String), last_used_at: expect.any(String), revoked_at: null }]);
});

test('only its hash is kept', async () => {
  const { id, key } = await createKey(seller.owner.db, seller, 'second');
  const [row] = await world.sql`select row_to_json(k)::text as row from public.bridge_keys k where id = ${id}`;
  expect(row?.['row']).toContain(hashOf(key));
  expect(row?.['row']).not.toContain(key.slice(9));
});

test.each(['', 'cc_', 'cc_short', `cc_${'a'.repeat(44)}`, `xx_${'a'.repeat(43)}`, `cc_${"'".repeat(43)}`, `cc_${'a'.repeat(43)}\n`])('%j is not asked for', async (secret) => {
  const asked = (() => Promise.reject(new Error('asked'))) as unknown as World['sql'];
  expect(await keyFinder(asked)(secret)).toBe(null);
});

test('one that was taken back is refused after two seconds at the latest, a stranger at once', async () => {
  const { id, key } = await createKey(seller.owner.db, seller, 'lent');
  const findKey = keyFinder(world.sql);
  expect(await findKey(key)).toMatchObject({ id });
  await revokeKey(seller.owner.db, seller, id);
  await revokeKey(seller.owner.db, seller, id);
  expect(await keyFinder(world.sql)(key)).toBe(null);
  await waitFor('it is forgotten', async () => (await findKey(key)) === null, 5000);
  expect(await findKey(`cc_${'A'.repeat(43)}`)).toBe(null);
});

test('nobody takes back or makes another’s', async () => {
  const other = await makeSeller(world);
  const { id, key } = await createKey(seller.owner.db, seller, 'mine');
  await expect(revokeKey(other.owner.db, seller, id)).rejects.toMatchObject({ code: 'forbidden' });
  await revokeKey(other.owner.db, other, id); // in their own shop there is none of this id
  await expect(createKey(other.owner.db, seller, 'theirs')).rejects.toMatchObject({ code: 'forbidden' });
  expect(await keyFinder(world.sql)(key)).toMatchObject({ id });
  expect((await listKeys(other.owner.db, seller)).items).toEqual([]);
});
