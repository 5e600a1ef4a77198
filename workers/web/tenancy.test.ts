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
  cart: string;
  written: string;
  shipment: string;
  buyer: string;
  otherBuyer: string;
  discount: string;
  comment: number;
  correction: number;
  parked: number;
  packer: string;
}
/** Well formed, and nobody's: what B's own links lead to is tested in pay.test.ts. */
const noLink = '0'.repeat(64);
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
  '/api/exports/orders': (b) => [['GET', `/api/exports/orders?streamer=${b.shop.handle}`], ['GET', `/api/exports/orders?show=${b.show}`], ['GET', '/api/exports/orders']],
  '/api/exports/buyers': (b) => [['GET', `/api/exports/buyers?streamer=${b.shop.handle}`], ['GET', '/api/exports/buyers']],
  '/api/exports/ledger': (b) => [['GET', `/api/exports/ledger?streamer=${b.shop.handle}`], ['GET', `/api/exports/ledger?show=${b.show}`], ['GET', '/api/exports/ledger']],
  '/api/frames': (b) => [['POST', `/api/frames?streamer=${b.shop.handle}`, 'x']],
  '/api/invitations': (b) => [['POST', `/api/invitations?streamer=${b.shop.handle}`, { role: 'moderator', streamer: b.shop.handle }]],
  '/api/keys': (b) => [['GET', `/api/keys?streamer=${b.shop.handle}`], ['POST', '/api/keys', { name: 'spare', streamer: b.shop.handle }]],
  '/api/keys/[id]': (b) => [['DELETE', `/api/keys/${b.shop.keyId}`]],
  '/api/ledger': (b) => [['GET', `/api/ledger?streamer=${b.shop.handle}`], ['GET', `/api/ledger?show=${b.show}`], ['GET', `/api/ledger?show=${b.show}&format=csv`]],
  '/api/ledger/verify': (b) => [['GET', `/api/ledger/verify?streamer=${b.shop.handle}`]],
  '/api/ledger/why': (b) => [['GET', `/api/ledger/why?order=${b.order}`], ['GET', `/api/ledger/why?comment=${b.comment}`], ['GET', `/api/ledger/why?order=${b.order}&streamer=${b.shop.handle}`]],
  '/api/members': (b) => [['GET', `/api/members?streamer=${b.shop.handle}`]],
  '/api/members/[id]': (b) => [['DELETE', `/api/members/${b.packer}`], ['DELETE', `/api/members/${b.packer}?streamer=${b.shop.handle}`]],
  '/api/messages': (b) => [['GET', `/api/messages?cart=${b.cart}`], ['GET', `/api/messages?cart=${b.cart}&streamer=${b.shop.handle}`]],
  '/api/messages/[id]/again': (b) => [['POST', `/api/messages/${b.written}/again`]],
  '/api/messages/[id]/by-hand': (b) => [['POST', `/api/messages/${b.written}/by-hand`]],
  '/api/messages/link': (b) => [['GET', `/api/messages/link?cart=${b.cart}`], ['GET', `/api/messages/link?cart=${b.cart}&streamer=${b.shop.handle}`]],
  '/api/messages/preview': (b) => [['POST', '/api/messages/preview', { topic: 'order.held', language: 'en', streamer: b.shop.handle }]],
  '/api/messages/settings': (b) => [['GET', `/api/messages/settings?streamer=${b.shop.handle}`], ['PUT', `/api/messages/settings?streamer=${b.shop.handle}`, { ladder: ['sms'], streamer: b.shop.handle }]],
  '/api/messages/test': (b) => [['POST', '/api/messages/test', { channel: 'email', to: 'a@b.test', topic: 'order.held', language: 'en', streamer: b.shop.handle }]],
  '/api/messages/twilio': () => [['POST', '/api/messages/twilio', 'MessageSid=SM1&MessageStatus=failed']],
  '/api/messages/unsubscribe': () => [['GET', `/api/messages/unsubscribe?cart=${noLink}`], ['POST', `/api/messages/unsubscribe?cart=${noLink}`]],
  '/api/messages/whatsapp': () => [['GET', '/api/messages/whatsapp?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1'], ['POST', '/api/messages/whatsapp', { entry: [] }]],
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
  '/api/orders/[id]/change': (b) => [['POST', `/api/orders/${b.order}/change`, { quantity: 2 }]],
  '/api/orders/[id]/refund': (b) => [['POST', `/api/orders/${b.order}/refund`, { restock: true }]],
  '/api/orders/[id]/link': (b) => [['GET', `/api/orders/${b.order}/link`]],
  '/api/orders/counts': (b) => [['GET', `/api/orders/counts?show=${b.show}&streamer=${b.shop.handle}`]],
  '/api/shipments': (b) => [['POST', '/api/shipments', { carts: [b.cart], status: 'packed', streamer: b.shop.handle }], ['POST', '/api/shipments', { carts: [b.cart], status: 'shipped' }]],
  '/api/shipments/[id]': (b) => [['PATCH', `/api/shipments/${b.shipment}`, { status: 'delivered', trackingNumber: 'x' }], ['DELETE', `/api/shipments/${b.shipment}`]],
  '/api/buyers': (b) => [['GET', `/api/buyers?streamer=${b.shop.handle}`], ['GET', '/api/buyers?search=buyer-of-b']],
  '/api/buyers/[id]': (b) => [['GET', `/api/buyers/${b.buyer}`], ['PATCH', `/api/buyers/${b.buyer}`, { status: 'banned', note: 'taken', streamer: b.shop.handle }]],
  '/api/buyers/[id]/link': (b) => [['POST', `/api/buyers/${b.buyer}/link`, { other: b.otherBuyer }], ['POST', `/api/buyers/${b.otherBuyer}/link`, { other: b.buyer, streamer: b.shop.handle }]],
  '/api/buyers/[id]/split': (b) => [['POST', `/api/buyers/${b.buyer}/split`, { platform: 'web', handle: 'buyer-of-b' }]],
  '/api/discounts': (b) => [['GET', `/api/discounts?streamer=${b.shop.handle}`], ['POST', '/api/discounts', { code: 'TAKEN', kind: 'percent', value: 1000, streamer: b.shop.handle }]],
  '/api/discounts/[id]': (b) => [['PUT', `/api/discounts/${b.discount}`, { code: 'TAKEN', kind: 'percent', value: 10_000 }]],
  '/api/variants/[id]/stock': (b) => [['POST', `/api/variants/${b.product.variant}/stock`, { by: 5 }]],
  '/api/shows/[id]/ignore-all': (b) => [['POST', `/api/shows/${b.show}/ignore-all`]],
  '/api/settings/selling': (b) => [['GET', `/api/settings/selling?streamer=${b.shop.handle}`], ['PATCH', '/api/settings/selling', { timeZone: 'Asia/Jakarta', streamer: b.shop.handle }]],
  '/api/settings/overlay': (b) => [['GET', `/api/settings/overlay?streamer=${b.shop.handle}`], ['POST', `/api/settings/overlay?streamer=${b.shop.handle}`, { streamer: b.shop.handle }]],
  '/api/overlay/[token]': () => [['GET', `/api/overlay/${noLink}`]],
  '/api/parked': (b) => [['GET', `/api/parked?streamer=${b.shop.handle}`], ['GET', '/api/parked']],
  '/api/parked/[id]': (b) => [['DELETE', `/api/parked/${b.parked}`]],
  '/api/parked/[id]/retry': (b) => [['POST', `/api/parked/${b.parked}/retry`]],
  '/api/pay/[token]': () => [['GET', `/api/pay/${noLink}`]],
  '/api/pay/[token]/checkout': () => [['POST', `/api/pay/${noLink}/checkout`]],
  '/api/pay/[token]/contact': () => [['POST', `/api/pay/${noLink}/contact`, { email: 'taken@example.com' }]],
  '/api/pay/[token]/discount': () => [['POST', `/api/pay/${noLink}/discount`, { code: null }]],
  '/api/pay/[token]/language': () => [['POST', `/api/pay/${noLink}/language`, { language: 'de' }]],
  '/api/pay/[token]/lines/[order]': (b) => [['POST', `/api/pay/${noLink}/lines/${b.order}`, { quantity: 0 }]],
  '/api/pay/[token]/waiting/[id]': () => [['POST', `/api/pay/${noLink}/waiting/1`, { quantity: 0 }], ['DELETE', `/api/pay/${noLink}/waiting/1`]],
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
  // The sandbox payment provider knows no sellers: it wants its own key.
  '/api/payments/webhook': () => [['POST', '/api/payments/webhook', {}]],
  '/api/sandbox/balance': () => [['GET', '/api/sandbox/balance']],
  '/api/sandbox/refunds': () => [['POST', '/api/sandbox/refunds', 'payment_intent=pi_of_b']],
  '/api/sandbox/checkout/sessions': () => [['POST', '/api/sandbox/checkout/sessions', 'mode=payment']],
  '/api/sandbox/checkout/sessions/[id]': () => [['GET', '/api/sandbox/checkout/sessions/cs_test_b']],
  '/api/sandbox/checkout/sessions/[id]/expire': () => [['POST', '/api/sandbox/checkout/sessions/cs_test_b/expire', '']],
  '/api/settings': (b) => [['GET', `/api/settings?streamer=${b.shop.handle}`], ['PATCH', '/api/settings', { name: 'Taken', streamer: b.shop.handle }]],
  '/api/shows': (b) => [['GET', `/api/shows?streamer=${b.shop.handle}`], ['POST', '/api/shows', { title: 'Taken', streamer: b.shop.handle }]],
  '/api/shows/plan': (b) => [['POST', `/api/shows/plan?streamer=${b.shop.handle}`, { title: 'Taken', streamer: b.shop.handle }]],
  '/api/shows/[id]': (b) => [['GET', `/api/shows/${b.show}`], ['PATCH', `/api/shows/${b.show}`, { title: 'Taken' }], ['DELETE', `/api/shows/${b.show}`]],
  '/api/shows/[id]/products': (b) => [['PUT', `/api/shows/${b.show}/products`, { products: [b.product.id] }]],
  '/api/shows/[id]/check': (b) => [['GET', `/api/shows/${b.show}/check`]],
  '/api/shows/[id]/live': (b) => [['POST', `/api/shows/${b.show}/live`]],
  '/api/shows/current': (b) => [['GET', `/api/shows/current?streamer=${b.shop.handle}`], ['PATCH', `/api/shows/current?streamer=${b.shop.handle}`, { delay_ms: 9000, follow_camera: true, streamer: b.shop.handle }]],
  '/api/shows/current/delay': (b) => [['GET', `/api/shows/current/delay?streamer=${b.shop.handle}`]],
  '/api/shows/current/end': (b) => [['POST', `/api/shows/current/end?streamer=${b.shop.handle}`]],
  '/api/shows/current/pin': (b) => [['POST', '/api/shows/current/pin', { productId: b.product.id }], ['POST', '/api/shows/current/pin', { productId: b.product.id, streamer: b.shop.handle }]],
  '/api/shows/[id]/report': (b) => [['GET', `/api/shows/${b.show}/report`], ['GET', `/api/shows/${b.show}/report?streamer=${b.shop.handle}`]],
  '/api/shows/[id]/parcels': (b) => [['GET', `/api/shows/${b.show}/parcels`], ['GET', `/api/shows/${b.show}/parcels?streamer=${b.shop.handle}`]],
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
  const [sold] = await sql<{ cart: string; shipment: string; buyer: string; other: string; discount: string }[]>`
    with parcel as (insert into public.shipments (streamer_id, cart_id, carrier) select streamer_id, cart_id, 'secret carrier of b' from public.orders where id = ${row?.id ?? null} returning id, cart_id),
      code as (insert into public.discounts (streamer_id, code, kind, value) values (${shop.id}, 'SECRET-OF-B', 'percent', 1000) returning id)
    select parcel.cart_id as cart, parcel.id as shipment, o.buyer_id as buyer, code.id as discount,
      (select b.id from public.buyers b where b.streamer_id = ${shop.id} and b.name = 'waiting-at-b') as other
    from parcel, code, public.orders o where o.id = ${row?.id ?? null}`;
  if (!sold) throw new Error('nothing of the selling was made');
  await sql`update public.orders set shipment_id = ${sold.shipment} where id = ${row?.id ?? null}`;
  const packer = await makeHelper(web.world, shop, 'packer');
  const [written] = await sql<{ id: string }[]>`
    insert into public.messages (streamer_id, buyer_id, cart_id, topic, language, state, body) values (${shop.id}, ${sold.buyer}, ${sold.cart}, 'order.held', 'en', 'failed', 'secret message of b') returning id`;
  b = { written: written?.id ?? '', cart: sold.cart, shipment: sold.shipment, buyer: sold.buyer, otherBuyer: sold.other, discount: sold.discount, shop, product: { id: product.id, variant: product.variant.id, key: product.key }, order: row?.id ?? '', show: row?.show_id ?? '', comment: comment?.id ?? 0, correction: Number(correction?.id), parked: parked?.id ?? 0, packer: packer.userId };
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
  const none = { shop: { handle: '', keyId: '' }, product: {}, order: '', show: '', written: '', cart: '', shipment: '', buyer: '', otherBuyer: '', discount: '', comment: 0, correction: 0, parked: 0, packer: '' } as unknown as Theirs;
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
  const hidden = [/secret (product|words|parked|carrier)/, /SECRET-OF-B/, /buyer-of-b/, /waiting-at-b/, /viewer-of-b/, new RegExp(b.shop.owner.email), new RegExp(b.shop.key.slice(0, 9))];
  for (const callsOf of Object.values(routes)) {
    for (const [method, path, body] of callsOf(b)) {
      const said = JSON.stringify(body)?.replace('OWN', a.handle);
      // As from elsewhere: on this machine itself, no key is needed by design.
      const answer = await web.ask(method, path, { headers: { ...who, 'x-forwarded-for': '203.0.113.9', 'content-type': 'application/json' }, body: said });
      for (const pattern of hidden) expect([method, path, pattern.test(answer.text) ? answer.text : 'nothing']).toEqual([method, path, 'nothing']);
      expect([method, path, answer.status < 500]).toEqual([method, path, true]);
      const open = as !== 'nobody' || /^\/api\/(health|openapi|pay\/|overlay\/|messages\/(whatsapp|twilio|unsubscribe))/.test(path);
      expect([method, path, open || [400, 401].includes(answer.status)]).toEqual([method, path, true]);
    }
  }
  expect(await snapshot()).toEqual(before);
  expect(await web.world.redis.xlen(commentsStream)).toBe(waiting);
});

test('what B does there itself works, so the refusals above say something', async () => {
  const headers = { ...b.shop.asOwner, 'x-forwarded-for': '203.0.113.9' };
  expect((await web.ask('GET', '/api/waitlist', { headers })).text).toContain('waiting-at-b');
  for (const path of [`/api/orders/${b.order}`, `/api/products/${b.product.id}`, '/api/parked', `/api/comments?show=${b.show}`, '/api/corrections', '/api/corrections?format=jsonl', `/api/buyers/${b.buyer}`, '/api/discounts']) {
    expect((await web.ask('GET', path, { headers })).text).toMatch(/secret|buyer-of-b/i);
  }
  expect((await web.ask('POST', `/api/orders/${b.order}/extend`, { headers, body: { seconds: 60 } })).status).toBe(200);
  expect((await web.ask('DELETE', `/api/members/${b.packer}`, { headers })).status).toBe(200);
});
