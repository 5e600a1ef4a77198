import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rulesClassifier } from '#lib/intents/classify.ts';
import { pipelineGroup, commentsStream, listKeyOf } from '#lib/comments/ingest-script.ts';
import { processEntries } from '#lib/comments/process.ts';
import { Accepted, AcceptedBatch, CommentRow, QueuedComment } from '#lib/comments/schema.ts';
import { Health } from '#lib/health/check.ts';
import { CreatedOrder, OrderRow } from '#lib/orders/schema.ts';
import { ProductRow } from '#lib/products/schema.ts';
import { ErrorBody } from '#lib/server/http.ts';
import { ShowRow } from '#lib/shows/schema.ts';
import { deskLoader } from '#lib/streamers/desk.ts';
import { ensureGroup } from '#lib/adapters/redis/comment-stream.ts';
import { commentOf } from '#lib/testing/comments.ts';
import { makeProduct, unique } from '#lib/testing/seller.ts';
import { makePictured, pngOf } from '#lib/testing/sight.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { silentLog } from '#lib/testing/world.ts';
import { drawProduct, held } from '#lib/vision/drawn.ts';
import { makeHelper, makeShop, startMs, startWeb, type Answer, type Shop, type TestWeb } from './test-web.ts';

// The wire contract over HTTP, the production build answering: these shapes are fixed, bridges and integrations speak them.
let web: TestWeb;
let shop: Shop;
let product: Awaited<ReturnType<typeof makeProduct>>;
beforeAll(async () => {
  web = await startWeb({ INGEST_LIMIT_PER_CLIENT: '100', INGEST_LIMIT_PER_KEY: '800' });
  shop = await makeShop(web.world);
  product = await makeProduct(shop, { code: 'A17', name: 'Linen shirt', priceMinor: 9999, stock: 3 });
}, startMs);
afterAll(() => web.end());

const codeOf = (answer: Answer) => answer.as(ErrorBody).error.code;
const streamed = async (streamer = shop.handle) => {
  const entries = await web.world.redis.xrange(commentsStream, '-', '+');
  return entries.map(([, fields]) => QueuedComment.parse(JSON.parse(fields[1] ?? ''))).filter((comment) => comment.streamer === streamer);
};
const post = (path: string, body: unknown, headers: Record<string, string> = {}) => web.ask('POST', path, { body, headers: { ...shop.asBridge, ...headers } });

/** What the pipeline would do, without one that decides over other suites' sellers. */
async function record(): Promise<void> {
  const { redis, sql, stream } = web.world;
  await ensureGroup(redis);
  const announcer = { comments() {}, changes() {}, show() {}, catalogue() {}, close: async () => {} };
  const ctx = { sql, stream, classifier: rulesClassifier, desksOf: deskLoader(sql), announcer, log: silentLog, maxDeliveries: 5 };
  for (let entries = await stream.read('test', 500, 1); entries.length > 0; entries = await stream.read('test', 500, 1)) await processEntries(ctx, entries);
  expect(await redis.xpending(commentsStream, pipelineGroup)).toEqual([0, null, null, null]);
}

