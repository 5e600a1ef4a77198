import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CartView } from '#lib/carts/view.ts';
import { makeProduct, unique } from '#lib/testing/seller.ts';
import { CreatedOrder } from '#lib/orders/schema.ts';
import { makeShop, startMs, startWeb, type Shop, type TestWeb } from './test-web.ts';

// The page behind a buyer's link and its routes, which take no session.

let web: TestWeb;
let shop: Shop;
let code: string;
beforeAll(async () => {
  web = await startWeb();
  shop = await makeShop(web.world);
  ({ code } = await makeProduct(shop, { code: 'P1', name: 'Linen shirt', stock: 50 }));
}, startMs);
afterAll(() => web.end());

/** A buyer with this many units, and their link. */
async function buyer(quantity = 1) {
  const name = `buyer-${unique()}`;
  const made = await web.ask('POST', '/order/create', { headers: shop.asBridge, body: { product_id: code, buyer: name, streamer: shop.handle, quantity } });
  const orderNo = made.as(CreatedOrder).order_id;
  const [row] = await web.world.sql<{ id: string; token: string; cart_id: string }[]>`
    select o.id, o.cart_id, c.token from public.orders o join public.carts c on c.id = o.cart_id where o.streamer_id = ${shop.id} and o.order_no = ${orderNo}`;
  const { id: orderId, token, cart_id: cartId } = row!;
  return { name, orderId, cartId, token, page: `/pay/${token}`, api: `/api/pay/${token}` };
}

