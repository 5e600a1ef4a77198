import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endLeftPostgres, type LocalPostgres, startPostgres } from './postgres.ts';
import { parentThat } from './test-parent.ts';
import { makeTestFolder } from './test-setup.ts';

const password = 'a password of the test';
let dataDir: string;
let server: LocalPostgres | undefined;

beforeEach(() => { dataDir = makeTestFolder(); });
afterEach(async () => {
  await endLeftPostgres(dataDir);
  rmSync(dataDir, { recursive: true });
});

async function ask(url: string, query: string): Promise<Record<string, unknown>> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const rows = await sql.unsafe(query);
    return rows[0] ?? {};
  } finally {
    await sql.end();
  }
}

test('knows letters of every script, whatever the locale of the machine', async () => {
  server = await startPostgres({ dataDir, password });
  await ask(server.url, 'create extension pg_trgm');
  const found = await ask(server.url, `select lower('ПЛАТЬЕ') = 'платье' as lower, 'КРАСНОЕ платье' ilike '%красное%' as ilike, 'é' ~ '^\\w$' as word,
    similarity('красное платье', 'красное') > 0.4 as cyrillic, similarity('红色连衣裙', '红色连衣') > 0.4 as chinese, similarity('빨간 드레스', '드레스') > 0.4 as korean`);
  expect(found).toEqual({ lower: true, ilike: true, word: true, cyrillic: true, chinese: true, korean: true });
});

test('listens on loopback only, asks for the password, keeps commits', async () => {
  server = await startPostgres({ dataDir, password });
  const settings = await ask(server.url, `select current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets,
    current_setting('synchronous_commit') as sync, current_setting('max_connections') as most, current_setting('shared_buffers') as buffers`);
  expect(settings).toEqual({ listen: '127.0.0.1', sockets: '', sync: 'on', most: '100', buffers: '128MB' });
  await expect(ask(server.url.replace(encodeURIComponent(password), 'wrong').replace(password, 'wrong'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('adopts the server that a killed parent left, and stops it', async () => {
  const parent = await parentThat<{ url: string; port: number }>(`return (await load('postgres.ts')).startPostgres(${JSON.stringify({ dataDir, password })})`);
  await parent.kill();
  server = await startPostgres({ dataDir, password });
  expect(server).toMatchObject({ adopted: true, fresh: false, port: parent.result.port });
  await server.stop();
  await expect(ask(server.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('stops a left server that does not answer with our password, and starts anew on the wished port', async () => {
  const left = await startPostgres({ dataDir, password });
  await ask(left.url, `alter user postgres password 'another'`);
  server = await startPostgres({ dataDir, password, port: left.port });
  expect(server).toMatchObject({ adopted: false, fresh: false, port: left.port });
});

test('removes the pid file of a dead server, also when its process id lives again', async () => {
  server = await startPostgres({ dataDir, password });
  await server.stop();
  const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid');
  writeFileSync(pidFile, `${process.pid}\n${dataDir}\n0\n${server.port}\n\n127.0.0.1\n`);
  server = await startPostgres({ dataDir, password });
  expect(readFileSync(pidFile, 'utf8').split('\n')[0]).not.toBe(String(process.pid));
  expect(await ask(server.url, 'select 1 as one')).toEqual({ one: 1 });
});

test('begins again when initdb was interrupted', async () => {
  writeFileSync(path.join(dataDir, 'postgres.new'), 'half');
  server = await startPostgres({ dataDir, password });
  expect(server.fresh).toBe(true);
  expect(existsSync(path.join(dataDir, 'postgres.new'))).toBe(false);
});
