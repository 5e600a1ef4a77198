import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive } from './process.ts';
import { endLeftRedis, startRedis } from './redis.ts';
import { answeringProcess } from './redis-ping.ts';
import { parentThat } from './test-parent.ts';
import { makeTestFolder } from './test-setup.ts';

const password = 'redispassword';
const log = () => {};
let dataDir: string;

beforeEach(() => { dataDir = makeTestFolder(); });
afterEach(async () => {
  await endLeftRedis(dataDir);
  rmSync(dataDir, { recursive: true });
});

test('keeps what it was given over a restart, and asks for the password', async () => {
  const first = await startRedis({ dataDir, password, log });
  const client = new Redis(first.url);
  await client.xadd('comments_stream', '*', 'message', 'платье');
  client.disconnect();
  expect(await answeringProcess(first.port, 'wrong')).toBeUndefined();
  await first.stop();
  expect(await answeringProcess(first.port, password)).toBeUndefined();

  const second = await startRedis({ dataDir, password, port: first.port, log });
  expect(second).toMatchObject({ port: first.port, adopted: false });
  const again = new Redis(second.url);
  expect(await again.xlen('comments_stream')).toBe(1);
  again.disconnect();
});

test('adopts the server that a killed parent left, and stops it', async () => {
  const parent = await parentThat<{ port: number }>(`return (await load('redis.ts')).startRedis({ dataDir: ${JSON.stringify(dataDir)}, password: '${password}', log() {} })`);
  await parent.kill();
  const pid = await answeringProcess(parent.result.port, password);
  const redis = await startRedis({ dataDir, password, log });
  expect(redis).toMatchObject({ adopted: true, port: parent.result.port });
  await redis.stop();
  expect(isAlive(pid!)).toBe(false);
});

test('stops a left server that does not take our password', async () => {
  const left = await startRedis({ dataDir, password: 'anotherpassword', log });
  const pid = await answeringProcess(left.port, 'anotherpassword');
  const redis = await startRedis({ dataDir, password, log });
  expect(redis.adopted).toBe(false);
  expect(isAlive(pid!)).toBe(false);
});

test('lets a stranger live whose process id is in an old note', async () => {
  writeFileSync(path.join(dataDir, 'redis.json'), JSON.stringify({ pid: process.pid, port: 1 }));
  expect((await startRedis({ dataDir, password, log })).adopted).toBe(false);
});

test('says how to get Redis where there is none', async () => {
  const { findRedis } = await import('./redis.ts');
  const empty = mkdtempSync(path.join(dataDir, 'path-'));
  const before = process.env['PATH'];
  process.env['PATH'] = empty;
  try {
    await expect(findRedis(log)).rejects.toThrow(/no Redis: install .* or set REDIS_URL/);
  } finally {
    process.env['PATH'] = before;
  }
});
