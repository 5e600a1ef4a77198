import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive } from './process.ts';
import { endLeftRedis, findRedis, startRedis } from './redis.ts';
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

/** Runs `work` with nothing on PATH but this folder. */
async function onlyWith(folder: string, work: () => Promise<void>): Promise<void> {
  const before = process.env['PATH'];
  process.env['PATH'] = folder;
  try {
    await work();
  } finally {
    process.env['PATH'] = before;
  }
}

test('says how to get Redis where there is none', async () => {
  await onlyWith(mkdtempSync(path.join(dataDir, 'path-')), () => expect(findRedis(log)).rejects.toThrow(/no Redis: install .* or set REDIS_URL/));
});

test.runIf(process.platform !== 'win32')('a Redis below 7 is refused in one line, a newer one is taken', async () => {
  const program = path.join(dataDir, 'redis-server');
  const calling = (version: string) => {
    writeFileSync(program, `#!/bin/sh\necho "Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.2.1 bits=64 build=1"\n`);
    chmodSync(program, 0o755);
  };
  calling('6.0.16');
  await onlyWith(dataDir, () => expect(findRedis(log)).rejects.toThrow(/^Redis 6\.0\.16 cannot be used: .*redis-server/));
  calling('7.0.15');
  await onlyWith(dataDir, async () => expect(await findRedis(log)).toBe(program));
});
