import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { systemCode } from './fault.ts';
import { asPostgresUser } from './nobody.ts';
import type { Binaries } from './postgres-binaries.ts';
import { postgresEnv } from './postgres-init.ts';
import { isAlive, run } from './process.ts';

/** What postmaster.pid says: process id, port. */
type Running = { pid: number; port: number };

/**
 * Looks for a server that a killed parent left on this cluster. One that answers with our password is adopted: its
 * port is returned. One that does not answer is stopped; the pid file of a dead one is removed. Safe to call twice.
 */
export async function adoptOrStop(binaries: Binaries, cluster: string, password: string): Promise<number | undefined> {
  const left = readPidFile(cluster);
  if (!left) return undefined;
  if (isAlive(left.pid) && (await answers(left.port, password, cluster))) return left.port;
  if (isAlive(left.pid) && isPostgres(left.pid)) await stopServer(binaries, cluster);
  else rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
  return undefined;
}

/** Fast shutdown (clients are cut off, nothing is lost); immediate when that takes over 10 s. Returns when it is down. */
export async function stopServer(binaries: Binaries, cluster: string): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if (!readPidFile(cluster)) return;
    const options = { ...asPostgresUser(), cwd: '/', env: postgresEnv() };
    const ran = await run(binaries.pgCtl, ['-D', cluster, '-m', mode, '-w', '-t', '10', 'stop'], options);
    if (ran.code === 0) return;
  }
}

/** Process id and port of postmaster.pid (lines 1 and 4), undefined when there is none or it is half written. */
export function readPidFile(cluster: string): Running | undefined {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    const port = Number(lines[3]);
    return pid > 0 ? { pid, port } : undefined;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function answers(port: number, password: string, cluster: string): Promise<boolean> {
  if (!(port > 0)) return false;
  const sql = postgres({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres', max: 1, connect_timeout: 3 });
  try {
    const [row] = await sql<{ folder: string }[]>`select current_setting('data_directory') as folder`;
    return row?.folder === cluster;
  } catch {
    return false; // whatever it is that listens there, it is not our server in working order
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Process ids are used again after a reboot: only Linux can tell cheaply, elsewhere the pid file is believed. */
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ESRCH') return false;
    throw error;
  }
}
