import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '#lib/testing/world.ts';
import { openLine } from '#lib/testing/line.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { connectPostgres } from './connect.ts';
import { codeOf, isPassing } from './faults.ts';

let world: World;

beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

test('numbers and times come back as the code expects them', async () => {
  const [row] = await world.sql`select 5::int8 as big, 0.5::numeric as part, '2026-01-02T03:04:05.678Z'::timestamptz as at`;
  expect(row).toEqual({ big: 5, part: 0.5, at: '2026-01-02T03:04:05.678Z' });
});

test.each([
  ['text[]', []],
  ['text[]', ['a"b', 'c,d\\', '{e}', '', ' f ', 'NULL', 'null', 'line\nbreak', '日本 🙋']],
  ['text[]', ['a', null, 'b']],
  ['uuid[]', ['6e0c9a4e-3c3b-4f4e-9d0a-0a1b2c3d4e5f']],
  ['int8[]', [1, 9_007_199_254_740_991, -5]],
  ['int4[]', [1, 2]],
  ['float8[]', [0.5, -1e10]],
])('%s goes there and back: %j', async (type, list) => {
  const [row] = await world.sql<{ list: unknown }[]>`select ${list as string[]}::${world.sql.unsafe(type)} as list`;
  expect(row?.list).toEqual(list);
});

test('a statement that takes too long is ended where that is asked for', async () => {
  const sql = connectPostgres(world.env.DATABASE_URL!, { max: 1, name: 'claimcast-test', statementTimeoutMs: 50 });
  const error: unknown = await sql`select pg_sleep(30)`.catch((thrown: unknown) => thrown);
  expect([codeOf(error), isPassing(error)]).toEqual(['57014', true]);
  await sql.end({ timeout: 2 });
  expect(await world.sql`show statement_timeout`).toEqual([{ statement_timeout: '0' }]);
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

test('cut off and reached again, over and over while it is asked, it never keeps a connection that is dead', async () => {
  const url = new URL(world.env.DATABASE_URL!);
  const line = await openLine(Number(url.port));
  url.port = String(line.port);
  const sql = connectPostgres(url.href, { max: 4, name: 'claimcast-test' });
  const codes = new Set<string>();
  const ask = () => sql`select 1 as one`.catch((error: unknown) => void codes.add(codeOf(error)));
  for (let round = 0; round < 30; round++) {
    const asked: Promise<unknown>[] = [];
    const askAgain = () => asked.length < 40 && (asked.push(ask()), setImmediate(askAgain));
    askAgain();
    await waitFor('it is being asked', () => asked.length > 5 + (round % 10));
    await line.cut();
    await line.mend();
    await waitFor('all is asked', () => asked.length === 40);
    await Promise.all(asked);
  }
  expect(await waitFor('it answers', ask)).toEqual([{ one: 1 }]);
  expect([...codes].filter((code) => !isPassing(Object.assign(new Error(code), { code })))).toEqual([]);
  expect(codes).not.toContain('CONNECT_TIMEOUT'); // what it says of a connection that it never writes to
  await sql.end({ timeout: 2 });
  await line.cut();
});
