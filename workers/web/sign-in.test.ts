import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ErrorBody } from '#lib/server/http.ts';
import { makeProduct, unique } from '#lib/testing/seller.ts';
import { makeShop, postForm, startMs, startWeb, type Answer, type Shop, type TestWeb } from './test-web.ts';

// Signing in through the one origin, what the pipe to Supabase lets through, and the headers of pages.
let web: TestWeb;
let shop: Shop;
beforeAll(async () => {
  web = await startWeb();
  shop = await makeShop(web.world);
  await makeProduct(shop);
}, startMs);
afterAll(() => web.end());

const client = (key = process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '') =>
  createClient(`${web.url}/supabase`, key, { auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false } });
const apikey = { apikey: process.env['SUPABASE_SECRET_KEY'] ?? '', authorization: `Bearer ${process.env['SUPABASE_SECRET_KEY']}` };
const setCookies = (answer: Answer) => (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? '').filter((cookie) => !cookie.endsWith('='));

/** The same session, said to have ended: what a browser sends after an hour's sleep. */
function ended(cookie: string): string {
  const value = cookie.split('; ').map((part) => part.slice(part.indexOf('=') + 1)).join('');
  const session = JSON.parse(Buffer.from(value.replace('base64-', ''), 'base64url').toString()) as object;
  return `claimcast-auth=base64-${Buffer.from(JSON.stringify({ ...session, expires_at: 1, expires_in: -1 })).toString('base64url')}`;
}

describe('the pipe to Supabase', () => {
  test('lets a person sign up, sign in, open a shop, read their own rows and sign out', async () => {
    const person = { email: `${unique()}@claimcast.test`, password: 'Passw0rd!x' };
    expect((await client().auth.signUp(person)).error).toBe(null);
    const db = client();
    expect((await db.auth.signInWithPassword({ ...person, password: 'wrong' })).error?.code).toBe('invalid_credentials');
    expect((await db.auth.signInWithPassword(person)).data.user?.email).toBe(person.email);
    expect((await db.rpc('create_workspace', { p_name: `Shop ${unique()}` })).error).toBe(null);
    expect((await db.from('streamers').select('id')).data).toHaveLength(1);
    expect((await db.from('products').select('id').eq('streamer_id', shop.id)).data).toEqual([]);
    expect((await db.auth.refreshSession()).error).toBe(null);
    expect((await db.auth.signOut({ scope: 'local' })).error).toBe(null);
  });

  test.each([
    ['GET', '/supabase/auth/v1/admin/users'],
    ['POST', '/supabase/auth/v1/admin/users'],
    ['GET', '/supabase/auth/v1/./admin/users'],
    ['GET', '/supabase/auth/v1/%2e/admin/users'],
    ['GET', '/supabase/auth/v1/x/../admin/users'],
    ['GET', '/supabase/auth/v1/x/%2e%2e/admin/users'],
    ['GET', '/supabase/auth/v1//admin/users'],
    ['GET', '/supabase/auth/v1/%61dmin/users'],
    ['GET', '/supabase/auth/v1/\\admin/users'],
    ['GET', '/supabase/rest/v1/..%2f..%2fauth/v1/admin/users'],
    ['GET', '/supabase//auth/v1/admin/users'],
    ['GET', '/supabase/_system/info'],
    ['GET', '/supabase/'],
    ['GET', '/supabase/storage/v1/bucket'],
    ['POST', '/supabase/storage/v1/bucket'],
    ['POST', '/supabase/storage/v1/object/pictures/x.png'],
    ['PUT', '/supabase/storage/v1/object/pictures/x.png'],
    ['POST', '/supabase/storage/v1/object/public/pictures/x.png'],
    ['DELETE', '/supabase/storage/v1/object/public/pictures/x.png'],
    ['POST', '/supabase/storage/v1/object/list/pictures'],
    ['GET', '/supabase/storage/v1/object/frames/x.png'],
    ['GET', '/supabase/storage/v1/object/public/../frames/x.png'],
  ])('%s %s is not there, not even with the secret key', async (method, path) => {
    const answer = await web.ask(method, path, { headers: { ...apikey, 'content-type': 'application/json' }, ...(method === 'GET' ? {} : { body: '{}' }) });
    expect([answer.status, answer.as(ErrorBody).error.code]).toEqual([404, 'not_found']);
  });

  test('a body without a length goes no further, so that none can hide a request', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await web.ask(method, '/supabase/rest/v1/products', { headers: { ...apikey, 'transfer-encoding': 'chunked' }, body: 'GET /auth/v1/admin/users HTTP/1.1\r\nHost: x\r\n\r\n' });
      expect(answer.status).toBe(400);
    }
  });
});

