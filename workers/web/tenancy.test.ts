import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commentOf } from '#lib/testing/comments.ts';
import { makeProduct, unique } from '#lib/testing/seller.ts';
import { commentsStream } from '#lib/comments/ingest-script.ts';
import { CreatedOrder } from '#lib/orders/schema.ts';
import { makeHelper, makeShop, startMs, startWeb, type Shop, type TestWeb } from './test-web.ts';

// Seller A, with a session and with a key, against every route with everything of seller B's that has an id. The table
// below must name every route that lies in app/api: a new one fails this test until somebody has said what B has there.
interface Theirs {
  shop: Shop;
  product: { id: string; variant: string; key: string };
  order: string;
  show: string;
  comment: number;
  correction: number;
  parked: number;
  packer: string;
}
type Call = readonly [method: string, path: string, body?: unknown];

const routes: Record<string, (b: Theirs) => Call[]> = {
  '/api/[...path]': () => [],
  '/api/health': () => [['GET', '/api/health']],
  '/api/metrics': () => [['GET', '/api/metrics']],
  '/api/openapi.json': () => [['GET', '/api/openapi.json']],
  '/api/intents/predict': () => [['POST', '/api/intents/predict', { text: 'mine' }]],
  '/api/bridges': (b) => [['GET', `/api/bridges?show=${b.show}`], ['GET', `/api/bridges?show=${b.show}&streamer=${b.shop.handle}`]],
  '/api/comments': (b) => [
    ['GET', `/api/comments?show=${b.show}`],
    ['GET', `/api/comments?streamer=${b.shop.handle}`],
    ['GET', `/api/comments?client=viewer-of-b`],
    ['GET', `/api/comments?search=secret`],
    ['POST', '/api/comments', commentOf(b.shop, 'not from b')],
    ['POST', '/api/comments', [commentOf(b.shop, 'not from b')]],
  ],
  '/api/comments/[id]/claim': (b) => [['POST', `/api/comments/${b.comment}/claim`, { variantId: b.product.variant, quantity: 1 }]],
  '/api/comments/[id]/correct': (b) => [['POST', `/api/comments/${b.comment}/correct`, { intent: 'question' }]],
  '/api/comments/[id]/ignore': (b) => [['POST', `/api/comments/${b.comment}/ignore`]],
  '/api/corrections': (b) => [['GET', `/api/corrections?streamer=${b.shop.handle}`], ['GET', `/api/corrections?format=jsonl&streamer=${b.shop.handle}`], ['GET', '/api/corrections?format=jsonl']],
  '/api/corrections/[id]': (b) => [['DELETE', `/api/corrections/${b.correction}`], ['DELETE', `/api/corrections/${b.correction}?streamer=${b.shop.handle}`]],
  '/api/demo': (b) => [['GET', `/api/demo?streamer=${b.shop.handle}`], ['POST', '/api/demo', { speed: 1, streamer: b.shop.handle }], ['DELETE', `/api/demo?streamer=${b.shop.handle}`]],
  '/api/frames': (b) => [['POST', `/api/frames?streamer=${b.shop.handle}`, 'x']],
  '/api/invitations': (b) => [['POST', `/api/invitations?streamer=${b.shop.handle}`, { role: 'moderator', streamer: b.shop.handle }]],
  '/api/keys': (b) => [['GET', `/api/keys?streamer=${b.shop.handle}`], ['POST', '/api/keys', { name: 'spare', streamer: b.shop.handle }]],
  '/api/keys/[id]': (b) => [['DELETE', `/api/keys/${b.shop.keyId}`]],
  '/api/members': (b) => [['GET', `/api/members?streamer=${b.shop.handle}`]],
  '/api/members/[id]': (b) => [['DELETE', `/api/members/${b.packer}`], ['DELETE', `/api/members/${b.packer}?streamer=${b.shop.handle}`]],
  '/api/orders': (b) => [
    ['GET', `/api/orders?show=${b.show}`],
    ['GET', `/api/orders?streamer=${b.shop.handle}`],
    ['GET', '/api/orders?buyer=buyer-of-b'],
    ['GET', '/api/orders?search=buyer-of-b'],
    ['POST', '/api/orders', { product_id: b.product.key, buyer: 'x', streamer: b.shop.handle }],
    ['POST', '/api/orders', { product_id: b.product.id, variant_id: b.product.variant, buyer: 'x', streamer: 'OWN' }],
  ],
  '/api/orders/[id]': (b) => [['GET', `/api/orders/${b.order}`], ['GET', `/api/orders/${b.order}?streamer=${b.shop.handle}`]],
  '/api/orders/[id]/cancel': (b) => [['POST', `/api/orders/${b.order}/cancel`]],
  '/api/orders/[id]/extend': (b) => [['POST', `/api/orders/${b.order}/extend`, { seconds: 60 }]],
  '/api/parked': (b) => [['GET', `/api/parked?streamer=${b.shop.handle}`], ['GET', '/api/parked']],
  '/api/parked/[id]': (b) => [['DELETE', `/api/parked/${b.parked}`]],
  '/api/parked/[id]/retry': (b) => [['POST', `/api/parked/${b.parked}/retry`]],
  '/api/products': (b) => [['GET', `/api/products?streamer=${b.shop.handle}`], ['GET', '/api/products?search=secret'], ['POST', '/api/products', { ...form(b), streamer: b.shop.handle }]],
  '/api/products/[id]': (b) => [
    ['GET', `/api/products/${b.product.id}`],
    ['PUT', `/api/products/${b.product.id}`, form(b)],
    ['PUT', `/api/products/${b.product.id}`, { ...form(b), variants: [{ id: b.product.variant, name: 'mine now', stock: 0 }] }],
    ['PATCH', `/api/products/${b.product.id}`, { archived: true }],
  ],
  '/api/products/match': (b) => [['POST', '/api/products/match', { streamer: b.shop.handle }]],
  '/api/products/pictures': (b) => [['POST', `/api/products/pictures?streamer=${b.shop.handle}`, 'x']],
  '/api/products/pictures/progress': (b) => [['GET', `/api/products/pictures/progress?streamer=${b.shop.handle}`]],
  '/api/settings': (b) => [['GET', `/api/settings?streamer=${b.shop.handle}`], ['PATCH', '/api/settings', { name: 'Taken', streamer: b.shop.handle }]],
  '/api/shows': (b) => [['GET', `/api/shows?streamer=${b.shop.handle}`], ['POST', '/api/shows', { title: 'Taken', streamer: b.shop.handle }]],
  '/api/shows/current': (b) => [['GET', `/api/shows/current?streamer=${b.shop.handle}`], ['PATCH', `/api/shows/current?streamer=${b.shop.handle}`, { delay_ms: 9000, follow_camera: true, streamer: b.shop.handle }]],
  '/api/shows/current/delay': (b) => [['GET', `/api/shows/current/delay?streamer=${b.shop.handle}`]],
  '/api/shows/current/end': (b) => [['POST', `/api/shows/current/end?streamer=${b.shop.handle}`]],
  '/api/shows/current/pin': (b) => [['POST', '/api/shows/current/pin', { productId: b.product.id }], ['POST', '/api/shows/current/pin', { productId: b.product.id, streamer: b.shop.handle }]],
  '/api/waitlist': (b) => [['GET', `/api/waitlist?show=${b.show}`], ['GET', `/api/waitlist?streamer=${b.shop.handle}`]],
};
const form = (b: Theirs) => ({ code: 'TAKEN', name: 'Taken', priceMinor: 1, variants: [{ name: `v-${b.shop.handle.length}`, stock: 1 }] });

