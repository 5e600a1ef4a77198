import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commentsStream } from '#lib/comments/ingest-script.ts';
import { createKey } from '#lib/keys/create.ts';
import { ErrorBody } from '#lib/server/http.ts';
import { commentOf } from '#lib/testing/comments.ts';
import { makePerson, makeProduct } from '#lib/testing/seller.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { cookiesOf, makeHelper, makeShop, startMs, startWeb, type Answer, type Shop, type TestWeb } from './test-web.ts';

// Who is let in: programs on this machine without a key, bridges with one, people with a session, and nobody else.
let web: TestWeb;
let shop: Shop;
let other: Shop;
beforeAll(async () => {
  web = await startWeb();
  [shop, other] = await Promise.all([makeShop(web.world), makeShop(web.world)]);
  await makeProduct(shop);
}, startMs);
afterAll(() => web.end());

const refusal = (answer: Answer) => [answer.status, answer.as(ErrorBody).error.code];
const waiting = () => web.world.redis.xlen(commentsStream);
type Request = readonly [method: string, path: string, body?: unknown];
const open = (): Request[] => [
  ['POST', '/comments', commentOf(shop, 'x')],
  ['POST', '/api/comments', [commentOf(shop, 'x')]],
  ['POST', '/predict_intent', { text: 'mine' }],
  ['POST', '/match_product', { streamer: shop.handle }],
  ['POST', '/order/create', { product_id: 'A17', buyer: 'b', streamer: shop.handle }],
  ['GET', `/api/orders?streamer=${shop.handle}`],
];
const send = ([method, path, body]: Request, headers: Record<string, string> = {}) => web.ask(method, path, { headers, ...(body === undefined ? {} : { body }) });