describe.each(['/comments', '/api/comments'])('POST %s', (path) => {
  test('takes one comment', async () => {
    const comment = { streamer: shop.handle, client: `web_user_${unique()}`, message: 'mine 2 in red M', timestamp: '2025-12-06T14:30:45.123456' };
    const answer = await post(path, comment);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.json()).toEqual({ ok: true, queued_to: `chat:queue:${shop.handle}:${comment.client}`, stream: 'comments_stream', timestamp: comment.timestamp });
    const [listed = ''] = await web.world.redis.lrange(listKeyOf(comment), 0, -1);
    expect(JSON.parse(listed)).toMatchObject(comment);
    expect((await post(path, comment)).json()).toEqual({ ...answer.as(Accepted), duplicate: true });
  });

  test('fills in the time, and takes a platform and an id', async () => {
    const answer = await post(path, { streamer: ` ${shop.handle} `, client: 'c', message: 'x', platform: 'youtube_live', message_id: unique() });
    expect(Math.abs(Date.parse(answer.as(Accepted).timestamp) - Date.now())).toBeLessThan(60_000);
  });

  test('takes many, and names those that are none', async () => {
    const good = commentOf(shop, 'sold 12');
    const answer = await post(path, [good, { ...good }, { streamer: shop.handle, client: 'c' }, 'text']);
    expect(answer.status).toBe(200);
    expect(answer.as(AcceptedBatch.strict())).toEqual({
      ok: true, accepted: 1, duplicates: 1,
      rejected: [{ index: 2, error: { code: 'invalid', message: expect.stringContaining('message') } }, { index: 3, error: { code: 'invalid', message: expect.any(String) } }],
    });
    expect((await post(path, [])).json()).toEqual({ ok: true, accepted: 0, duplicates: 0, rejected: [] });
  });

  test.each([
    ['no JSON', 'streamer=x', 400, 'bad_request'],
    ['half of one', '{"streamer":', 400, 'bad_request'],
    ['no body', '', 400, 'bad_request'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400, 'bad_request'],
    ['a number', '12', 422, 'invalid'],
    ['no message', '{"streamer":"s","client":"c"}', 422, 'invalid'],
    ['501 comments', JSON.stringify(Array.from({ length: 501 }, () => ({}))), 413, 'too_large'],
    ['more than 4 MB', `"${'x'.repeat(4_000_000)}"`, 413, 'too_large'],
    ['far more than 4 MB', Buffer.alloc(15_900_000, 'a'), 413, 'too_large'],
  ])('answers %s as what it is', async (_, body, status, code) => {
    const answer = await web.ask('POST', path, { body, headers: { ...shop.asBridge, 'content-type': 'application/json' } });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  test('says where a comment is wrong', async () => {
    const { error } = (await post(path, { streamer: shop.handle, client: '', message: 'x'.repeat(2001), timestamp: 'now' })).as(ErrorBody);
    expect(error.issues?.map((issue) => issue.path).toSorted()).toEqual(['client', 'message', 'timestamp']);
  });

  test('a viewer who writes too much is told when to come back; others are not held up', async () => {
    const flood = Array.from({ length: 100 }, () => commentOf(shop, 'x', { client: `flood-${path}` }));
    expect((await post(path, flood)).as(AcceptedBatch)).toMatchObject({ accepted: 100 });
    const answer = await post(path, commentOf(shop, 'x', { client: `flood-${path}` }));
    expect([answer.status, codeOf(answer)]).toEqual([429, 'rate_limited']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    const mixed = await post(path, [commentOf(shop, 'x', { client: `flood-${path}` }), commentOf(shop, 'y')]);
    expect(mixed.as(AcceptedBatch)).toMatchObject({ accepted: 1, rejected: [{ index: 0, error: { code: 'rate_limited' } }] });
  });

  test('no spelling of a name gets around that', async () => {
    const client = `nul\u0000-${path}`;
    await post(path, Array.from({ length: 100 }, () => ({ streamer: shop.handle, client, message: 'x', message_id: unique() })));
    expect((await post(path, { streamer: shop.handle, client, message: 'x', message_id: unique() })).status).toBe(429);
  });

  test('keeps the caller’s request id to the stream and the database, and answers it', async () => {
    const requestId = `bridge-7:${unique()}`;
    const comment = commentOf(shop, 'is it warm?');
    const answer = await post(path, comment, { 'x-request-id': requestId });
    expect(answer.headers['x-request-id']).toBe(requestId);
    expect((await streamed()).find((entry) => entry.message_id === comment.message_id)?.request_id).toBe(requestId);
    await record();
    expect(await web.world.sql`select message from public.chat_messages where streamer_id = ${shop.id} and request_id = ${requestId}`).toEqual([{ message: 'is it warm?' }]);
    expect(await web.world.redis.exists(listKeyOf(comment))).toBe(0); // processed, so drained
    const odd = await post(path, {}, { 'x-request-id': 'a b"<script>' });
    expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(odd.as(ErrorBody).error.request_id).toBe(odd.headers['x-request-id']);
  });
});

test('a key that sends more than it may is refused whole, with the time to wait', async () => {
  const other = await makeShop(web.world);
  const batch = () => Array.from({ length: 500 }, () => commentOf(other, 'x'));
  const answers = await Promise.all([0, 1, 2].map(() => web.ask('POST', '/comments', { body: batch(), headers: other.asBridge })));
  const refused = answers.filter((answer) => answer.status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(1);
  expect(refused.map((answer) => Number(answer.headers['retry-after']) >= 1)).not.toContain(false);
  const accepted = answers.filter((answer) => answer.status === 200).reduce((sum, answer) => sum + answer.as(AcceptedBatch).accepted, 0);
  expect(await streamed(other.handle)).toHaveLength(accepted);
});

test.each(['/predict_intent', '/api/intents/predict'])('POST %s answers intent and score, and stores nothing', async (path) => {
  const before = await web.world.redis.xlen(commentsStream);
  const answer = await post(path, { text: 'I want to buy this product now!' });
  expect(answer.status).toBe(200);
  expect(answer.as(z.strictObject({ intent: z.literal('buy'), score: z.number().gt(0.5).max(1), quantity: z.number().nullable(), item_code: z.string().nullable(), variant_words: z.array(z.string()), language: z.string().nullable() }))).toBeTruthy();
  expect(await web.world.redis.xlen(commentsStream)).toBe(before);
  for (const [body, status] of [['{', 400], ['{}', 422], ['{"text":5}', 422], [JSON.stringify({ text: 'x'.repeat(200_000) }), 413]] as const) {
    expect((await web.ask('POST', path, { body, headers: shop.asBridge })).status).toBe(status);
  }
});

test.each(['/match_product', '/api/products/match'])('POST %s answers the product that frames show, else the one on screen, or none', async (path) => {
  const own = await makeShop(web.world);
  const pinned = await makeProduct(own, { name: 'Limited Edition Sneaker' });
  const seen = await makePictured(web.world, own, drawProduct(2));
  // An address that leads nowhere is told, and the rest goes on.
  const match = (input: object = {}) => web.ask('POST', path, { body: { streamer: own.handle, timestamp: new Date().toISOString(), frame_urls: ['http://127.0.0.1:1/f.jpg'], ...input }, headers: own.asBridge });
  const none = await match();
  expect([none.status, none.json()]).toEqual([200, { productId: null, score: 0, candidates: [], unread: [{ frame_url: 'http://127.0.0.1:1/f.jpg', problem: expect.stringContaining('open internet') }] }]);
  expect((await web.ask('POST', '/api/shows/current/pin', { body: { productId: pinned.id }, headers: own.asOwner })).status).toBe(200);
  expect((await match({ timestamp: undefined })).json()).toMatchObject({ productId: pinned.key, score: expect.closeTo(0.99), product_name: 'Limited Edition Sneaker', resolved_by: 'on_screen' });
  expect((await match({ timestamp: '2020-01-01T00:00:00Z', frame_urls: [] })).json()).toEqual({ productId: null, score: 0, candidates: [] });
  for (const wrong of [{ timestamp: '0000-01-01T00:00:00Z' }, { frame_urls: ['file:///etc/passwd'] }, { frame_urls: Array.from({ length: 11 }, () => 'https://x.y') }]) expect((await match(wrong)).status).toBe(422);

  const progress = () => web.ask('GET', '/api/products/pictures/progress', { headers: own.asBridge });
  await waitFor('the picture is prepared', async () => (await progress()).as(z.object({ ready: z.number() })).ready === 1);
  expect((await progress()).json()).toEqual({ total: 1, ready: 1, earlier: 0, waiting: 0, failed: [] });
  const frame = await pngOf(held(drawProduct(2), 90));
  const expected = { productId: seen.key, product_name: seen.name, resolved_by: 'frame', candidates: [{ productId: seen.key, product_name: seen.name, verified: true }] };
  expect((await match({ frames: [frame.toString('base64')] })).json()).toMatchObject(expected);
  for (const [frames, status] of [[['bm8gcGljdHVyZQ=='], 415], [[frame.subarray(0, 900).toString('base64')], 415], [Array.from({ length: 11 }, () => 'x'), 422], ['x', 422], [['x'.repeat(12_000_000)], 413]] as const) {
    expect((await match({ frames })).status).toBe(status);
  }
  const sendForm = async (file: Buffer) => {
    const form = new FormData();
    form.set('streamer', own.handle);
    for (const name of ['1.png', '2.png']) form.append('frames', new Blob([new Uint8Array(file)]), name);
    return fetch(`${web.url}${path}`, { method: 'POST', body: form, headers: own.asBridge });
  };
  const answer = await sendForm(frame);
  expect([answer.status, await answer.json()]).toMatchObject([200, expected]);
  expect((await sendForm(Buffer.from('this is no picture at all'))).status).toBe(415);
});

test('POST /api/frames keeps the frame, answers its match, and puts it on screen where the show follows the camera', async () => {
  const own = await makeShop(web.world);
  const seen = await makePictured(web.world, own, drawProduct(3));
  await waitFor('the picture is prepared', async () => (await web.ask('GET', '/api/products/pictures/progress', { headers: own.asBridge })).as(z.object({ ready: z.number() })).ready === 1);
  expect((await web.ask('POST', '/api/shows', { body: { title: 'Followed' }, headers: own.asOwner })).status).toBe(201);
  const send = async () => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(await pngOf(held(drawProduct(3), 91)))]), 'f.png');
    return fetch(`${web.url}/api/frames`, { method: 'POST', body: form, headers: own.asBridge });
  };
  const first = await send();
  expect([first.status, await first.json()]).toMatchObject([201, { match: { productId: seen.key }, pinned: false }]);
  expect((await web.ask('PATCH', '/api/shows/current', { body: { follow_camera: true, delay_ms: 2500 }, headers: own.asBridge })).status).toBe(403);
  expect((await web.ask('PATCH', '/api/shows/current', { body: { follow_camera: true, delay_ms: 2500 }, headers: own.asOwner })).json()).toMatchObject({ show: { follow_camera: true, delay_ms: 2500 } });
  const second = await send();
  expect(await second.json()).toMatchObject({ match: { productId: seen.key }, pinned: true });
  expect((await web.ask('GET', '/api/shows/current', { headers: own.asOwner })).json()).toMatchObject({ show: { pinned_product_id: seen.id, pinned_by: 'camera', pinned_score: expect.any(Number) } });
  expect((await web.ask('GET', '/api/shows/current/delay', { headers: own.asOwner })).json()).toMatchObject({ delay_ms: 2500, suggestion: null });
  expect((await web.ask('PATCH', '/api/settings', { body: { frame_days: 2 }, headers: own.asOwner })).json()).toMatchObject({ frame_days: 2 });
  expect((await web.ask('PATCH', '/api/settings', { body: { frame_days: 0 }, headers: own.asOwner })).status).toBe(422);
});

