import { request } from 'node:http';
import type { Session } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from './conformance.ts';

// Signing in, and what row-level security makes of it.
const tag = Math.random().toString(36).slice(2, 8);
const password = 'Passw0rd!x';
const mail = (name: string) => `${name}-${tag}@example.com`;
let target: Target;
let ana: Session;
let ben: Session;

beforeAll(async () => {
  target = await openTarget();
  ana = await signUp('ana');
  ben = await signUp('ben');
});
afterAll(() => target.close());

async function signUp(name: string): Promise<Session> {
  const { data, error } = await target.person().auth.signUp({ email: mail(name), password, options: { data: { name } } });
  if (error) throw error;
  return data.session!;
}

describe('a person', () => {
  test('signs up with a name; a second time is refused', async () => {
    expect(ana.user.user_metadata['name']).toBe('ana');
    const { error } = await target.person().auth.signUp({ email: mail('ana'), password });
    expect(error?.code).toBe('user_already_exists');
  });

  test('signs in, and not with a wrong password', async () => {
    expect((await target.person().auth.signInWithPassword({ email: mail('ana'), password: 'wrong' })).error?.code).toBe('invalid_credentials');
    const { data } = await target.person().auth.signInWithPassword({ email: mail('ana').toUpperCase(), password });
    expect(data.user?.id).toBe(ana.user.id);
  });

  test('is told from the token: getUser, getClaims, the database', async () => {
    expect((await target.person().auth.getUser(ana.access_token)).data.user?.email).toBe(mail('ana'));
    expect((await target.person().auth.getClaims(ana.access_token)).data?.claims).toMatchObject({ sub: ana.user.id, role: 'authenticated', email: mail('ana') });
    expect((await target.person(ana.access_token).rpc('conf_whoami')).data).toEqual({ uid: ana.user.id, role: 'authenticated', email: mail('ana') });
    expect((await target.person().auth.getUser('abc.def.ghi')).error).not.toBe(null);
  });

  test('refreshes, changes data, signs out', async () => {
    const client = target.person();
    const { data: before } = await client.auth.signInWithPassword({ email: mail('ben'), password });
    const { data: after } = await client.auth.refreshSession();
    expect(after.session?.refresh_token).not.toBe(before.session?.refresh_token);
    expect((await client.auth.updateUser({ data: { plan: 'pro' } })).data.user?.user_metadata).toMatchObject({ plan: 'pro', name: 'ben' });
    expect((await client.auth.signOut({ scope: 'local' })).error).toBe(null);
    expect((await target.person().auth.refreshSession({ refresh_token: after.session!.refresh_token })).error).not.toBe(null);
  });
});

describe('the secret key', () => {
  test('makes, reads, lists and deletes users; metadata keeps its shape', async () => {
    const { admin } = target.secret.auth;
    const wanted = { email: mail('made'), password, email_confirm: true, app_metadata: { plan: { a: [1] } }, user_metadata: { name: 'Made' } };
    const { data, error } = await admin.createUser(wanted);
    expect(error).toBe(null);
    const id = data.user!.id;
    expect(data.user).toMatchObject({ app_metadata: { provider: 'email', plan: { a: [1] } }, user_metadata: { name: 'Made' } });
    expect((await admin.getUserById(id)).data.user).toMatchObject({ email: mail('made'), app_metadata: { plan: { a: [1] } } });
    expect((await admin.listUsers({ page: 1, perPage: 500 })).data.users.map((user) => user.id)).toContain(id);
    expect((await admin.createUser(wanted)).error?.code).toBe('email_exists');
    const signedIn = await target.person().auth.signInWithPassword({ email: mail('made'), password });
    expect(signedIn.data.user).toMatchObject({ id, app_metadata: { plan: { a: [1] } }, user_metadata: { name: 'Made' } });
    expect((await admin.deleteUser(id)).error).toBe(null);
    expect((await admin.getUserById(id)).error?.code).toBe('user_not_found');
  });

  test('is needed for that', async () => {
    expect((await target.person().auth.admin.listUsers()).error?.status).toBeGreaterThanOrEqual(401);
    expect((await target.person(ana.access_token).auth.admin.createUser({ email: mail('no') })).error?.status).toBeGreaterThanOrEqual(401);
  });

  test('reads everything', async () => {
    await target.person(ana.access_token).from('conf_notes').insert({ body: 'for the machine' });
    expect((await target.secret.from('conf_notes').select('body').eq('body', 'for the machine')).data).toHaveLength(1);
  });
});

