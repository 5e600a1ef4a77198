import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { Fault } from './fault.ts';

type Migration = { version: string; name: string; file: string; text: string; hash: string };
type Applied = { version: string; hash: string | null };

const LOCK = 7_205_514; // any number, the same in every process that migrates

/**
 * Applies `dir`/<digits>_<name>.sql in order, each in its own transaction, recorded in
 * supabase_migrations.schema_migrations as the Supabase CLI does. Under an advisory lock, so two processes may call it at
 * once; safe to run twice. Fault when a file changed after it was applied (rows written by the CLI carry no hash and are
 * not checked) or when one fails. Returns the names applied now.
 */
export async function migrate(databaseUrl: string, dir: string): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, prepare: false });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await ensureHistory(sql);
    const applied = await sql<Applied[]>`select version, hash from supabase_migrations.schema_migrations`;
    const known = new Map(applied.map((row) => [row.version, row.hash]));
    const names: string[] = [];
    for (const migration of readMigrations(dir)) {
      if (known.has(migration.version)) refuseChanged(migration, known.get(migration.version) ?? null);
      else names.push(await apply(sql, migration));
    }
    return names;
  } finally {
    await sql.end({ timeout: 5 }); // gives the lock back
  }
}

/** Runs one SQL file whole, in one transaction: for files that are written to be run at each start. */
export async function runFile(databaseUrl: string, file: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, prepare: false });
  try {
    await sql.begin((tx) => tx.unsafe(readFileSync(file, 'utf8')));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function ensureHistory(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (version text primary key);
    alter table supabase_migrations.schema_migrations
      add column if not exists statements text[], add column if not exists name text, add column if not exists hash text;
  `);
}

async function apply(sql: postgres.Sql, { version, name, file, text, hash }: Migration): Promise<string> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text);
      await tx`insert into supabase_migrations.schema_migrations (version, name, statements, hash) values (${version}, ${name}, ${[text]}, ${hash})`;
    });
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error;
    const line = error.position ? ` (line ${text.slice(0, Number(error.position)).split('\n').length})` : '';
    throw new Fault(`migration ${file}${line}: ${error.message}`, { cause: error });
  }
  return `${version}_${name}`;
}

function readMigrations(dir: string): Migration[] {
  const found = readdirSync(dir).sort().flatMap((file) => {
    const [, version, name] = /^(\d+)_(.+)\.sql$/.exec(file) ?? [];
    if (!version || !name) return [];
    const text = readFileSync(path.join(dir, file), 'utf8');
    return [{ version, name, file, text, hash: createHash('sha256').update(text).digest('hex') }];
  });
  const twice = found.find((one, index) => found[index + 1]?.version === one.version);
  if (twice) throw new Fault(`two migrations have the version ${twice.version}: rename one of them`);
  return found;
}

function refuseChanged({ file, hash }: Migration, applied: string | null): void {
  if (applied === null || applied === hash) return;
  throw new Fault(`migration ${file} was changed after it was applied: restore it and put the change into a new file`);
}
