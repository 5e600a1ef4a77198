import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxSecrets } from '#lib/adapters/sandbox/secrets.ts';
import { stripeProvider } from '#lib/adapters/stripe/provider.ts';
import type { CheckoutRequest, PaymentProvider } from '#lib/ports.ts';
import { startMs, startWeb, type Answer, type TestWeb } from './test-web.ts';

// The sandbox in the web process: its API where Stripe's client looks for it, and its page as a browser without scripts uses it.
let web: TestWeb;
let provider: PaymentProvider;
const secrets = () => sandboxSecrets({ SUPABASE_SECRET_KEY: process.env['SUPABASE_SECRET_KEY'] });
beforeAll(async () => {
  web = await startWeb({ TRUST_PROXY: '1', STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '' });
  provider = stripeProvider({ name: 'sandbox', ...secrets(), apiUrl: web.url });
}, startMs);
afterAll(() => web.end());

const address = { email: 'ana@example.com', phone: '+1 (415) 555-0123', name: 'Ana <b>M', line1: '1 Test Street', line2: '', city: 'Springfield', state: 'IL', postal_code: '62701', country: 'US' };
async function open(of: Partial<CheckoutRequest> = {}): Promise<{ id: string; page: string }> {
  const { sessionId, url } = await provider.openCheckout({
    id: randomUUID(), streamerId: randomUUID(), currency: 'USD', lines: [{ name: 'Mug <script>alert(1)</script>', amountMinor: 1500 }, { name: 'Shipping', amountMinor: 500 }], returnUrl: `${web.url}/pay/abc`, language: 'en', email: null,
    shipCountries: ['US', 'CA'], expiresAt: new Date(), createdAt: new Date(), ...of,
  });
  return { id: sessionId, page: new URL(url).pathname };
}
const press = (page: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  web.ask('POST', `${page}/do`, { body: new URLSearchParams(form).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: web.url, 'sec-fetch-site': 'same-origin', ...headers } });
const going = (answer: Answer) => [answer.status, answer.headers.location];
async function statusOf(id: string): Promise<unknown> {
  const [row] = await web.world.sql`select status, paid_at is not null as paid, buyer from private.sandbox_sessions where id = ${id}`;
  return row;
}