describe.each(['/order/create', '/api/orders'])('POST %s', (path) => {
  const order = (input: object = {}, headers: Record<string, string> = {}) => post(path, { product_id: product.key, buyer: `b-${unique()}`, streamer: shop.handle, source: 'tiktok_live', quantity: 1, ...input }, headers);
  beforeAll(async () => {
    product = await makeProduct(shop, { code: unique(), priceMinor: 9999, stock: 3 });
  });

  test('makes an order; sold out is 409 with the place in line; what is not there is 422', async () => {
    const made = await order({ quantity: 3 });
    expect(made.status).toBe(201);
    expect(made.as(CreatedOrder.strict())).toMatchObject({ order_id: expect.stringMatching(/^ORD-\d{8}-\d{5}$/), status: 'pending', total_price: 299.97 });
    const again = await web.ask('GET', `/api/orders/${made.as(CreatedOrder).order_id}`, { headers: shop.asBridge });
    expect(again.json()).toMatchObject({ order: { order_no: made.as(CreatedOrder).order_id, quantity: 3 }, ledger: [{ outcome: 'held' }] });
    for (const place of [1, 2]) {
      const soldOut = await order();
      expect([soldOut.status, soldOut.json()]).toEqual([409, { error: { code: 'sold_out', message: expect.any(String), request_id: expect.any(String) }, waitlist_place: place }]);
    }
    const unknown = await order({ product_id: 'PROD-99999999' });
    expect([unknown.status, unknown.as(ErrorBody).error.issues]).toEqual([422, [{ path: 'product_id', message: 'unknown' }]]);
  });

  test('with an Idempotency-Key is made once', async () => {
    const fresh = await makeProduct(shop, { code: unique(), stock: 5 });
    const input = { product_id: fresh.code, buyer: 'twice' };
    const key = { 'idempotency-key': unique() };
    const answers = await Promise.all([order(input, key), order(input, key), order(input, key)]);
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.as(CreatedOrder).order_id)).size).toBe(1);
    expect((await order(input)).as(CreatedOrder).order_id).not.toBe(answers[0]?.as(CreatedOrder).order_id);
    const [variant] = await web.world.sql`select held from public.variants where product_id = ${fresh.id}`;
    expect(variant).toEqual({ held: 2 });
  });

  test.each([
    [{ buyer: '' }], [{ quantity: 0 }], [{ quantity: 1.5 }], [{ quantity: '1' }], [{ quantity: 1e9 }], [{ source: 'fax' }], [{ variant_id: 'x' }], [{ product_id: null }],
    [{ buyer: 'a\u0000b' }], [{ product_id: '\u0000' }],
  ])('refuses %j', async (input) => {
    expect([(await order(input)).status, await web.world.sql`select 1 from public.buyers where streamer_id = ${shop.id} and name like 'a%b'`]).toEqual([422, []]);
  });
});