/** As a browser sends a form before any script has run: our page sends no Referer, so the Origin is "null". */
const submit = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  web.ask('POST', path, { headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', 'sec-fetch-site': 'same-origin', ...headers }, body: new URLSearchParams(fields).toString() });

describe('the page', () => {
  test('shows what is held and names the amount, and tells nobody of the link', async () => {
    const { page, name } = await buyer(2);
    const { status, headers, text } = await web.ask('GET', page);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
    expect(headers['cache-control']).toMatch(/no-store|no-cache/);
    expect(headers['content-security-policy']).toContain("form-action 'self' https://checkout.stripe.com");
    for (const part of [shop.name, name, 'Linen shirt', 'Pay $39.80', 'noindex']) expect(text).toContain(part);
  });

  test.each(['0'.repeat(64), 'short', '%27%20or%20true'])('behind %s is not there', async (token) => {
    const { status, text } = await web.ask('GET', `/pay/${token}`);
    expect([status, /This link leads nowhere/.test(text)]).toEqual([404, true]);
  });

  test('speaks the buyer’s language: what they chose, else what the browser asks for', async () => {
    const { page, api } = await buyer();
    const greek = { 'accept-language': 'el, ar;q=0.8' };
    expect((await web.ask('GET', page, { headers: greek })).text).toMatch(/<html lang="ar" dir="rtl"/);
    expect((await submit(`${api}/language`, { language: 'ko' })).headers.location).toBe(page);
    expect((await web.ask('GET', page, { headers: greek })).text).toMatch(/<html lang="ko" dir="ltr"/);
    expect((await submit(`${api}/language`, { language: 'xx' })).headers.location).toBe(`${page}?problem=invalid`);
  });
});

test('the way out of e-mail asks in the browser’s language', async () => {
  const { status, text } = await web.ask('GET', '/api/messages/unsubscribe?cart=x', { headers: { 'accept-language': 'ar' } });
  expect([status, /<html lang="ar" dir="rtl">/.test(text), /<form method="post">/.test(text)]).toEqual([200, true, true]);
});

describe('the routes', () => {
  test('answer what the page shows, without the secret', async () => {
    const { api, token, orderId } = await buyer();
    const answer = await web.ask('GET', api);
    expect(answer.as(CartView)).toMatchObject({ totalMinor: 1990, lines: [{ orderId, status: 'pending' }], payment: null });
    expect(answer.text).not.toContain(token);
  });

  test('know nothing of a wrong link', async () => {
    const { orderId } = await buyer();
    for (const token of ['0'.repeat(64), 'x']) {
      expect((await web.ask('GET', `/api/pay/${token}`)).status).toBe(404);
      expect((await web.ask('POST', `/api/pay/${token}/lines/${orderId}`, { body: { quantity: 0 } })).status).toBe(404);
    }
  });

  test('change nothing of another cart', async () => {
    const [mine, other] = [await buyer(), await buyer()];
    expect((await web.ask('POST', `${mine.api}/lines/${other.orderId}`, { body: { quantity: 0 } })).status).toBe(409);
    expect((await web.ask('GET', other.api)).as(CartView).lines).toMatchObject([{ status: 'pending' }]);
  });

  test('take JSON, and plain forms that go on to the page', async () => {
    const { api, page, orderId } = await buyer(3);
    expect((await web.ask('POST', `${api}/lines/${orderId}`, { body: { quantity: 2 } })).status).toBe(200);
    const form = await submit(`${api}/lines/${orderId}`, { quantity: '1' });
    expect([form.status, form.headers.location]).toEqual([303, `${page}?notice=changed`]);
    expect((await submit(`${api}/lines/${orderId}`, { quantity: '2' })).headers.location).toBe(`${page}?problem=not_yours`);
    expect((await submit(`${api}/discount`, { code: 'nope' })).headers.location).toBe(`${page}?problem=discount_unknown`);
    expect((await submit(`${api}/contact`, { phone: '0151 23456789', country: 'DE' })).headers.location).toBe(`${page}?notice=saved`);
    expect((await web.ask('GET', page)).text).toContain('•••• 6789');
    expect((await web.ask('POST', `${api}/contact`, { body: { phone: 'call me' } })).status).toBe(422);
    expect((await submit(`${api}/lines/${orderId}`, { quantity: '0' })).status).toBe(303);
    expect((await web.ask('GET', page)).text).toContain('Nothing to pay');
  });

  test('wait for fewer, and leave the line', async () => {
    const scarce = await makeProduct(shop, { code: unique().toUpperCase(), name: 'Ceramic cup', stock: 1 });
    const { api, page, name } = await buyer();
    await web.ask('POST', '/order/create', { headers: shop.asBridge, body: { product_id: scarce.code, buyer: `first-${unique()}`, streamer: shop.handle } });
    await web.ask('POST', '/order/create', { headers: shop.asBridge, body: { product_id: scarce.code, buyer: name, streamer: shop.handle, quantity: 3 } });
    const waiting = async () => (await web.ask('GET', api)).as(CartView).waiting;
    const [wait] = await waiting();
    const shown = (await web.ask('GET', page)).text;
    expect(shown).toContain('Ceramic cup');
    expect(shown).not.toContain('One size');
    const [, line] = [...shown.matchAll(/href="(\/fair\/[0-9a-f]{32})"/g)].map((match) => match[1]);
    const fair = await web.ask('GET', line ?? '');
    expect([fair.status, fair.text.includes('You are in line')]).toEqual([200, true]);
    const form = await submit(`${api}/waiting/${wait?.id}`, { quantity: '2' });
    expect([form.status, form.headers.location]).toEqual([303, `${page}?notice=changed`]);
    expect(await waiting()).toMatchObject([{ quantity: 2, place: 1 }]);
    expect((await web.ask('POST', `${api}/waiting/${wait?.id}`, { body: { quantity: 5 } })).status).toBe(409);
    expect((await web.ask('POST', `${api}/waiting/${wait?.id}`, { body: { quantity: 'few' } })).status).toBe(422);
    expect((await submit(`${api}/waiting/${wait?.id}`, { quantity: '0' })).headers.location).toBe(`${page}?notice=left`);
    expect(await waiting()).toEqual([]);
    expect((await web.ask('DELETE', `${api}/waiting/${wait?.id}`)).status).toBe(200);
  });

  test('begin to pay, by script and by plain form', async () => {
    const { api } = await buyer();
    const { url } = (await web.ask('POST', `${api}/checkout`)).json() as { url: string };
    expect(new URL(url).protocol).toMatch(/^https?:$/);
    const form = await submit(`${api}/checkout`, {});
    expect([form.status, form.headers.location]).toEqual([303, url]);
  });

  test('refuse pages of other sites', async () => {
    const { api, orderId } = await buyer();
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site', origin: 'null' }, { 'sec-fetch-site': 'same-site' }]) {
      expect((await submit(`${api}/lines/${orderId}`, { quantity: '0' }, { 'sec-fetch-site': 'same-origin', ...headers })).status).toBe(403);
    }
    expect((await web.ask('GET', api)).as(CartView).lines).toMatchObject([{ status: 'pending' }]);
  });

  test('refuse what is too large, not JSON, or not there', async () => {
    const { api, orderId } = await buyer();
    expect((await web.ask('POST', `${api}/contact`, { body: { email: 'x'.repeat(5000) } })).status).toBe(413);
    expect((await web.ask('POST', `${api}/contact`, { body: '{', headers: { 'content-type': 'application/json' } })).status).toBe(400);
    expect((await web.ask('POST', `${api}/lines/nothing`, { body: { quantity: 0 } })).status).toBe(404);
    expect((await web.ask('POST', `${api}/lines/${orderId}`, { body: { quantity: -1 } })).status).toBe(422);
    expect((await web.ask('DELETE', `${api}/waiting/x`)).status).toBe(404);
  });

  test('limit what one link changes, and leave the others alone', async () => {
    const [mine, other] = [await buyer(), await buyer()];
    const answers: number[] = [];
    while (answers.length < 60 && answers.at(-1) !== 429) answers.push((await web.ask('POST', `${mine.api}/language`, { body: { language: 'de' } })).status);
    expect(answers.at(-1)).toBe(429);
    const refused = await web.ask('POST', `${mine.api}/language`, { body: { language: 'de' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await web.ask('GET', mine.api)).status).toBe(200);
    expect((await web.ask('POST', `${other.api}/language`, { body: { language: 'de' } })).status).toBe(200);
  });
});
