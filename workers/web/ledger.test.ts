import { afterAll, beforeAll, expect, test } from 'vitest';
import { LedgerCheck, Why } from '#lib/ledger/schema.ts';
import { verifyFile } from '#lib/ledger/verify-file.ts';
import { claimOf, openChat } from '#lib/testing/chat.ts';
import { makeProduct, unique } from '#lib/testing/seller.ts';
import { makeHelper, makeShop, startMs, startWeb, type Shop, type TestWeb } from './test-web.ts';

let web: TestWeb;
let shop: Shop;
let messages: number[];
beforeAll(async () => {
  web = await startWeb();
  shop = await makeShop(web.world);
  const product = await makeProduct(shop, { code: unique().toUpperCase(), name: 'Linen shirt', stock: 1 });
  const chat = await openChat(web.world, shop);
  messages = await chat.say(claimOf(product, 'first_viewer'), claimOf(product, 'second_viewer'));
}, startMs);
afterAll(() => web.end());

test('the ledger comes as a file that can be checked, to those who sell', async () => {
  const answer = await web.ask('GET', '/api/ledger', { headers: shop.asOwner });
  expect([answer.status, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([200, 'application/jsonl; charset=utf-8', 'attachment; filename="ledger.jsonl"']);
  expect(await verifyFile(answer.text.split('\n'))).toMatchObject({ entries: 2, problem: null });
  const table = await web.ask('GET', '/api/ledger?format=csv', { headers: shop.asOwner });
  expect([table.status, table.text.trimEnd().split('\r\n').length]).toEqual([200, 3]);
  expect((await web.ask('GET', '/api/ledger/verify', { headers: shop.asOwner })).as(LedgerCheck)).toMatchObject({ entries: 2, ok: true });
  const packer = await makeHelper(web.world, shop, 'packer');
  expect((await web.ask('GET', '/api/ledger', { headers: { cookie: packer.cookie } })).status).toBe(403);
  expect((await web.ask('GET', '/api/ledger', { headers: shop.asBridge })).status).toBe(403);
  expect((await web.ask('GET', '/api/ledger/why', { headers: shop.asOwner })).status).toBe(422);
});

test('a buyer’s link shows their own line without a sign-in, and nobody else’s name', async () => {
  const why = (await web.ask('GET', `/api/ledger/why?comment=${messages[1]}`, { headers: shop.asOwner })).as(Why);
  expect(why.line.map((row) => row.name)).toEqual(['first_viewer', 'second_viewer']);
  const page = await web.ask('GET', `/fair/${why.claim.token}`);
  expect([page.status, page.headers['referrer-policy'], page.headers['x-robots-tag']]).toEqual([200, 'no-referrer', 'noindex, nofollow']);
  expect(page.text).toContain('Linen shirt');
  expect(page.text).toContain(why.claim.hash);
  expect(page.text).not.toContain('first_viewer');
  expect(page.text).not.toContain(why.line[0]?.order_id);
});

test('an address that asks too often is told to wait, in its language, and then heard again', async () => {
  const address = `/fair/${'0'.repeat(32)}`;
  expect((await web.ask('GET', address)).status).toBe(404);
  const [counter] = await web.world.redis.keys('limit:buyers:*');
  await web.world.redis.set(counter ?? '', 1_000_000, 'EX', 60);
  for (const where of [address, `/pay/${'0'.repeat(64)}`]) {
    const refused = await web.ask('GET', where, { headers: { 'accept-language': 'ar' } });
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
    expect(refused.text).toMatch(/<html lang="ar" dir="rtl"/);
  }
  await web.world.redis.del(counter ?? '');
  expect((await web.ask('GET', address)).status).toBe(404);
});

test('a wrong link leads nowhere', async () => {
  for (const wrong of ['0'.repeat(32), 'x', '0'.repeat(3000)]) expect((await web.ask('GET', `/fair/${wrong}`)).status).toBe(404);
});
