import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endLeftPostgres } from './postgres.ts';
import { isAlive } from './process.ts';
import { endLeftRedis } from './redis.ts';

/** A fresh folder for a stack or a server, named after this process: a later run sweeps it should this one be killed. */
export function makeScratch(prefix: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(folder, 0o711); // Postgres runs as `nobody` when we are root
  return folder;
}

/** Stops and removes what killed runs left in their folders of this prefix. Safe to run twice. */
export async function sweepScratch(prefix: string): Promise<void> {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1] ?? process.pid);
    if (isAlive(pid)) continue;
    const folder = path.join(os.tmpdir(), name);
    await endLeftPostgres(folder);
    await endLeftRedis(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}