describe('the page', () => {
  test('says that it is a test, shows the lines, and pays', async () => {
    const { id, page } = await open();
    const { status, text, headers } = await web.ask('GET', page);
    expect([status, text.includes('No money moves'), text.includes('$20.00'), text.includes('<script>alert(1)')]).toEqual([200, true, true, false]);
    expect(text).toMatch(/name="robots" content="noindex/);
    expect(headers['content-security-policy']).toContain("form-action 'self'");
    expect((await web.ask('GET', `${page}?fill=1`)).text).toContain('1 Test Street');
    expect(going(await press(page, { ...address, what: 'pay' }))).toEqual([303, `${web.url}/pay/abc?paid=1`]);
    expect(await statusOf(id)).toEqual({ status: 'complete', paid: true, buyer: { email: 'ana@example.com', phone: '+14155550123', shipTo: { name: 'Ana <b>M', line1: '1 Test Street', line2: null, city: 'Springfield', state: 'IL', postalCode: '62701', country: 'US' } } });
    expect((await web.ask('GET', page)).text).toContain('Paid, as a test');
    expect(going(await press(page, { ...address, what: 'pay' }))).toEqual([303, page]);
    expect(going(await press(page, { what: 'dispute' }))).toEqual([303, page]);
    expect((await web.ask('GET', page)).text).toContain('disputes it');
  });

  test('asks again for what is not right, and a declined card leaves it open', async () => {
    const { id, page } = await open();
    for (const [wrong, problem] of [[{ email: 'ana' }, 'email'], [{ phone: '12' }, 'phone'], [{ country: 'FR' }, 'address'], [{ line1: ' ' }, 'address'], [{ name: 'x'.repeat(201) }, 'address'], [{ what: 'other' }, 'form']] as const) {
      expect(going(await press(page, { ...address, what: 'pay', ...wrong }))).toEqual([303, `${page}?problem=${problem}`]);
      expect((await web.ask('GET', `${page}?problem=${problem}`)).text).toContain('role="alert"');
    }
    expect(going(await press(page, { what: 'decline' }))).toEqual([303, `${page}?problem=declined`]);
    expect((await web.ask('GET', `${page}?problem=declined`)).text).toContain('declined');
    expect(await statusOf(id)).toMatchObject({ status: 'open', paid: false, buyer: null });
  });

  test('by bank, the answer comes afterwards', async () => {
    for (const [what, paid] of [['bank_yes', true], ['bank_no', false]] as const) {
      const { id, page } = await open({ shipCountries: [] });
      expect(going(await press(page, { email: 'ana@example.com', what: 'bank' }))).toEqual([303, page]);
      expect((await web.ask('GET', page)).text).toContain('Let the bank say no');
      expect(going(await press(page, { what }))).toEqual([303, `${web.url}/pay/abc?paid=1`]);
      expect(await statusOf(id)).toMatchObject({ status: 'complete', paid });
    }
  });

  test('of a checkout that has ended says so', async () => {
    const { id, page } = await open();
    await provider.closeCheckout(id);
    expect((await web.ask('GET', page)).text).toContain('This checkout has ended');
    expect(going(await press(page, { ...address, what: 'pay' }))).toEqual([303, page]);
    expect(await statusOf(id)).toMatchObject({ status: 'expired', paid: false });
  });
});

describe('who may', () => {
  test.each<Record<string, string>>([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])('another site’s page presses nothing: %j', async (headers) => {
    const { id, page } = await open();
    expect((await press(page, { ...address, what: 'pay' }, headers)).status).toBe(403);
    expect(await statusOf(id)).toMatchObject({ status: 'open' });
  });

  test('without the id there is nothing to see or press', async () => {
    const { page } = await open();
    for (const wrong of [page.slice(0, -1), `${page}x`, page.replace(/.$/, '%00'), '/sandbox/checkout/1', '/sandbox/checkout']) {
      expect([wrong, (await web.ask('GET', wrong)).status]).toEqual([wrong, wrong.includes('%00') ? 400 : 404]);
      expect([wrong, (await press(wrong, { what: 'decline' })).status]).toEqual([wrong, wrong.includes('%00') ? 400 : 404]);
    }
  });

  test('one page’s buttons are pressed so often a minute', async () => {
    const { page } = await open();
    const statuses = await Promise.all(Array.from({ length: 60 }, () => press(page, { what: 'decline' }).then((answer) => answer.status)));
    expect([...new Set(statuses)].toSorted((a, b) => a - b)).toEqual([303, 429]);
  });

  test('the API wants its key, on both paths, and only reads so much', async () => {
    for (const path of ['/v1', '/api/sandbox']) {
      const calls = [['GET', '/balance'], ['POST', '/checkout/sessions'], ['POST', '/refunds'], ['GET', '/checkout/sessions/cs_test_1'], ['POST', '/checkout/sessions/cs_test_1/expire']] as const;
      for (const [method, what] of calls) {
        const answer = await web.ask(method, path + what, { ...(method === 'POST' ? { body: 'mode=payment' } : {}), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
        expect([path, what, answer.status, answer.json()]).toEqual([path, what, 401, { error: { type: 'invalid_request_error', message: expect.stringContaining('API key') as unknown } }]);
      }
      const authorization = `Bearer ${secrets().secretKey}`;
      expect(await web.ask('GET', `${path}/balance`, { headers: { authorization } })).toMatchObject({ status: 200 });
      expect(await web.ask('POST', `${path}/refunds`, { body: 'x'.repeat(300_000), headers: { authorization } })).toMatchObject({ status: 413 });
    }
    expect(web.output()).not.toContain(secrets().secretKey);
  });
});

test('where payments go to Stripe, there is none of it', async () => {
  const { page } = await open();
  const other = await startWeb({ STRIPE_SECRET_KEY: 'sk_test_real', STRIPE_WEBHOOK_SECRET: 'whsec_real', STRIPE_API_URL: 'http://127.0.0.1:1' });
  try {
    const headers = { authorization: `Bearer ${secrets().secretKey}`, origin: other.url };
    for (const [method, path] of [['GET', '/v1/balance'], ['POST', '/v1/checkout/sessions'], ['POST', '/api/sandbox/refunds'], ['GET', page], ['POST', `${page}/do`]] as const) {
      expect([path, (await other.ask(method, path, { headers, ...(method === 'POST' ? { body: 'what=decline' } : {}) })).status]).toEqual([path, 404]);
    }
  } finally {
    await other.end();
  }
}, startMs);
