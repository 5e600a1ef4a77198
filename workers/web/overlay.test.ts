import { afterAll, beforeAll, expect, test } from 'vitest';
import { OverlayAddress, OverlayState } from '#lib/overlay/schema.ts';
import { makeProduct } from '#lib/testing/seller.ts';
import { makeHelper, makeShop, startMs, startWeb, type Shop, type TestWeb } from './test-web.ts';

// What lies over the video takes no session: whoever has its address sees it, in OBS.

let web: TestWeb;
let shop: Shop;
beforeAll(async () => {
  web = await startWeb();
  shop = await makeShop(web.world);
}, startMs);
afterAll(() => web.end());

const address = async () => (await web.ask('GET', '/api/settings/overlay', { headers: shop.asOwner })).as(OverlayAddress).path;

test('what is shown is sent once; then 304 until something changes', async () => {
  const path = await address();
  const product = await makeProduct(shop, { code: '14', name: 'Linen shirt', stock: 2 });
  await web.ask('POST', '/api/shows/current/pin', { headers: shop.asOwner, body: { productId: product.id } });
  const first = await web.ask('GET', `/api${path}`);
  expect(first.as(OverlayState).product).toMatchObject({ code: '14', variants: [{ left: 2 }] });
  expect(first.headers['cache-control']).toContain('no-cache');
  const etag = String(first.headers.etag);
  for (const seen of [etag, `W/${etag}`]) {
    const again = await web.ask('GET', `/api${path}`, { headers: { 'if-none-match': seen } });
    expect([again.status, again.text]).toEqual([304, '']);
  }
  await web.ask('POST', '/order/create', { headers: shop.asBridge, body: { product_id: '14', buyer: 'Maria Lopez', streamer: shop.handle } });
  const changed = await web.ask('GET', `/api${path}`, { headers: { 'if-none-match': etag } });
  expect([changed.status, changed.text.includes('Lopez')]).toEqual([200, false]);
  expect(changed.as(OverlayState)).toMatchObject({ product: { variants: [{ left: 1 }] }, buyers: ['Maria'] });
});

test('the page has the words already in it, no ground, and a frame only of our own', async () => {
  const { status, headers, text } = await web.ask('GET', `${await address()}?position=right&lang=es&sample=1`);
  expect(status).toBe(200);
  for (const part of ['over-video', 'overlay-right', 'noindex', 'lang="es"']) expect(text).toContain(part);
  expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
  expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
  expect((await web.ask('GET', '/sign-in')).headers['content-security-policy']).toContain("frame-ancestors 'none'");
});

test.each(['0'.repeat(64), 'short', '%27%20or%20true'])('behind %s there is none', async (token) => {
  expect((await web.ask('GET', `/api/overlay/${token}`)).status).toBe(404);
  const page = await web.ask('GET', `/overlay/${token}`);
  expect([page.status, page.text.includes('another address now')]).toEqual([404, true]);
});

test('a new address ends the old one; helpers and strangers can neither see nor change it', async () => {
  const old = await address();
  const headers = { ...shop.asOwner, origin: web.url };
  const next = (await web.ask('POST', '/api/settings/overlay', { headers })).as(OverlayAddress).path;
  expect((await web.ask('GET', `/api${old}`)).status).toBe(404);
  expect((await web.ask('GET', `/api${next}`)).status).toBe(200);
  const helper = await makeHelper(web.world, shop, 'moderator');
  for (const who of [{ cookie: helper.cookie }, {}]) {
    for (const method of ['GET', 'POST']) expect([401, 403]).toContain((await web.ask(method, '/api/settings/overlay', { headers: { ...who, 'x-forwarded-for': '203.0.113.9' } })).status);
  }
  expect(await address()).toBe(next);
});