let web: TestWeb;
let a: Shop;
let b: Theirs;
beforeAll(async () => {
  web = await startWeb();
  const [mine, shop] = await Promise.all([makeShop(web.world), makeShop(web.world)]);
  a = mine;
  const { sql } = web.world;
  const product = await makeProduct(shop, { code: 'B1', name: 'secret product of b', stock: 1 });
  const order = (buyer: string) => web.ask('POST', '/order/create', { body: { product_id: 'B1', buyer, streamer: shop.handle }, headers: shop.asBridge });
  const orderNo = (await order('buyer-of-b')).as(CreatedOrder).order_id;
  await order('waiting-at-b');
  const [row] = await sql<{ id: string; show_id: string }[]>`select id, show_id from public.orders where streamer_id = ${shop.id} and order_no = ${orderNo}`;
  const [comment] = await sql<{ id: number }[]>`
    insert into public.chat_messages (streamer_id, show_id, platform, client, dedupe_key, message, said_at, received_at, arrival)
    values (${shop.id}, ${row?.show_id ?? null}, 'web', 'viewer-of-b', ${unique()}, 'secret words of b', now(), now(), 1) returning id`;
  await sql`insert into public.nlp_intents (chat_message_id, streamer_id, intent, score, model) values (${comment?.id ?? null}, ${shop.id}, 'none', 0.5, 'test')`;
  await web.ask('POST', `/api/comments/${comment?.id}/correct`, { headers: shop.asOwner, body: { intent: 'complaint' } });
  const [correction] = await sql<{ id: number }[]>`select id from public.corrections where streamer_id = ${shop.id}`;
  const [parked] = await sql<{ id: number }[]>`
    insert into public.parked_comments (streamer_id, stream_id, payload, reason, deliveries) values (${shop.id}, ${unique()}, '{"message":"secret parked at b"}', 'test', 1) returning id`;
  const packer = await makeHelper(web.world, shop, 'packer');
  b = { shop, product: { id: product.id, variant: product.variant.id, key: product.key }, order: row?.id ?? '', show: row?.show_id ?? '', comment: comment?.id ?? 0, correction: Number(correction?.id), parked: parked?.id ?? 0, packer: packer.userId };
  await makeProduct(a, { code: 'A1', name: 'own product', stock: 5 });
}, startMs);
afterAll(() => web.end());