describe('a page', () => {
  test('has a policy of its own for every answer, and scripts run by its nonce only', async () => {
    const answers = await Promise.all([0, 1].map(() => web.ask('GET', '/sign-in')));
    const nonces = answers.map((answer) => /script-src[^;]*'nonce-([\w+/=]{16,})'/.exec(String(answer.headers['content-security-policy']))?.[1] ?? '');
    expect(nonces[0]).toBeTruthy();
    expect(nonces[0]).not.toBe(nonces[1]);
    for (const [n, answer] of answers.entries()) {
      const policy = String(answer.headers['content-security-policy']);
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
      expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
      for (const rule of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) expect(policy).toContain(rule);
      const tags = answer.text.match(/<script\b[^>]*>/g) ?? [];
      expect(tags.length).toBeGreaterThan(0);
      for (const tag of tags) expect(tag).toContain(`nonce="${nonces[n]}"`);
      expect(answer.text).not.toMatch(/\son(click|load|error)=/);
    }
  });

  test('says nothing about what it is made with, and is not guessed at, framed or followed', async () => {
    const { headers } = await web.ask('GET', '/sign-in');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'permissions-policy': expect.stringContaining('microphone=()') });
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  test('of the dashboard is for people who are signed in', async () => {
    const stranger = await web.ask('GET', '/live?x=1');
    expect(stranger.status).toBe(307);
    expect(new URL(String(stranger.headers.location), web.url).pathname).toBe('/sign-in');
    expect((await web.ask('GET', '/live', { headers: shop.asOwner })).status).toBe(200);
  });

  test.each(['//evil.example', '/\\evil.example', '/%5cevil.example', '//evil.example/%2f..'])('never sends anybody elsewhere: %s', async (path) => {
    const answer = await web.ask('GET', path);
    expect(new URL(answer.headers.location ?? '/', web.url).host).toBe(new URL(web.url).host);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('a session that has ended', () => {
  test('is renewed on the way to a page, and the new one works', async () => {
    const own = await makeShop(web.world);
    const answer = await web.ask('GET', '/live', { headers: { cookie: ended(own.cookie) } });
    expect(answer.status).toBe(200);
    const renewed = setCookies(answer).join('; ');
    expect(renewed).toContain('claimcast-auth');
    expect(String(answer.headers['set-cookie'])).toMatch(/samesite=lax/i);
    expect((await web.ask('GET', '/api/orders', { headers: { cookie: renewed } })).status).toBe(200);
  });

  test('is renewed by the API, too', async () => {
    const own = await makeShop(web.world);
    const answer = await web.ask('GET', '/api/orders', { headers: { cookie: ended(own.cookie) } });
    expect(answer.status).toBe(200);
    expect((await web.ask('GET', '/api/orders', { headers: { cookie: setCookies(answer).join('; ') } })).status).toBe(200);
  });

  test('and cannot be renewed is none', async () => {
    const forged = `claimcast-auth=base64-${Buffer.from(JSON.stringify({ access_token: 'a.b.c', refresh_token: 'no', expires_at: 1, user: null })).toString('base64url')}`;
    expect((await web.ask('GET', '/live', { headers: { cookie: forged } })).status).toBe(307);
    expect((await web.ask('GET', '/api/keys', { headers: { cookie: forged, host: 'x.example' } })).status).toBe(401);
  });
});

describe('the sign-in form', () => {
  async function post(password: string): Promise<Answer> {
    const own = await makeShop(web.world);
    return postForm(web, '/sign-in', { email: own.owner.email, password: password || own.owner.password });
  }

  test('works before any script has run', async () => {
    const answer = await post('');
    expect([answer.status, answer.headers.location]).toEqual([303, expect.stringMatching(/\/live$/)]);
    expect((await web.ask('GET', '/api/settings', { headers: { cookie: setCookies(answer).join('; ') } })).status).toBe(200);
  });

  test('and says what was wrong', async () => {
    const answer = await post('wrong password');
    expect(answer.status).toBe(200);
    expect(setCookies(answer)).toEqual([]);
    expect(answer.text).not.toContain('wrong password');
  });

  test.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    ['that breaks off', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="email"\r\n\r\nx\r\n--b'],
    ['that is no form', 'multipart/form-data; boundary=b', '{}'],
  ])('%s is refused as theirs, not ours', async (_, type, body) => {
    expect((await web.ask('POST', '/sign-in', { headers: { 'content-type': type }, body })).status).toBe(400);
  });

  test('of more than a megabyte is not read', async () => {
    expect((await web.ask('POST', '/welcome', { headers: { 'content-type': 'multipart/form-data; boundary=b' }, body: Buffer.alloc(1_500_000, 'x') })).status).toBe(413);
  });
});

test('tries to sign in are limited, however the address is written; renewing is not', async () => {
  const own = await makeShop(web.world);
  const sign = (path: string) => web.ask('POST', path, { headers: { apikey: process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '' }, body: { email: own.owner.email, password: 'guess' } });
  const paths = ['/supabase/auth/v1/token?grant_type=password', '/supabase/auth/v1/token?x=grant_type=refresh_token&grant_type=password', '/supabase/auth/v1/token?grant_type=password&grant_type=refresh_token'];
  const statuses: number[] = [];
  for (let n = 0; n < 24; n += 1) statuses.push((await sign(paths[n % 3] ?? '')).status);
  expect(statuses).toContain(400);
  expect(statuses.slice(-3)).toEqual([429, 429, 429]);
  const refused = await sign(paths[0] ?? '');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  for (const path of ['/supabase/auth/v1/./token?grant_type=password', '/supabase/auth/v1/signup', '/supabase/auth/v1/recover', '/supabase/auth/v1/otp']) expect([path, (await sign(path)).status]).toEqual([path, expect.toBeOneOf([404, 429])]);
  // The forms of our own pages are the same door.
  expect((await postForm(web, '/sign-in', { email: own.owner.email, password: 'guess' })).text).toContain('Too many tries');
  const { refresh_token: refreshToken } = JSON.parse(Buffer.from(own.cookie.split('; ').map((part) => part.slice(part.indexOf('=') + 1)).join('').replace('base64-', ''), 'base64url').toString()) as { refresh_token: string };
  const renewed = await web.ask('POST', '/supabase/auth/v1/token?grant_type=refresh_token', { headers: { apikey: process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '' }, body: { refresh_token: refreshToken } });
  expect(renewed.status).toBe(200);
});
