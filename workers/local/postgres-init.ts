import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { asPostgresUser, isRoot, NOBODY } from './nobody.ts';
import type { Binaries } from './postgres-binaries.ts';
import { postgresFault } from './postgres-faults.ts';
import { childEnv, run } from './process.ts';

/**
 * Makes a cluster in `cluster` unless there is one: UTF-8, scram passwords, and the built-in C.UTF-8 locale. Both
 * locale flags are needed, else pg_trgm finds nothing in Cyrillic or CJK where the machine has no UTF-8 locale, and
 * it cannot be changed later. Made beside and renamed, so an interrupted start leaves nothing half-made.
 * Returns true when it made one. Fault on a full disk or missing rights.
 */
export async function initCluster(binaries: Binaries, cluster: string, password: string): Promise<boolean> {
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return false;
  const draft = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  rmSync(draft, { recursive: true, force: true });
  try {
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    giveAway(draft);
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    giveAway(passwordFile);
    const ran = await run(binaries.initdb, [
      '-D', draft, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8',
      '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8', '--no-sync', '--no-instructions',
    ], { ...asPostgresUser(), cwd: '/', env: postgresEnv() });
    if (ran.code !== 0) throw postgresFault('could not make the database cluster', cluster, ran.output);
    renameSync(draft, cluster);
    return true;
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** A bare environment: nothing of ours (PGPORT, LC_*) may change what the server does. */
export function postgresEnv(): NodeJS.ProcessEnv {
  return childEnv({ PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' });
}

function giveAway(file: string): void {
  if (isRoot()) chownSync(file, NOBODY, NOBODY);
}