/** Every row that belongs to B, of every table that knows sellers. */
async function snapshot(): Promise<Record<string, unknown>> {
  const { sql } = web.world;
  const tables = await sql<{ table_name: string }[]>`
    select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'streamer_id' and t.table_type = 'BASE TABLE' order by 1`;
  const rows: Record<string, unknown> = { streamers: await sql`select * from public.streamers where id = ${b.shop.id}` };
  for (const { table_name: table } of tables) {
    const [all] = await sql`select coalesce(jsonb_agg(to_jsonb(t) - 'last_used_at' order by to_jsonb(t)::text), '[]') as rows from ${sql(`public.${table}`)} t where streamer_id = ${b.shop.id}`;
    rows[table] = all?.['rows'];
  }
  return rows;
}

test('the table names every route that there is', () => {
  const onDisk = globSync('app/api/**/route.ts').map((file) => `/${file.replace(/^app\//, '').replace(/\/route\.ts$/, '')}`);
  expect(Object.keys(routes).toSorted()).toEqual(onDisk.toSorted());
});

test('and every method of each', () => {
  const none = { shop: { handle: '', keyId: '' }, product: {}, order: '', show: '', comment: 0, correction: 0, parked: 0, packer: '' } as unknown as Theirs;
  for (const [route, callsOf] of Object.entries(routes)) {
    const source = readFileSync(`app${route}/route.ts`, 'utf8');
    const there = [...source.matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g)].map((match) => String(match[1]));
    expect([route, [...new Set(callsOf({ ...none, shop: { ...none.shop, handle: 'b' } }).map(([method]) => method))].toSorted()]).toEqual([route, [...new Set(there)].toSorted()]);
  }
});

test.each(['session', 'key', 'nobody'] as const)('with A’s %s nothing of B’s can be read or changed', async (as) => {
  const who = { session: a.asOwner, key: a.asBridge, nobody: {} }[as];
  const before = await snapshot();
  const waiting = await web.world.redis.xlen(commentsStream);
  const hidden = [/secret/, /buyer-of-b/, /waiting-at-b/, /viewer-of-b/, new RegExp(b.shop.owner.email), new RegExp(b.shop.key.slice(0, 9))];
  for (const callsOf of Object.values(routes)) {
    for (const [method, path, body] of callsOf(b)) {
      const said = JSON.stringify(body)?.replace('OWN', a.handle);
      // As from elsewhere: on this machine itself, no key is needed by design.
      const answer = await web.ask(method, path, { headers: { ...who, 'x-forwarded-for': '203.0.113.9', 'content-type': 'application/json' }, body: said });
      for (const pattern of hidden) expect([method, path, pattern.test(answer.text) ? answer.text : 'nothing']).toEqual([method, path, 'nothing']);
      expect([method, path, answer.status < 500]).toEqual([method, path, true]);
      const open = as !== 'nobody' || /^\/api\/(health|openapi)/.test(path);
      expect([method, path, open || [400, 401].includes(answer.status)]).toEqual([method, path, true]);
    }
  }
  expect(await snapshot()).toEqual(before);
  expect(await web.world.redis.xlen(commentsStream)).toBe(waiting);
});

test('what B does there itself works, so the refusals above say something', async () => {
  const headers = { ...b.shop.asOwner, 'x-forwarded-for': '203.0.113.9' };
  expect((await web.ask('GET', '/api/waitlist', { headers })).text).toContain('waiting-at-b');
  for (const path of [`/api/orders/${b.order}`, `/api/products/${b.product.id}`, '/api/parked', `/api/comments?show=${b.show}`, '/api/corrections', '/api/corrections?format=jsonl']) {
    expect((await web.ask('GET', path, { headers })).text).toMatch(/secret|buyer-of-b/);
  }
  expect((await web.ask('POST', `/api/orders/${b.order}/extend`, { headers, body: { seconds: 60 } })).status).toBe(200);
  expect((await web.ask('DELETE', `/api/members/${b.packer}`, { headers })).status).toBe(200);
});
