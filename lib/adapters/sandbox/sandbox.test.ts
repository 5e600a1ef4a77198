import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Jobs } from '#lib/ports.ts';
import { startStripeServer, type StripeServer } from '#lib/testing/stripe-server.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { decodeForm } from './form.ts';
import { sandboxSecrets } from './secrets.ts';

let world: World;
let server: StripeServer;
let webhook: Webhook;
const sent: { eventId: string; afterSeconds: number | undefined }[] = [];
const jobs: Jobs = {
  send: (_name, data, options) => {
    sent.push({ eventId: 'eventId' in data ? data.eventId : '', afterSeconds: options?.afterSeconds });
    return Promise.resolve();
  },
};
beforeAll(async () => {
  world = openWorld();
  [server, webhook] = await Promise.all([startStripeServer({ sql: world.sql, jobs }), startWebhook()]);
});
afterAll(async () => {
  await Promise.all([server.close(), webhook.close()]);
  await world.close();
});

/** Somebody who listens at the other end, and answers what the test wants. */
interface Webhook {
  url: string;
  got: { body: string; signature: string }[];
  status: number;
  close(): Promise<void>;
}
async function startWebhook(): Promise<Webhook> {
  const at: Omit<Webhook, 'url' | 'close'> = { got: [], status: 200 };
  const http: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      at.got.push({ body: Buffer.concat(chunks).toString(), signature: String(request.headers['stripe-signature']) });
      response.writeHead(at.status).end();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => http.close(() => resolve()));
  return Object.assign(at, { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`, close });
}

const form = (of: Record<string, string> = {}) =>
  new URLSearchParams({
    mode: 'payment', success_url: 'https://shop.example/done?s={CHECKOUT_SESSION_ID}', cancel_url: 'https://shop.example/back', 'line_items[0][quantity]': '2', 'line_items[0][price_data][currency]': 'usd',
    'line_items[0][price_data][unit_amount]': '1500', 'line_items[0][price_data][product_data][name]': 'Mug', ...of,
  }).toString();
interface Answer {
  status: number;
  requestId: string | null;
  replayed: string | null;
  body: Record<string, unknown> & { id: string; error?: Record<string, string> };
}
async function ask(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${server.url}/v1${path}`, { method, headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/x-www-form-urlencoded', ...headers }, ...(body === undefined ? {} : { body }) });
  return { status: response.status, requestId: response.headers.get('request-id'), replayed: response.headers.get('idempotent-replayed'), body: (await response.json()) as Answer['body'] };
}
const buyer = { email: 'ana@example.com', phone: null, shipTo: null };
const open = async () => (await ask('POST', '/checkout/sessions', form())).body.id;
const typesOf = async (id: string) => (await server.eventsOf(id)).map((event) => `${event.type}${event.payload === null ? ' planned' : ''}`).toSorted();
/** As if the time had come. */
async function passTime(id: string): Promise<void> {
  await world.sql`update private.sandbox_events set due_at = now() where session_id = ${id} and payload is null`;
  await world.sql`update private.sandbox_sessions set expires_at = now() where id = ${id}`;
}

describe('the API', () => {
  test.each([[{ authorization: '' }], [{ authorization: 'Bearer sk_test_sandbox_wrong' }], [{ authorization: 'Bearer' }], [{ authorization: 'Basic eDp5' }]])('wants its key: %j', async (headers) => {
    const before = sent.length;
    for (const [method, path] of [['POST', '/checkout/sessions'], ['GET', '/balance'], ['POST', '/refunds'], ['GET', '/nothing']] as const) {
      const answer = await ask(method, path, method === 'POST' ? form() : undefined, headers);
      expect([path, answer.status, answer.body.error?.['type']]).toEqual([path, 401, 'invalid_request_error']);
      expect(JSON.stringify(answer.body)).not.toContain(server.secretKey);
    }
    expect(sent).toHaveLength(before);
  });

  test('takes the key as Stripe’s other clients send it, and says which request it was', async () => {
    const answer = await ask('GET', '/balance', undefined, { authorization: `Basic ${Buffer.from(`${server.secretKey}:`).toString('base64')}` });
    expect(answer).toMatchObject({ status: 200, requestId: expect.stringMatching(/^req_/) as unknown, body: { object: 'balance', livemode: false } });
  });

  test('the same key is the same answer; for another request it is an error', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const all = await Promise.all([1, 2, 3, 4].map(() => ask('POST', '/checkout/sessions', form(), key)));
    expect(new Set(all.map((answer) => answer.body.id)).size).toBe(1);
    expect(all.filter((answer) => answer.replayed === 'true')).toHaveLength(3);
    for (const [path, body] of [['/checkout/sessions', form({ locale: 'de' })], ['/refunds', form()]] as const) {
      expect((await ask('POST', path, body, key)).body.error).toMatchObject({ type: 'idempotency_error', message: expect.stringContaining(key['idempotency-key']) as unknown });
    }
  });

  test.each<[Record<string, string>, object]>([
    [{ mode: 'subscription' }, { param: 'mode' }],
    [{ success_url: 'javascript:alert(1)' }, { param: 'success_url', code: 'url_invalid' }],
    [{ cancel_url: 'data:text/html,x' }, { param: 'cancel_url', code: 'url_invalid' }],
    [{ customer_email: 'nobody' }, { param: 'customer_email', code: 'email_invalid' }],
    [{ tip: '1' }, { param: 'tip', code: 'parameter_unknown' }],
    [{ 'line_items[0][price_data][unit_amount]': '-5' }, { param: 'line_items[0][price_data][unit_amount]' }],
    [{ 'line_items[0][price_data][unit_amount]': '1.5' }, { param: 'line_items[0][price_data][unit_amount]' }],
    [{ 'line_items[0][price_data][unit_amount]': '24' }, { code: 'amount_too_small' }],
    [{ 'line_items[0][price_data][currency]': 'xxq' }, { param: 'line_items[0][price_data][currency]' }],
    [{ 'line_items[0][price_data][currency]': 'kwd', 'line_items[0][price_data][unit_amount]': '1505' }, { param: 'line_items[0][price_data][unit_amount]' }],
    [{ expires_at: String(Math.floor(Date.now() / 1000) + 60) }, { param: 'expires_at' }],
    [{ expires_at: String(Math.floor(Date.now() / 1000) + 90_000) }, { param: 'expires_at' }],
    [{ [`metadata[${'x'.repeat(41)}]`]: '1' }, { param: expect.stringContaining('metadata') as unknown }],
    [{ 'metadata[__proto__]': '1' }, { code: 'parameter_unknown' }],
    [{ 'metadata[a]': 'a\u0000b' }, { type: 'invalid_request_error' }],
  ])('refuses %j', async (wrong, error) => {
    expect(await ask('POST', '/checkout/sessions', form(wrong))).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error', ...error } } });
  });

  test('names what is missing, and what is not there', async () => {
    expect((await ask('POST', '/checkout/sessions', 'mode=payment')).body.error).toMatchObject({ code: 'parameter_missing', param: 'line_items' });
    for (const [method, path] of [['GET', '/checkout/sessions/cs_test_1'], ['POST', `/checkout/sessions/cs_test_${'a'.repeat(58)}/expire`], ['GET', "/checkout/sessions/'%20or%201=1"]] as const) {
      expect(await ask(method, path, method === 'POST' ? '' : undefined)).toMatchObject({ status: 404, body: { error: { code: 'resource_missing' } } });
    }
    expect((await ask('POST', '/refunds', 'payment_intent=pi_x')).body.error).toMatchObject({ code: 'resource_missing', param: 'payment_intent' });
    expect((await ask('DELETE', '/balance')).status).toBe(404);
  });

  test('a checkout that is not open cannot be ended', async () => {
    const id = await open();
    expect((await ask('POST', `/checkout/sessions/${id}/expire`, '')).body).toMatchObject({ status: 'expired', url: null });
    expect(await ask('POST', `/checkout/sessions/${id}/expire`, '')).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error' } } });
  });
});

describe('what happens by itself', () => {
  test('a checkout past its time has ended: for whoever looks, and for the webhook once', async () => {
    const id = await open();
    const [planned] = await server.eventsOf(id);
    expect(planned).toMatchObject({ type: 'checkout.session.expired', payload: null });
    expect(sent.findLast((one) => one.eventId === planned?.id)?.afterSeconds).toBeGreaterThan(86_000);
    await expect(server.deliver(planned?.id ?? '', webhook.url)).rejects.toMatchObject({ code: 'unavailable' }); // not yet
    await passTime(id);
    expect(await server.press(id, { what: 'pay', buyer })).toBe('not_open');
    expect((await ask('GET', `/checkout/sessions/${id}`)).body).toMatchObject({ status: 'expired' });
    expect(await typesOf(id)).toEqual(['checkout.session.expired']);

    const other = await open();
    await passTime(other);
    const [due] = await server.eventsOf(other);
    const before = webhook.got.length;
    await server.deliver(due?.id ?? '', webhook.url);
    await server.deliver(due?.id ?? '', webhook.url);
    expect(webhook.got.slice(before).map(({ body }) => (JSON.parse(body) as { type: string; data: { object: { id: string } } }).data.object.id)).toEqual([other]);
    expect((await ask('GET', `/checkout/sessions/${other}`)).body).toMatchObject({ status: 'expired' });
  });

  test('a paid one never ends, and the bank says yes after ten seconds unless somebody said no', async () => {
    const paid = await open();
    await server.press(paid, { what: 'pay', buyer });
    expect(await typesOf(paid)).toEqual(['checkout.session.completed', 'payment_intent.created']);
    const [yes, no] = [await open(), await open()];
    for (const id of [yes, no]) expect(await server.press(id, { what: 'bank', buyer })).toBe('at_bank');
    const plan = (await server.eventsOf(yes)).find((event) => event.payload === null);
    expect(sent.find((one) => one.eventId === plan?.id)?.afterSeconds).toBe(11);
    expect((await ask('GET', `/checkout/sessions/${yes}`)).body).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    const refused = (await server.eventsOf(no)).find((event) => event.payload === null);
    await server.press(no, { what: 'bank_no' });
    for (const id of [yes, no]) await passTime(id);
    for (const event of [plan, refused]) await server.deliver(event?.id ?? '', webhook.url);
    expect(await typesOf(yes)).toContain('checkout.session.async_payment_succeeded');
    expect(await typesOf(no)).toContain('checkout.session.async_payment_failed');
    expect(await typesOf(no)).not.toContain('checkout.session.async_payment_succeeded');
    expect((await ask('GET', `/checkout/sessions/${yes}`)).body).toMatchObject({ payment_status: 'paid' });
    expect((await ask('GET', `/checkout/sessions/${no}`)).body).toMatchObject({ payment_status: 'unpaid' });
  });

  test('pressing twice does it once, together too', async () => {
    const id = await open();
    const done = await Promise.all([1, 2, 3, 4].map((n) => server.press(id, { what: n % 2 ? 'pay' : 'bank', buyer })));
    expect(done.filter((one) => one === 'not_open')).toHaveLength(3);
    expect((await typesOf(id)).filter((type) => type.startsWith('checkout.session.completed'))).toHaveLength(1);
  });
});

describe('the delivery', () => {
  test('is signed as Stripe signs, and comes again until it was taken', async () => {
    const id = await open();
    await server.press(id, { what: 'pay', buyer });
    const event = (await server.eventsOf(id)).find((one) => one.type === 'checkout.session.completed');
    webhook.status = 503;
    await expect(server.deliver(event?.id ?? '', webhook.url)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(server.deliver(event?.id ?? '', 'http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'unavailable' });
    webhook.status = 200;
    await server.deliver(event?.id ?? '', webhook.url);
    const before = webhook.got.length;
    await server.deliver(event?.id ?? '', webhook.url);
    expect(webhook.got).toHaveLength(before);
    const { body, signature } = webhook.got.at(-1) ?? { body: '', signature: '' };
    const stripe = new Stripe('sk_test_x');
    expect(stripe.webhooks.constructEvent(body, signature, server.webhookSecret)).toMatchObject({ id: event?.id, object: 'event', livemode: false, data: { object: { id, payment_status: 'paid', client_reference_id: null } } });
    expect(body).toBe(event?.payload);
  });

  test('of what is unknown is nothing', async () => {
    const before = webhook.got.length;
    await server.deliver('evt_unknown', webhook.url);
    expect(webhook.got).toHaveLength(before);
  });
});

test('its keys are the same in every process, and say nothing about what they come from', () => {
  const from = { SUPABASE_SECRET_KEY: 'a-secret-of-the-installation' };
  const { secretKey, webhookSecret } = sandboxSecrets(from);
  expect(sandboxSecrets(from)).toEqual({ secretKey, webhookSecret });
  expect([secretKey, webhookSecret]).toEqual([expect.stringMatching(/^sk_test_sandbox_[0-9a-f]{64}$/), expect.stringMatching(/^whsec_[0-9a-f]{64}$/)]);
  expect(new Set([secretKey, webhookSecret, sandboxSecrets({ SUPABASE_SECRET_KEY: 'another-secret' }).secretKey]).size).toBe(3);
  expect(() => sandboxSecrets({})).toThrow('SUPABASE_SECRET_KEY');
});

test('forms are read as Stripe’s clients write them', () => {
  expect(decodeForm('a[b][0]=1&a[b][1]=x%26y&c=&d[10]=q&a[e]=%E0%B8%9C')).toEqual({ a: { b: ['1', 'x&y'], e: 'ผ' }, c: '', d: { 10: 'q' } });
  for (const bad of ['a=1&a=2', 'a=1&a[b]=2', 'a[b]=1&a=2', 'a[=1', '[a]=1', '=1', 'a[b]c=1', '__proto__[x]=1', `a${'[a]'.repeat(9)}=1`]) expect(() => decodeForm(bad)).toThrow('cannot be read');
});