describe('row-level security', () => {
  const notes = (session?: Session) => target.person(session?.access_token).from('conf_notes');

  test('owner, stranger and nobody', async () => {
    const made = await notes(ana).insert({ body: 'x' }).select().single();
    expect(made.data).toMatchObject({ user_id: ana.user.id });
    expect((await notes(ana).select().eq('body', 'x')).data).toHaveLength(1);
    expect((await notes(ben).select().eq('body', 'x')).data).toEqual([]);
    expect((await notes().select().eq('body', 'x')).data ?? []).toEqual([]);
    expect((await notes(ben).update({ body: 'stolen' }).eq('id', made.data.id).select()).data).toEqual([]);
    expect((await notes(ben).insert({ body: 'x', user_id: ana.user.id })).error?.code).toBe('42501');
    expect((await notes().insert({ body: 'x' })).error?.code).toBe('42501');
  });

  test('a security_invoker view reads like a table, for its owner only', async () => {
    const feed = (session?: Session) => target.person(session?.access_token).from('conf_feed');
    const { data, error, count } = await feed(ana).select('id, same, kind, items', { count: 'exact' }).eq('kind', 'ex').order('id', { ascending: false }).range(0, 0);
    expect({ error, count }).toEqual({ error: null, count: 1 });
    expect(data).toEqual([{ id: data![0]!.id, same: 1, kind: 'ex', items: [{ id: data![0]!.id, amount: 12345678901 }] }]);
    expect((await feed(ben).select().eq('kind', 'ex')).data).toEqual([]);
    expect(await feed().select()).toMatchObject({ data: null, status: 401, error: { code: '42501' } });
  });

  test('revoked tables, columns and functions stay revoked', async () => {
    const products = target.person(ana.access_token).from('conf_products');
    expect((await products.select('id, sku, name, price')).error).toBe(null);
    expect(await products.select('secret')).toMatchObject({ status: 403, error: { code: '42501' } });
    expect(await products.select('*')).toMatchObject({ status: 403, error: { code: '42501' } });
    expect(await target.person(ana.access_token).rpc('conf_denied')).toMatchObject({ status: 403, error: { code: '42501' } });
    expect((await target.person().from('conf_products').select('id')).error?.code).toBe('42501');
  });

  test('the auth and storage tables are not to be had', async () => {
    for (const session of [undefined, ana]) {
      const client = target.person(session?.access_token);
      expect((await client.schema('auth').from('users').select()).data).toBe(null);
      expect((await client.schema('conf_private').from('change').select()).data).toBe(null);
    }
  });

  test.each(['/_system/info', '/_system/config', '/_system/introspect', '/rest/v1/../../_system/info', '/rest/v1/%2e%2e/%2e%2e/_system/info', '//_system/info', '/rest/v1/..%2f..%2f_system/info', '/'])(
    'the inner page %s is not to be had', async (path) => {
      const { hostname, port } = new URL(target.url);
      const status = await new Promise((resolve, reject) => {
        request({ hostname, port, path, headers: { apikey: 'sb_publishable_conformance' } }, (answer) => resolve(answer.resume().statusCode)).on('error', reject).end();
      });
      expect(status).toBeGreaterThanOrEqual(400);
    });

  test('200 requests of three people at once are not mixed', async () => {
    const who = [ana, ben, undefined];
    const answers = await Promise.all(Array.from({ length: 200 }, async (_, n) => (await target.person(who[n % 3]?.access_token).rpc('conf_whoami')).data));
    expect(answers.map((answer) => answer.uid)).toEqual(answers.map((_, n) => who[n % 3]?.user.id ?? null));
  });

  test('a forged or foreign token is refused', async () => {
    const forged = `${ana.access_token.split('.').slice(0, 2).join('.')}.AAAA`;
    for (const token of ['aaa.bbb.ccc', forged]) expect((await target.person(token).from('conf_notes').select()).status).toBe(401);
    const none = `${btoa('{"alg":"none"}')}.${btoa(`{"sub":"${ana.user.id}","role":"service_role"}`)}.`.replaceAll('=', '');
    expect((await target.person(none).from('conf_notes').select()).data ?? []).toEqual([]); // lite takes it for nobody, hosted answers 401
    expect((await fetch(`${target.url}/rest/v1/conf_notes`)).status).toBe(401);
    expect((await fetch(`${target.url}/rest/v1/conf_notes`, { headers: { apikey: 'sb_secret_wrong' } })).status).toBe(401);
  });
});
