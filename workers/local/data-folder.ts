import { chmodSync, existsSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Fault } from './fault.ts';
import { readJson, writeJson } from './keep.ts';
import { isAlive, startTick } from './process.ts';

const Owner = z.object({ pid: z.number().int().positive(), startTick: z.string().optional() });
type Owner = z.infer<typeof Owner>;
const NEEDED_BYTES = 256_000_000; // a fresh cluster takes 40 MB, its write-ahead log up to some hundred
const NEEDED_AGAIN_BYTES = 32_000_000;

/**
 * Makes the data folder and takes it for this process; two starts on one folder would stop each other's servers. Returns
 * what gives it back. Fault: a living process has it, the disk is full. What a killed process left is taken over.
 */
export function claimFolder(dataDir: string): () => void {
  const fresh = !existsSync(dataDir);
  mkdirSync(path.join(dataDir, 'log'), { recursive: true });
  if (fresh) chmodSync(dataDir, 0o755); // also under a strict umask: Postgres may run as `nobody`
  refuseFullDisk(dataDir);
  const file = path.join(dataDir, 'owner.json');
  const owner = readJson(file, Owner);
  if (owner && lives(owner)) {
    throw new Fault(`Claimcast already runs on ${dataDir} (process ${owner.pid}): stop that one first, or give another folder with --data`);
  }
  writeJson(file, { pid: process.pid, startTick: startTick(process.pid) } satisfies { [K in keyof Owner]: Owner[K] | undefined });
  return () => rmSync(file, { force: true });
}

function lives(owner: Owner): boolean {
  return isAlive(owner.pid) && startTick(owner.pid) === owner.startTick;
}

function refuseFullDisk(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir);
  const needed = existsSync(path.join(dataDir, 'postgres')) ? NEEDED_AGAIN_BYTES : NEEDED_BYTES;
  if (bavail * bsize >= needed) return;
  const mb = (bytes: number) => `${Math.floor(bytes / 1_000_000)} MB`;
  throw new Fault(`the disk is full: ${mb(bavail * bsize)} free at ${dataDir}, at least ${mb(needed)} are needed`);
}
