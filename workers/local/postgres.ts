import { existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { clusterHome } from './cluster-home.ts';
import { asPostgresUser } from './nobody.ts';
import { type Binaries, findBinaries } from './postgres-binaries.ts';
import { postgresFault } from './postgres-faults.ts';
import { initCluster, postgresEnv } from './postgres-init.ts';
import { adoptOrStop, stopServer } from './postgres-orphan.ts';
import { takePort } from './ports.ts';
import { run } from './process.ts';

export type LocalPostgres = { url: string; port: number; fresh: boolean; adopted: boolean; stop: () => Promise<void> };
type Wanted = { dataDir: string; password: string; port?: number | undefined };

// synchronous_commit stays on: an answered claim survives a power cut. No Unix socket: `nobody` may have nowhere to put it.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
const MAX_LOG_BYTES = 10_000_000;

/**
 * Starts the embedded Postgres of `dataDir` on 127.0.0.1, making the cluster on the first call, or adopts the server
 * that a killed parent left. `port` is a wish: when it is taken another one is used. Fault: full disk, rights, platform.
 */
export async function startPostgres({ dataDir, password, port }: Wanted): Promise<LocalPostgres> {
  const binaries = findBinaries();
  const cluster = clusterHome(dataDir);
  const fresh = await initCluster(binaries, cluster, password);
  const adopted = fresh ? undefined : await adoptOrStop(binaries, cluster, password);
  const used = adopted ?? (await startServer(binaries, cluster, port));
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${used}/postgres`,
    port: used,
    fresh,
    adopted: adopted !== undefined,
    stop: () => stopServer(binaries, cluster),
  };
}

/** Tries the wished port and two more: a port may be taken between the look and the use. */
async function startServer(binaries: Binaries, cluster: string, wished: number | undefined): Promise<number> {
  const log = path.join(cluster, 'server.log');
  for (let attempt = 1; ; attempt++) {
    const port = await takePort(attempt === 1 ? wished : undefined);
    const from = shorten(log);
    const flags = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`).join(' ');
    const ran = await run(binaries.pgCtl, ['-D', cluster, '-w', '-t', '60', '-l', log, '-o', `-p ${port} ${flags}`, 'start'], {
      ...asPostgresUser(), cwd: '/', env: postgresEnv(),
    });
    if (ran.code === 0) return port;
    const said = `${ran.output}\n${logSince(log, from)}`;
    if (attempt < 3 && /Address already in use/.test(said)) continue;
    throw postgresFault('could not start', cluster, said);
  }
}

/** Empties a log that has grown over 10 MB. Returns its length. */
function shorten(log: string): number {
  const bytes = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes <= MAX_LOG_BYTES) return bytes;
  truncateSync(log);
  return 0;
}

function logSince(log: string, bytes: number): string {
  return existsSync(log) ? readFileSync(log).subarray(bytes).toString('utf8') : '';
}

/** Stops the server of a data folder that nobody owns any more, if one runs. Safe to call twice. */
export async function endLeftPostgres(dataDir: string): Promise<void> {
  if (existsSync(path.join(dataDir, 'postgres'))) await stopServer(findBinaries(), clusterHome(dataDir));
}
