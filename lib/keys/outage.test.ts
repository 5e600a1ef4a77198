import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectPostgres, type Sql } from '#lib/adapters/postgres/connect.ts';
import { isPassing } from '#lib/adapters/postgres/faults.ts';
import { openLine, type TestLine } from '#lib/testing/line.ts';
import { makeSeller, type TestSeller } from '#lib/testing/seller.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { createKey, revokeKey } from './create.ts';
import { keyFinder } from './find.ts';

// Keys while Postgres is away. The clock is the test's own.
let world: World;
let seller: TestSeller;
let line: TestLine;
let sql: Sql;
beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  const url = new URL(world.env.DATABASE_URL!);
  line = await openLine(Number(url.port));
  url.port = String(line.port);
  sql = connectPostgres(url.href, { max: 2, name: 'claimcast-test' });
});
afterAll(async () => {
  await sql.end({ timeout: 2 });
  await line.cut();
  await world.close();
});

test('a key found in the last ten minutes is good while Postgres is away, no other is, and a revoked one not for longer than that', async () => {
  const [used, unused] = await Promise.all([createKey(seller.owner.db, seller, 'used'), createKey(seller.owner.db, seller, 'unused')]);
  let nowMs = 0;
  const findKey = keyFinder(sql, () => nowMs);
  expect(await findKey(used.key)).toMatchObject({ id: used.id });
  await line.cut();
  nowMs = 3000;
  expect(await findKey(used.key)).toMatchObject({ id: used.id });
  expect(isPassing(await findKey(unused.key).catch((error: unknown) => error))).toBe(true);
  nowMs = 610_000;
  expect(isPassing(await findKey(used.key).catch((error: unknown) => error))).toBe(true);

  await revokeKey(seller.owner.db, seller, used.id);
  await line.mend();
  await waitFor('Postgres answers again', async () => (await findKey(unused.key).catch(() => null)) !== null);
  expect(await findKey(used.key)).toBe(null);
});

test('many requests with one key ask once, and its use is noted once a minute', async () => {
  const { id, key } = await createKey(seller.owner.db, seller, 'busy');
  let asked = 0;
  const counting = new Proxy(world.sql, { apply: (target, self, args) => ((asked += 1), Reflect.apply(target, self, args) as unknown) });
  let nowMs = 0;
  const findKey = keyFinder(counting, () => nowMs);
  await Promise.all(Array.from({ length: 20 }, () => findKey(key)));
  expect(asked).toBe(1);
  const usedAt = async () => (await world.sql<{ at: string }[]>`select last_used_at::text as at from public.bridge_keys where id = ${id}`)[0]?.at;
  const before = await usedAt();
  expect(before).toBeTruthy();
  nowMs = 2500;
  await findKey(key);
  expect([asked, await usedAt()]).toEqual([2, before]);
  await world.sql`update public.bridge_keys set last_used_at = now() - interval '61 seconds' where id = ${id}`;
  nowMs = 5000;
  await findKey(key);
  expect((await world.sql`select 1 from public.bridge_keys where id = ${id} and last_used_at > now() - interval '30 seconds'`)).toHaveLength(1);
});
