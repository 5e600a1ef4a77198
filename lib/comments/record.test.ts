import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { record } from './record.ts';

let world: World;
let seller: TestSeller;
let chat: TestChat;

beforeAll(async () => {
  world = openWorld(undefined, 8);
  seller = await makeSeller(world);
  chat = await openChat(world, seller);
});
afterAll(() => world.close());

const hello = (n: number) => chat.rows(Array.from({ length: n }, (_, i) => ({ client: `viewer-${i % 3}` })));

test('writes message, intent, match and request of a comment in the order given, and says which id each has', async () => {
  const product = await makeProduct(seller);
  const rows = chat.rows([{ client: 'ann' }, { client: 'bob', quantity: 2, claims: { productId: product.id, variantId: product.variant.id } }, { client: 'ann', cancels: 'any' }]);
  const recorded = await record(world.sql, rows);
  const ids = recorded.map((row) => row.id!);
  expect(recorded.every((row) => row.fresh)).toBe(true);
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  const stored = await world.sql`
    select m.client, m.message_id, i.intent, i.quantity, x.resolved_by, x.product_id, r.kind from public.chat_messages m
    join public.nlp_intents i on i.chat_message_id = m.id left join public.product_matches x on x.chat_message_id = m.id
    left join private.requests r on r.chat_message_id = m.id where m.id = any (${ids}) order by m.id`;
  expect(stored).toMatchObject([
    { client: 'ann', message_id: rows[0]!.message_id, intent: 'none', resolved_by: null, kind: null },
    { client: 'bob', intent: 'buy', quantity: 2, resolved_by: 'code', product_id: product.id, kind: 'claim' },
    { client: 'ann', intent: 'cancel', resolved_by: null, kind: 'cancel' },
  ]);
});

test('nothing to record is nothing', async () => {
  expect(await record(world.sql, [])).toEqual([]);
});

test('a comment that stands twice in one batch is written once, the earlier one', async () => {
  const [first, second] = hello(2);
  const twice = [first!, { ...second!, n: 1, dedupe_key: first!.dedupe_key, message: 'later' }];
  const recorded = await record(world.sql, twice);
  expect(recorded).toMatchObject([{ fresh: true }, { fresh: false }]);
  expect(await world.sql`select message from public.chat_messages where streamer_id = ${seller.id} and dedupe_key = ${first!.dedupe_key}`).toEqual([{ message: first!.message }]);
});

test('what is known keeps its id, and what is new beside it is written', async () => {
  const [a, b, c] = hello(3);
  const [known] = await record(world.sql, [b!]);
  const recorded = await record(world.sql, [a!, b!, c!].map((row, n) => ({ ...row, n })));
  expect(recorded.map((row) => row.fresh)).toEqual([true, false, true]);
  expect(recorded[1]!.id).toBe(known!.id);
});

test('the same batch from several processes at once is written once', async () => {
  const rows = hello(100);
  const all = await Promise.all(Array.from({ length: 6 }, () => record(world.sql, rows)));
  for (let n = 0; n < rows.length; n++) expect(all.filter((recorded) => recorded[n]!.fresh)).toHaveLength(1);
  const again = await record(world.sql, rows);
  expect(new Set(again.map((row) => row.id)).size).toBe(100);
});

test('two sellers may have the same message id', async () => {
  const other = await makeSeller(world);
  const there = await openChat(world, other);
  const [mine] = hello(1);
  const [theirs] = there.rows([{ client: 'viewer-0' }]);
  const recorded = await record(world.sql, [mine!, { ...theirs!, n: 1, dedupe_key: mine!.dedupe_key, message_id: mine!.message_id }]);
  expect(recorded.map((row) => row.fresh)).toEqual([true, true]);
});

test('one row that cannot be written leaves the whole batch unwritten', async () => {
  const rows = hello(3);
  rows[1]!.message = '';
  await expect(record(world.sql, rows)).rejects.toMatchObject({ code: '23514' });
  expect(await world.sql`select 1 from public.chat_messages where streamer_id = ${seller.id} and dedupe_key = any (${rows.map((row) => row.dedupe_key)})`).toEqual([]);
});