test.each(['/health', '/api/health'])('GET %s has an entry for each dependency', async (path) => {
  const answer = await web.ask('GET', path);
  expect(answer.status).toBe(200);
  expect(answer.as(Health.strict())).toMatchObject({ status: 'degraded', database: { status: 'ok' }, redis: { status: 'ok' }, supabase: { status: 'ok' }, pipeline: { status: 'degraded' }, waiting: { degraded_above: 3000, refused_above: 5000 }, image_model: { status: 'ok' }, payments: { status: 'ok', detail: 'test' }, messages: { status: 'ok', detail: 'none' } });
  for (const secret of [shop.key, process.env['SUPABASE_SECRET_KEY'], new URL(process.env['DATABASE_URL'] ?? '').password]) expect(answer.text).not.toContain(secret);
});

test('an image model that does not work is told on the health page; pictures are matched without it', async () => {
  const broken = await startWeb({ IMAGE_MODEL: '/no/such/looks.json' });
  try {
    const health = await waitFor('the health page tells it', async () => {
      const { image_model: part, status } = (await broken.ask('GET', '/health')).as(Health);
      return part.detail !== 'loading' && { part, status };
    });
    expect(health).toEqual({ part: { status: 'degraded', detail: expect.stringMatching(/^\/no\/such\/looks.json cannot be read\. Details alone/) as string }, status: 'degraded' });
  } finally {
    await broken.end();
  }
});

