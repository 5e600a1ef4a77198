import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { CommentRow } from '#lib/comments/schema.ts';
import { CorrectionPage } from '#lib/corrections/schema.ts';
import { openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeHelper, makeShop, startMs, startWeb, type Shop, type TestWeb } from './test-web.ts';

// A seller's word on a comment over HTTP: who may say, see, take along and take back.
let web: TestWeb;
let shop: Shop;
let chat: TestChat;
let moderator: { cookie: string };
let packer: { cookie: string };
beforeAll(async () => {
  web = await startWeb();
  shop = await makeShop(web.world);
  chat = await openChat(web.world, shop);
  const [one, two] = await Promise.all([makeHelper(web.world, shop, 'moderator'), makeHelper(web.world, shop, 'packer')]);
  [moderator, packer] = [{ cookie: one.cookie }, { cookie: two.cookie }];
}, startMs);
afterAll(() => web.end());

const correct = (id: number | string, intent: unknown, headers: Record<string, string> = moderator) => web.ask('POST', `/api/comments/${id}/correct`, { headers, body: { intent } });
const list = async (query = '') => (await web.ask('GET', `/api/corrections${query}`, { headers: shop.asOwner })).as(CorrectionPage);
const comments = async () => (await web.ask('GET', '/api/comments', { headers: packer })).as(z.object({ items: z.array(CommentRow) })).items;

test('said by a moderator, it is seen by all, listed and downloaded by the owner, and taken back by the owner', async () => {
  const [message] = await chat.say({ client: 'ann' });
  expect(await correct(message!, 'question').then((answer) => [answer.status, answer.json()])).toEqual([200, { ok: true }]);
  expect((await comments()).find((row) => row.id === message)).toMatchObject({ intent: 'question', read_as: 'none', corrected: true });
  const [row] = (await list()).items;
  expect(row).toMatchObject({ chat_message_id: message, text: 'as it was said', was_intent: 'none', intent: 'question' });

  const file = await web.ask('GET', '/api/corrections?format=jsonl', { headers: shop.asOwner });
  expect([file.status, file.headers['content-type'], file.headers['content-disposition'], file.headers['cache-control']])
    .toEqual([200, 'application/jsonl; charset=utf-8', 'attachment; filename="corrections.jsonl"', 'no-store']);
  expect(file.text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([{ text: 'as it was said', intent: 'question', was: 'none', score: 0.9, at: row!.corrected_at }]);

  for (const _ of ['once', 'twice']) expect((await web.ask('DELETE', `/api/corrections/${row!.id}`, { headers: shop.asOwner })).status).toBe(200);
  expect(await list()).toEqual({ items: [], next_cursor: null, total: 0 });
  expect((await comments()).find((one) => one.id === message)).toMatchObject({ intent: 'none', corrected: false });
  expect((await web.ask('GET', '/api/corrections?format=jsonl', { headers: shop.asOwner })).text).toBe('');
});

test('is refused to whom it is not for, and when it says nothing', async () => {
  const [message] = await chat.say({ client: 'bob' });
  const statuses = await Promise.all([
    correct(message!, 'buy', packer), correct(message!, 'buy', shop.asBridge), correct(message!, 'love'), correct(message!, undefined), correct('x', 'buy'),
    web.ask('GET', '/api/corrections', { headers: moderator }), web.ask('GET', '/api/corrections?format=jsonl', { headers: moderator }),
    web.ask('GET', '/api/corrections?format=xml', { headers: shop.asOwner }), web.ask('GET', '/api/corrections?cursor=x', { headers: shop.asOwner }),
    web.ask('DELETE', '/api/corrections/1', { headers: moderator }), web.ask('DELETE', '/api/corrections/x', { headers: shop.asOwner }),
  ]);
  expect(statuses.map((answer) => answer.status)).toEqual([403, 403, 422, 422, 404, 403, 403, 422, 400, 403, 404]);
  expect((await list()).total).toBe(0);
});

test('is downloaded whole when there are more than are read at once, and listed in pages', async () => {
  const messages = await chat.say(...Array.from({ length: 600 }, (_, n) => ({ client: `viewer-${n}` })));
  await web.world.sql`insert into public.corrections (streamer_id, chat_message_id, text, was_intent, was_score, was_model, intent, corrected_by)
    select streamer_id, id, 'ไทย ' || id, 'none', 0.5, 'test', 'feedback', ${shop.owner.userId} from public.chat_messages where id = any (${messages})`;
  const file = await web.ask('GET', '/api/corrections?format=jsonl', { headers: shop.asOwner });
  const texts = file.text.trimEnd().split('\n').map((line) => (JSON.parse(line) as { text: string }).text);
  expect(texts).toEqual(messages.toReversed().map((id) => `ไทย ${id}`));
  const first = await list('?limit=200');
  expect([first.total, first.items.length, (await list(`?limit=200&cursor=${first.next_cursor}`)).items[0]?.text]).toEqual([600, 200, `ไทย ${messages.at(-201)}`]);
});
