import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isFree } from './ports.ts';
import { endLeftPostgres } from './postgres.ts';
import { endLeftRedis } from './redis.ts';
import { startStack } from './stack.ts';
import { parentThat } from './test-parent.ts';
import { makeTestFolder } from './test-setup.ts';

let dataDir: string;
const log = () => {};
const start = () => startStack({ dataDir, log, named: {} });

beforeAll(() => { dataDir = makeTestFolder(); });
afterAll(async () => {
  await endLeftPostgres(dataDir);
  await endLeftRedis(dataDir);
  rmSync(dataDir, { recursive: true });
});

const portsOf = (env: Record<string, string>) => ['DATABASE_URL', 'SUPABASE_URL', 'REDIS_URL'].map((name) => Number(new URL(env[name]!).port));

test('starts, stops, and starts again with the same keys, ports and people', async () => {
  const first = await start();
  const email = 'again@example.com';
  const signUp = await createClient(first.env['SUPABASE_URL']!, first.env['SUPABASE_PUBLISHABLE_KEY']!).auth.signUp({ email, password: 'Passw0rd!x' });
  expect(signUp.error).toBe(null);
  await first.stop();
  await first.stop();
  for (const port of portsOf(first.env)) expect(await isFree(port)).toBe(true);

  const second = await start();
  expect(second.env).toEqual(first.env);
  const signIn = await createClient(second.env['SUPABASE_URL']!, second.env['SUPABASE_PUBLISHABLE_KEY']!).auth.signInWithPassword({ email, password: 'Passw0rd!x' });
  expect(signIn.data.user?.email).toBe(email);
  await expect(start()).rejects.toThrow(`Claimcast already runs on ${dataDir} (process ${process.pid})`);
  await second.stop();
});

test('keeps its secrets to the owner of the folder', () => {
  expect(statSync(path.join(dataDir, 'keys.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(path.join(dataDir, 'keys.json'), 'utf8')).toMatch(/"secretKey": "sb_secret_[0-9a-f]{48}"/);
});

test('a killed parent leaves nothing that blocks the next start', async () => {
  const parent = await parentThat<Record<string, string>>(
    `return (await (await load('stack.ts')).startStack({ dataDir: ${JSON.stringify(dataDir)}, log() {}, named: {} })).env`);
  await parent.kill();
  const gateway = portsOf(parent.result)[1]!;
  await vi.waitFor(async () => expect(await isFree(gateway)).toBe(true), 5_000);
  const next = await start();
  expect(next.env).toEqual(parent.result);
  await next.stop();
  for (const port of portsOf(next.env)) expect(await isFree(port)).toBe(true);
});

test('starts nothing that the environment names, and says what is missing of a half-named Supabase', async () => {
  const named = { DATABASE_URL: 'postgres://x', SUPABASE_URL: 'https://x', SUPABASE_PUBLISHABLE_KEY: 'p', SUPABASE_SECRET_KEY: 's', REDIS_URL: 'redis://x' };
  const stack = await startStack({ dataDir, log, named });
  expect(stack.env).toEqual(named);
  await stack.stop();
  await expect(startStack({ dataDir, log, named: { DATABASE_URL: 'postgres://x' } })).rejects.toThrow('DATABASE_URL set without SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY');
});
