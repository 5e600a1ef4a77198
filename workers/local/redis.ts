import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { versionProblem } from '#lib/adapters/redis/version.ts';
import { canInstall, installDebian } from './debian.ts';
import { Fault, systemCode } from './fault.ts';
import { readJson, writeJson } from './keep.ts';
import { lastLines, openLog } from './log-file.ts';
import { endProcess, isAlive, onPath, until } from './process.ts';
import { takePort } from './ports.ts';
import { answeringProcess } from './redis-ping.ts';

export type LocalRedis = { url: string; port: number; adopted: boolean; stop: () => Promise<void> };
type Wanted = { dataDir: string; password: string; port?: number | undefined; log: (line: string) => void };

const Running = z.object({ pid: z.number().int().positive(), port: z.number().int() });
type Running = z.infer<typeof Running>;
const START_MS = 20_000; // reading a large append-only file takes time
const STOP_MS = 10_000;

/**
 * Starts a Redis (or Valkey) for `dataDir` on 127.0.0.1 with a password and an append-only file in `<dataDir>/redis`, or
 * adopts the one that a killed parent left. As root on Debian it installs redis-server when there is none.
 * Fault when there is none and we cannot install it, or when it does not come up.
 */
export async function startRedis({ dataDir, password, port, log }: Wanted): Promise<LocalRedis> {
  const pidFile = path.join(dataDir, 'redis.json');
  const left = await adoptOrStop(pidFile, password);
  const running = left ?? (await spawnRedis({ dataDir, password, port, log }, pidFile));
  return {
    url: `redis://:${password}@127.0.0.1:${running.port}`,
    port: running.port,
    adopted: left !== undefined,
    async stop() {
      await endProcess(running.pid, STOP_MS);
      rmSync(pidFile, { force: true });
    },
  };
}

/** Stops the Redis of a data folder that nobody owns any more, if one runs. Safe to call twice. */
export async function endLeftRedis(dataDir: string): Promise<void> {
  const left = readJson(path.join(dataDir, 'redis.json'), Running);
  if (left && isAlive(left.pid) && isRedis(left.pid)) await endProcess(left.pid, STOP_MS);
}

/** Where the server program is: PATH, else installed on Debian as root. Fault with the way to get it, or when it is too old. */
export async function findRedis(log: (line: string) => void): Promise<string> {
  const names = ['valkey-server', 'redis-server'];
  const found = onPath(names);
  if (found) return newEnough(found);
  if (canInstall()) {
    await installDebian('redis-server', log);
    const installed = onPath(names);
    if (installed) return newEnough(installed);
  }
  throw new Fault('no Redis: install redis-server or valkey-server (Debian: sudo apt install redis-server, macOS: brew install redis), or set REDIS_URL');
}

/** The program as it came, once `--version` ("Redis server v=7.0.15 ...", "Valkey server v=8.1.1 ...") has shown that it can be used. */
function newEnough(program: string): string {
  const problem = versionProblem(/\bv=(\S+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1]);
  if (problem) throw new Fault(`${problem} It is ${program}; REDIS_URL can name another.`);
  return program;
}

async function adoptOrStop(pidFile: string, password: string): Promise<Running | undefined> {
  const left = readJson(pidFile, Running);
  if (!left) return undefined;
  if ((await answeringProcess(left.port, password)) === left.pid) return left;
  if (isAlive(left.pid) && isRedis(left.pid)) await endProcess(left.pid, STOP_MS);
  rmSync(pidFile, { force: true });
  return undefined;
}

async function spawnRedis({ dataDir, password, port, log }: Wanted, pidFile: string): Promise<Running> {
  const program = await findRedis(log);
  const folder = path.join(dataDir, 'redis');
  const logFile = path.join(dataDir, 'log', 'redis.log');
  mkdirSync(folder, { recursive: true });
  mkdirSync(path.dirname(logFile), { recursive: true });
  const used = await takePort(port);
  const out = openLog(logFile);
  const child = spawn(program, ['-'], { detached: true, cwd: folder, stdio: ['pipe', out.stdio, out.stdio] });
  out.close();
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  child.stdin?.end(settings(used, folder, password)); // by stdin: a password on the command line is everybody's
  child.unref();
  const pid = child.pid;
  if (pid === undefined) return failed;
  writeJson(pidFile, { pid, port: used } satisfies Running);
  let gone = false;
  child.once('exit', () => { gone = true; });
  await until(async () => gone || (await answeringProcess(used, password)) === pid, START_MS);
  if ((await answeringProcess(used, password)) === pid) return { pid, port: used };
  await endProcess(pid, STOP_MS);
  throw new Fault('Redis did not start', { detail: lastLines(logFile, 5) });
}

function settings(port: number, folder: string, password: string): string {
  return [
    `port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`, `dir "${folder}"`, 'daemonize no', 'loglevel warning',
    'appendonly yes', 'appendfsync everysec', 'save ""', 'maxmemory-policy noeviction', '',
  ].join('\n');
}

function isRedis(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return /(redis|valkey)-server/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ESRCH') return false;
    throw error;
  }
}
