import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { makeTestFolder } from './test-setup.ts';

const server = process.env['DATABASE_URL'] ?? '';
const name = `migrate_${process.pid}`;
const url = server.replace(/\/[^/]*$/, `/${name}`);
const admin = postgres(server, { max: 1, onnotice: () => {} });
const folder = makeTestFolder();
const dir = path.join(folder, 'migrations');

beforeAll(() => mkdirSync(dir));
beforeEach(async () => {
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.unsafe(`create database ${name}`);
  rmSync(dir, { recursive: true });
  mkdirSync(dir);
  write('0001_one.sql', 'create table one (id int primary key);');
  write('0002_two_words.sql', 'insert into one values (1); insert into one values (2);');
});
afterAll(async () => {
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.end();
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  writeFileSync(path.join(dir, file), text);
}

async function rows(query: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return [...(await sql.unsafe(query))];
  } finally {
    await sql.end();
  }
}

test('applies in order, records as the Supabase CLI does, and does nothing the second time', async () => {
  expect(await migrate(url, dir)).toEqual(['0001_one', '0002_two_words']);
  expect(await migrate(url, dir)).toEqual([]);
  expect(await rows('select version, name, statements[1] as text from supabase_migrations.schema_migrations order by 1')).toEqual([
    { version: '0001', name: 'one', text: 'create table one (id int primary key);' },
    { version: '0002', name: 'two_words', text: 'insert into one values (1); insert into one values (2);' },
  ]);
  expect(await rows('select count(*)::int as n from one')).toEqual([{ n: 2 }]);
});

test('two processes at once apply each file once', async () => {
  const both = await Promise.all([migrate(url, dir), migrate(url, dir)]);
  expect(both.flat().sort()).toEqual(['0001_one', '0002_two_words']);
});

test('a file that was changed after it was applied is refused', async () => {
  await migrate(url, dir);
  write('0001_one.sql', 'create table other (id int);');
  write('0003_three.sql', 'create table three (id int);');
  await expect(migrate(url, dir)).rejects.toThrow('migration 0001_one.sql was changed after it was applied');
  expect(await rows(`select to_regclass('three') as three`)).toEqual([{ three: null }]);
});

test('what the Supabase CLI applied is left alone', async () => {
  await rows(`create schema supabase_migrations`);
  await rows(`create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text)`);
  await rows(`insert into supabase_migrations.schema_migrations values ('0001', '{}', 'one')`);
  await rows('create table one (id int primary key)');
  expect(await migrate(url, dir)).toEqual(['0002_two_words']);
});

test('a file that fails leaves nothing behind and says where', async () => {
  write('0003_bad.sql', 'create table three (id int);\n\nselect nonsense from one;\n');
  await expect(migrate(url, dir)).rejects.toThrow('migration 0003_bad.sql (line 3): column "nonsense" does not exist');
  expect(await rows(`select to_regclass('three') as three, (select max(version) from supabase_migrations.schema_migrations) as last`)).toEqual([{ three: null, last: '0002' }]);
  write('0003_bad.sql', 'create table three (id int);');
  expect(await migrate(url, dir)).toEqual(['0003_bad']);
});

test('two files of one version are refused', async () => {
  write('0002_again.sql', 'select 1;');
  await expect(migrate(url, dir)).rejects.toThrow('two migrations have the version 0002');
});