describe('without a key', () => {
  test('a program on this machine is answered', async () => {
    for (const request of open()) expect([request[1], (await send(request)).status]).toEqual([request[1], request[1] === '/order/create' ? 201 : 200]);
  });

  test('what is for people is not', async () => {
    for (const path of ['/api/keys', '/api/members', '/api/settings', '/api/shows']) expect((await web.ask('GET', `${path}?streamer=${shop.handle}`)).status).toBe(403);
  });

  test.each<Record<string, string>>([
    { 'x-forwarded-for': '127.0.0.1' },
    { 'X-Forwarded-Host': '127.0.0.1' },
    { 'x-forwarded-proto': 'http' },
    { 'x-real-ip': '127.0.0.1' },
    { forwarded: 'for=127.0.0.1' },
    { via: '1.1 tunnel' },
    { 'cf-connecting-ip': '127.0.0.1' },
    { 'ngrok-trace-id': '1' },
    { host: 'shop.example' },
    { host: 'localhost.evil.example' },
    { host: '127.0.0.1.evil.example:80' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'x-forwarded-for': '1.2.3.4', 'x-claimcast-local': '1' },
    { host: 'shop.example', 'X-Claimcast-Local': '1' },
  ])('a request that did not come straight from a program here is turned away: %j', async (headers) => {
    const before = await waiting();
    for (const request of open()) expect([request[1], ...refusal(await send(request, headers))]).toEqual([request[1], 401, 'unauthenticated']);
    expect(await waiting()).toBe(before);
  });

  test('figures for Prometheus are for this machine only', async () => {
    expect((await web.ask('GET', '/api/metrics')).text).toContain('claimcast_comments_accepted_total');
    expect((await web.ask('GET', '/api/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(401);
    expect((await web.ask('GET', '/api/metrics', { headers: { host: 'x.example', authorization: 'Bearer ' } })).status).toBe(401);
  });
});

describe('with a key', () => {
  const tunnel = { 'x-forwarded-for': '203.0.113.9', host: 'shop.example' };

  test('a bridge is answered from anywhere', async () => {
    for (const request of open()) expect((await send(request, { ...shop.asBridge, ...tunnel })).status).toBeLessThan(300);
  });

  test.each(['', 'Bearer', 'Bearer x', `Bearer cc_${'A'.repeat(43)}`, 'Basic Y2M6eA=='])('%j is no key, not even on this machine', async (authorization) => {
    for (const request of open()) expect([request[1], ...refusal(await send(request, { authorization }))]).toEqual([request[1], 401, 'unauthenticated']);
  });

  test('nobody speaks for another streamer', async () => {
    const before = await waiting();
    const [single, batch, , ...rest] = open();
    for (const request of [single!, ...rest]) expect([request[1], ...refusal(await send(request, other.asBridge))]).toEqual([request[1], 403, 'forbidden']);
    expect((await send(batch!, other.asBridge)).json()).toMatchObject({ accepted: 0, rejected: [{ index: 0, error: { code: 'forbidden' } }] });
    expect(await waiting()).toBe(before);
  });

  test('a key that was taken back is refused within moments, by every door', async () => {
    const { id, key } = await createKey(shop.owner.db, shop, 'lent');
    const lent = { authorization: `Bearer ${key}`, ...tunnel };
    expect((await send(['POST', '/comments', commentOf(shop, 'x')], lent)).status).toBe(200);
    expect((await web.ask('DELETE', `/api/keys/${id}`, { headers: shop.asOwner })).status).toBe(200);
    await waitFor('the key is refused', async () => (await send(['POST', '/comments', commentOf(shop, 'x')], lent)).status === 401, 10_000);
    await waitFor('the key is refused by Next’s routes', async () => (await send(['GET', '/api/orders'], lent)).status === 401, 10_000);
  });

  test('a key is kept as a hash, and shown once', async () => {
    const made = await web.ask('POST', '/api/keys', { body: { name: 'OBS' }, headers: shop.asOwner });
    const { key } = made.json() as { key: string };
    expect([made.status, key]).toEqual([201, expect.stringMatching(/^cc_[\w-]{43}$/)]);
    const list = await web.ask('GET', '/api/keys', { headers: shop.asOwner });
    expect(list.text).toContain(key.slice(0, 9));
    expect(list.text).not.toContain(key);
    const rows = await web.world.sql`select row_to_json(k)::text as row from public.bridge_keys k where streamer_id = ${shop.id}`;
    expect(JSON.stringify(rows)).not.toContain(key.slice(9));
  });
});

describe('with a session', () => {
  const change = { method: 'POST', path: '/api/shows', body: { title: 'By another page' } };
  test.each<Record<string, string>>([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'http://127.0.0.1:1' }])(
    'another site’s page changes nothing: %j',
    async (headers) => {
      const answer = await web.ask(change.method, change.path, { body: change.body, headers: { ...shop.asOwner, ...headers } });
      expect(refusal(answer)).toEqual([403, 'forbidden']);
      expect(await web.world.sql`select 1 from public.shows where streamer_id = ${shop.id} and title = ${change.body.title}`).toEqual([]);
    },
  );

  test('our own page does, also behind a tunnel that keeps its name', async () => {
    for (const headers of [{ origin: web.url, 'sec-fetch-site': 'same-origin' }, { host: 'shop.example', origin: 'https://shop.example', 'x-forwarded-proto': 'https' }]) {
      expect((await web.ask('POST', '/api/shows', { body: { title: 'Ours' }, headers: { ...shop.asOwner, ...headers } })).status).toBe(201);
    }
  });

  test('somebody without a workspace, or with somebody else’s, is told so', async () => {
    const stranger = { cookie: await cookiesOf(await makePerson(web.world)) };
    expect(refusal(await web.ask('GET', '/api/orders', { headers: stranger }))).toEqual([403, 'forbidden']);
    expect(refusal(await web.ask('GET', `/api/orders?streamer=${other.handle}`, { headers: shop.asOwner }))).toEqual([403, 'forbidden']);
  });

  test('a member who was taken out is out at once', async () => {
    const packer = await makeHelper(web.world, shop, 'packer');
    const asPacker = { cookie: packer.cookie };
    expect((await web.ask('GET', '/api/orders', { headers: asPacker })).status).toBe(200);
    expect((await web.ask('DELETE', `/api/members/${packer.userId}`, { headers: shop.asOwner })).status).toBe(200);
    expect((await web.ask('GET', '/api/orders', { headers: asPacker })).status).toBe(403);
  });
});

test('what was written about all this holds no key, no cookie and no comment', async () => {
  const secret = `the secret words ${shop.handle}`;
  await send(['POST', '/comments', commentOf(shop, secret)], shop.asBridge);
  await send(['POST', '/comments', `{"streamer": "${secret}`], shop.asBridge);
  await web.ask('GET', '/live', { headers: shop.asOwner });
  const log = web.output();
  expect(log).toContain('web.ready');
  expect(log).toContain('web.keyless_on_loopback');
  for (const hidden of [secret, shop.key, other.key, shop.cookie.slice(20, 60), process.env['SUPABASE_SECRET_KEY'] ?? '?', new URL(process.env['DATABASE_URL'] ?? '').password, 'test-redis-password']) expect(log).not.toContain(hidden);
});
