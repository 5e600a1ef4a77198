import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inviteMember } from '#lib/members/manage.ts';
import { unique } from '#lib/testing/seller.ts';
import { makeShop, postForm, startMs, startWeb, type Answer, type Shop, type TestWeb } from './test-web.ts';

// Forms that try a password or make an account, on a site behind a proxy that writes addresses.
let web: TestWeb;
let shop: Shop;
beforeAll(async () => {
  web = await startWeb({ SIGN_IN_LIMIT: '3', TRUST_PROXY: '1', CLAIMCAST_EMBEDDED: '0' });
  shop = await makeShop(web.world);
}, startMs);
afterAll(() => web.end());

const address = () => `10.${[...randomBytes(3)].join('.')}`;
const tooMany = (answer: Answer) => answer.text.includes('Too many tries');
async function tries(count: number, one: (n: number) => Promise<Answer>): Promise<boolean[]> {
  const all: boolean[] = [];
  for (let n = 0; n < count; n += 1) all.push(tooMany(await one(n)));
  return all;
}
const newAccount = () => ({ email: `${unique()}@claimcast.test`, password: 'Passw0rd!x', shop: 'New', currency: 'EUR' });

test.each(['/sign-in', '/sign-up', '/welcome'])('tries to sign in from one address are limited, whatever page the form is sent to: %s', async (path) => {
  const from = address();
  const one = (n: number) => postForm(web, '/sign-in', { email: `${unique()}@claimcast.test`, password: 'guess' }, { cookie: shop.cookie, 'x-forwarded-for': from, 'x-claimcast-address': `6.6.6.${n}` }, n < 3 ? path : '/sign-in');
  expect(await tries(4, one)).toEqual([false, false, false, true]);
});

test('tries for one email are limited, wherever they come from', async () => {
  const email = `${unique()}@claimcast.test`;
  const one = (n: number) => postForm(web, '/sign-in', { email: n % 2 ? email : email.toUpperCase(), password: 'guess' }, { 'x-forwarded-for': address() });
  expect(await tries(4, one)).toEqual([false, false, false, true]);
});

test('new accounts from one address are limited, together with the pipe to Supabase', async () => {
  const from = { 'x-forwarded-for': address() };
  expect(await tries(3, () => postForm(web, '/sign-up', newAccount(), from))).toEqual([false, false, false]);
  expect(tooMany(await postForm(web, '/sign-up', newAccount(), from))).toBe(true);
  expect((await web.ask('POST', '/supabase/auth/v1/signup', { headers: { ...from, apikey: process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '' }, body: newAccount() })).status).toBe(429);
});

test('who joins a second shop sees that one, and may go back', async () => {
  const other = await makeShop(web.world);
  const { path } = await inviteMember(shop.owner.db, shop, 'packer');
  const handleFor = async (cookie: string) => ((await web.ask('GET', '/api/settings', { headers: { cookie } })).json() as { handle: string }).handle;
  expect(await handleFor(other.cookie)).toBe(other.handle);
  const joined = await postForm(web, path, {}, { cookie: other.cookie, 'x-forwarded-for': address() });
  const chosen = joined.headers['set-cookie']?.find((cookie) => cookie.startsWith('claimcast-shop=')) ?? '';
  expect(chosen).toMatch(/HttpOnly/i);
  expect(chosen).toMatch(/SameSite=lax/i);
  expect(await handleFor(`${other.cookie}; ${chosen.split(';')[0]}`)).toBe(shop.handle);
  expect(await handleFor(`${other.cookie}; claimcast-shop=${other.handle}`)).toBe(other.handle);
  expect(await handleFor(`${shop.cookie}; claimcast-shop=${other.handle}`)).toBe(shop.handle); // no member there
});

test('off the embedded default nobody is local, whatever the headers say', async () => {
  for (const headers of [{}, { 'x-claimcast-local': '1' }]) expect((await web.ask('GET', '/api/metrics', { headers })).status).toBe(401);
});
