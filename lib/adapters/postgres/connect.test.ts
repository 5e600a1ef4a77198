import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '#lib/testing/world.ts';
import { openLine } from '#lib/testing/line.ts';
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

test('a connection that breaks in the middle of an answer fails only with what passes, and the next answers are whole', async () => {
  const url = new URL(world.env.DATABASE_URL!);
  const line = await openLine(Number(url.port));
  url.port = String(line.port);
  const sql = connectPostgres(url.href, { max: 1, name: 'claimcast-test' });
  const ask = () => sql<{ n: number }[]>`select n, repeat('x', 200) as filling from generate_series(0, 499) n`;
  const numbers = Array.from({ length: 500 }, (_, n) => n);
  for (const bytes of [20_000, 50_000, 1]) {
    await ask();
    line.breakAfter(bytes);
    const error: unknown = await ask().catch((thrown: unknown) => thrown);
    expect(isPassing(error)).toBe(true);
    const rows = await waitFor('it answers again', ask);
    expect(Array.from(rows, (row) => row?.n)).toEqual(numbers);
  }
  await sql.end({ timeout: 2 });
  await expect(Promise.resolve(sql`select 1`)).rejects.toMatchObject({ code: 'CONNECTION_ENDED' });
  await line.cut();
});