describe('lists', () => {
  let many: Shop;
  beforeAll(async () => {
    many = await makeShop(web.world);
    for (let n = 0; n < 7; n += 1) await makeProduct(many, { code: `P${n}`, name: n % 2 ? `Shirt ${n}` : `100% _silk_ ${n}`, stock: 50 });
    // Three rows a moment: a cursor by time alone would skip or repeat.
    await web.world.sql`update public.products set position = position / 3 where streamer_id = ${many.id}`;
    for (let n = 0; n < 11; n += 1) await web.ask('POST', '/order/create', { body: { product_id: `P${n % 3}`, buyer: `buyer ${n}`, streamer: many.handle }, headers: many.asBridge });
    await web.world.sql`update public.orders o set created_at = date_trunc('second', created_at) + ((right(order_no, 5)::int / 4) * 7) * interval '1 microsecond' where streamer_id = ${many.id}`;
    await web.world.sql`update public.shows set status = 'ended', ended_at = now() where streamer_id = ${many.id}`;
    for (let n = 0; n < 4; n += 1) await web.world.sql`insert into public.shows (streamer_id, title, status, ended_at, created_at) values (${many.id}, ${`Show ${n}`}, 'ended', now(), '2026-01-01')`;
    await web.ask('POST', '/comments', { body: Array.from({ length: 23 }, (_, n) => commentOf(many, n % 5 ? `hello ${n}` : 'mine P1', { client: `c${n % 4}, "x".y)` })), headers: many.asBridge });
    await record();
  });

  async function walk<T extends z.ZodType>(path: string, row: T, limit: number): Promise<z.infer<T>[]> {
    const rows: z.infer<T>[] = [];
    let cursor: string | null = null;
    do {
      const answer: Answer = await web.ask('GET', `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, { headers: many.asOwner });
      expect(answer.status).toBe(200);
      const page = answer.as(z.object({ items: z.array(row), next_cursor: z.string().nullable() }));
      expect(page.items.length).toBeLessThanOrEqual(limit);
      rows.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor && rows.length < 200);
    return rows;
  }

  test.each([
    ['/api/orders', OrderRow, 11],
    ['/api/comments', CommentRow, 23],
    ['/api/products', ProductRow, 7],
    ['/api/shows', ShowRow, 5],
  ])('%s is walked page by page: every row once, in the same order whatever the page', async (path, row, count) => {
    const whole = (await walk(path, row, 200)).map(({ id }) => id);
    expect(new Set(whole).size).toBe(count);
    for (const limit of [1, 2, 3, 10]) expect((await walk(path, row, limit)).map(({ id }) => id)).toEqual(whole);
  });

  test('the newest come first', async () => {
    const comments = await walk('/api/comments', CommentRow, 5);
    expect(comments.map(({ id }) => id)).toEqual(comments.map(({ id }) => id).toSorted((a, b) => b - a));
  });

  test.each(['x', '%00', 'W10', 'WzFd', Buffer.from('["a,b)","c"]').toString('base64url'), Buffer.from('[1e999,"x"]').toString('base64url'), Buffer.from('["2026-01-01),id.gt.0","1"]').toString('base64url'), 'a'.repeat(300)])('a cursor that is not ours is refused: %s', async (cursor) => {
    for (const path of ['/api/orders', '/api/products', '/api/shows']) expect((await web.ask('GET', `${path}?cursor=${cursor}`, { headers: many.asOwner })).status).toBeOneOf([400, 422]);
  });

  test('filters: what was asked for and nothing else, also with signs that mean something to a database', async () => {
    const ids = async (path: string) => (await walk(path, z.looseObject({ id: z.union([z.string(), z.number()]) }), 50)).length;
    expect(await ids(`/api/comments?client=${encodeURIComponent('c1, "x".y)')}`)).toBe(6);
    expect(await ids('/api/comments?search=HELLO')).toBe(18);
    expect(await ids('/api/comments?search=hello%25')).toBe(0);
    expect(await ids('/api/comments?intent=buy')).toBe(5);
    expect(await ids('/api/products?search=100%25%20_silk_')).toBe(4);
    expect(await ids('/api/products?search=%25')).toBe(4);
    expect(await ids('/api/products?archived=true')).toBe(0);
    expect(await ids('/api/orders?status=pending')).toBe(11);
    expect(await ids('/api/orders?status=paid')).toBe(0);
    expect(await ids('/api/orders?buyer=buyer%203')).toBe(1);
    expect(await ids('/api/orders?search=buyer%201')).toBe(2);
    expect(await ids(`/api/orders?search=${encodeURIComponent('*),streamer_id.not.is.null,(x')}`)).toBe(0);
  });

  test.each(['limit=0', 'limit=201', 'limit=x', 'limit=-1', 'status=gone', 'show=1'])('?%s is refused', async (query) => {
    expect((await web.ask('GET', `/api/orders?${query}`, { headers: many.asOwner })).status).toBe(422);
  });

  test('one order comes with its ledger', async () => {
    const [first] = await walk('/api/orders', OrderRow, 1);
    const answer = await web.ask('GET', `/api/orders/${first?.id}`, { headers: many.asBridge });
    expect(answer.json()).toMatchObject({ order: { id: first?.id }, ledger: [{ entry: 'claim', outcome: 'held', reason: 'in_stock' }] });
  });
});

describe('roles', () => {
  test('a packer reads and may not touch the show; a moderator may, and may not make keys', async () => {
    const [packer, moderator] = await Promise.all([makeHelper(web.world, shop, 'packer'), makeHelper(web.world, shop, 'moderator')]);
    const as = (person: { cookie: string }, method: string, path: string, body?: unknown) => web.ask(method, path, { headers: { cookie: person.cookie }, ...(body ? { body } : {}) });
    expect((await as(packer, 'GET', '/api/orders')).status).toBe(200);
    for (const [method, path, body] of [
      ['POST', '/api/shows/current/pin', { productId: null }],
      ['POST', '/api/orders', { product_id: product.key, buyer: 'b', streamer: shop.handle }],
      ['GET', '/api/parked', undefined],
      ['GET', '/api/bridges?show=00000000-0000-4000-8000-000000000000', undefined],
    ] as const) expect([path, codeOf(await as(packer, method, path, body))]).toEqual([path, 'forbidden']);
    expect((await as(moderator, 'POST', '/api/shows/current/pin', { productId: null })).status).toBe(200);
    for (const [method, path, body] of [
      ['POST', '/api/keys', { name: 'x' }],
      ['GET', '/api/keys', undefined],
      ['DELETE', `/api/keys/${shop.keyId}`, undefined],
      ['POST', '/api/invitations', { role: 'moderator' }],
      ['PATCH', '/api/settings', { name: 'Mine now' }],
      ['POST', '/api/products', { code: 'Z', name: 'Z', priceMinor: 1, variants: [{ name: 'z', stock: 1 }] }],
      ['DELETE', `/api/members/${shop.owner.userId}`, undefined],
    ] as const) expect([path, codeOf(await as(moderator, method, path, body))]).toEqual([path, 'forbidden']);
    expect((await web.ask('GET', '/api/keys', { headers: shop.asBridge })).status).toBe(403);
  });
});
