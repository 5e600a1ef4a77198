import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '#lib/testing/world.ts';
import { unique } from '#lib/testing/seller.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { connectPostgres } from './connect.ts';
import { isPassing } from './faults.ts';

let world: World;

beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

test('numbers, times and lists come back as the code expects them', async () => {
  const [row] = await world.sql`select 5::int8 as big, 0.5::numeric as part, '2026-01-02T03:04:05.678Z'::timestamptz as at, ${['a"b', 'c,d\\']}::text[] as list`;
  expect(row).toEqual({ big: 5, part: 0.5, at: '2026-01-02T03:04:05.678Z', list: ['a"b', 'c,d\\'] });
});

test('killed over and over in the middle of answers, it fails only with what passes, and the next answers are whole', async () => {
  const name = `test-${unique()}`;
  const sql = connectPostgres(world.env.DATABASE_URL!, { max: 3, name });
  const expected = Array.from({ length: 3000 }, (_, i) => i);
  let lost = 0;
  const ask = async () => {
    try {
      const rows = await sql<{ n: number }[]>`select n, repeat('x', 200) as filling from generate_series(0, 2999) n`;
      expect(Array.from(rows, (row) => row.n)).toEqual(expected);
    } catch (error) {
      if (!isPassing(error)) throw error;
      lost += 1;
    }
  };
  for (let round = 0; round < 15; round++) {
    const asked = Promise.all(Array.from({ length: 9 }, ask));
    await waitFor('a connection is there', async () => (await world.sql`select 1 from pg_stat_activity where application_name = ${name}`).length > 0 || lost > 0);
    await world.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${name}`;
    await asked;
  }
  expect(lost).toBeGreaterThan(0);
  expect(await waitFor('it answers again', () => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  await sql.end({ timeout: 2 });
  await expect(Promise.resolve(sql`select 1`)).rejects.toMatchObject({ code: 'CONNECTION_ENDED' });
});
