import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endLeftPostgres } from './local/postgres.ts';
import { endLeftRedis } from './local/redis.ts';
import { makeTestFolder } from './local/test-setup.ts';

// `npm start` as a person meets it, without the web and pipeline processes (the end-to-end tests have those).
let dataDir: string;
beforeAll(() => { dataDir = makeTestFolder(); });
afterAll(async () => {
  await endLeftPostgres(dataDir);
  await endLeftRedis(dataDir);
  rmSync(dataDir, { recursive: true });
});

type Run = { child: ChildProcess; text: () => string; ended: Promise<number | null>; up: Promise<void> };

function start(...args: string[]): Run {
  const names = ['DATABASE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY', 'REDIS_URL', 'PORT', 'HOST'];
  const env = { ...process.env, ...Object.fromEntries(names.map((name) => [name, ''])) };
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'local.ts'), `--data=${dataDir}`, '--empty', ...args], { env });
  let text = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const up = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('is up')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(text)));
  });
  up.catch(() => {}); // only some tests wait for it
  return { child, text: () => text, ended, up };
}

test('shows its steps, tells where to go, and SIGTERM ends it cleanly', async () => {
  const run = start('--without=web,pipeline');
  await run.up;
  for (const step of ['Postgres', 'Redis', 'migrations', 'gateway']) expect(run.text()).toMatch(new RegExp(`✓ ${step} +\\d+ ms`));
  expect(run.text()).toContain(dataDir);
  const second = start('--without=web,pipeline');
  expect(await second.ended).toBe(1);
  expect(second.text()).toContain(`Claimcast already runs on ${dataDir} (process ${run.child.pid})`);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
});

test('kill -9 and start again, twice', async () => {
  for (const _ of [1, 2]) {
    const run = start('--without=web,pipeline');
    await run.up;
    run.child.kill('SIGKILL');
    await run.ended;
  }
  const last = start('--without=web,pipeline');
  await last.up;
  last.child.kill('SIGINT');
  expect(await last.ended).toBe(0);
});

test('a port in use is one clear line', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const run = start(`--port=${port}`);
  expect(await run.ended).toBe(1);
  expect(run.text().trim()).toBe(`Claimcast cannot start: port ${port} is in use: stop what listens there, or choose another, such as --port=${port + 1}`);
  other.close();
});
