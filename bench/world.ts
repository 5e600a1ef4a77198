import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Redis } from 'ioredis';
import { connectPostgres, type Sql } from '#lib/adapters/postgres/connect.ts';
import { ensureGroup } from '#lib/adapters/redis/comment-stream.ts';
import { connectRedis } from '#lib/adapters/redis/connect.ts';
import { createLog } from '#lib/server/log.ts';
import { build, isBuilt } from '../workers/local/build.ts';
import { clusterHome } from '../workers/local/cluster-home.ts';
import { takePort } from '../workers/local/ports.ts';
import { makeScratch, sweepScratch } from '../workers/local/scratch.ts';
import { startStack } from '../workers/local/stack.ts';
import { supervise } from '../workers/local/supervise.ts';
import { childrenOf, commandOf } from './proc.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const PREFIX = 'claimcast-bench-';

export interface Part {
  pid: number;
  /** From spawning to its `ready`, ms. */
  readyMs: number;
  /** SIGTERM, and waits. Throws when the part had crashed and been started again meanwhile. */
  stop(): Promise<void>;
}

/** A stack of its own, as `npm start` makes it, with nothing turned off but the ingest limits. */
export interface World {
  env: Record<string, string>;
  port: number;
  sql: Sql;
  redis: Redis;
  /** Database, gateway and Redis together, ms: on an empty folder, then once more on the same. */
  startMs: { first: number; next: number };
  start(part: 'web' | 'pipeline'): Promise<Part>;
  /** Process ids of what the stack itself runs. */
  stackPids(): { postgres: number[]; redis: number; gateway: number };
  /** With a profile: the statements that took the most time since the last call, a line each. Nested ones count in their callers too. */
  costliestStatements(): Promise<string[]>;
  /** Takes every comment out of Redis, as on the first day. */
  emptyRedis(): Promise<void>;
  /** Stops everything and removes the folder. Safe to call twice. */
  stop(): Promise<void>;
}

interface Wanted {
  /** The web process without a build, for trying. */
  dev: boolean;
  note: (text: string) => void;
  /** Folder for CPU profiles of web and pipeline. */
  profileDir: string | undefined;
}

/** Starts Postgres, gateway and Redis in a temporary folder, and what starts web and pipeline on them. */
export async function startWorld({ dev, note, profileDir }: Wanted): Promise<World> {
  await sweepScratch(PREFIX);
  const dataDir = makeScratch(PREFIX);
  const parts = new Set<{ stop(): Promise<void> }>();
  const log = createLog('pipeline', 'warn');

  async function timedStack() {
    const startedAt = performance.now();
    const stack = await startStack({ dataDir, log: note, named: {} });
    return { stack, tookMs: performance.now() - startedAt };
  }
  const first = await timedStack();
  const bootSql = connectPostgres(first.stack.env.DATABASE_URL!, { max: 1, name: 'claimcast-bench' });
  // The one setting that differs from `npm start`: it lets us see when a decision was committed.
  await bootSql`alter system set track_commit_timestamp = on`;
  if (profileDir) await bootSql`alter system set shared_preload_libraries = pg_stat_statements`;
  if (profileDir) await bootSql`alter system set pg_stat_statements.track = 'all'`;
  await bootSql.end();
  await first.stack.stop();
  const { stack, tookMs: nextMs } = await timedStack();

  const port = await takePort();
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '/',
    ...stack.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    LOG_LEVEL: 'warn',
    INGEST_LIMIT_PER_KEY: 'off',
    INGEST_LIMIT_PER_CLIENT: 'off',
    WAITING_DEGRADED: '100000',
    WAITING_REFUSED: '100000',
  };
  const sql = connectPostgres(stack.env.DATABASE_URL!, { max: 4, name: 'claimcast-bench' });
  const redis = connectRedis(stack.env.REDIS_URL!, log);

  let stopping: Promise<void> | undefined;
  function stop(): Promise<void> {
    stopping ??= (async () => {
      for (const part of [...parts].reverse()) await part.stop().catch((error: unknown) => note(String(error)));
      redis.disconnect();
      await sql.end({ timeout: 2 });
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    })();
    return stopping;
  }

  return {
    env,
    port,
    sql,
    redis,
    startMs: { first: first.tookMs, next: nextMs },
    stop,
    async start(name) {
      if (name === 'web' && !dev && !isBuilt(ROOT)) {
        note('building the web process');
        await build({ root: ROOT, logFile: path.join(dataDir, 'log', 'build.log'), env: { ...process.env }, signal: new AbortController().signal });
      }
      const startedAt = performance.now();
      const profile = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`, `--cpu-prof-name=${name}-${Math.round(startedAt)}.cpuprofile`] : [];
      const logFile = path.join(dataDir, 'log', `${name}.log`);
      const child = await supervise({ name, args: [...profile, path.join(ROOT, 'workers', `${name}.ts`), ...(dev ? ['--dev'] : [])], env, cwd: ROOT, logFile }, { log: note });
      const part: Part = {
        pid: child.pid!,
        readyMs: performance.now() - startedAt,
        async stop() {
          parts.delete(part);
          await child.stop();
          if (existsSync(logFile) && process.env.BENCH_LOGS) note(readFileSync(logFile, 'utf8'));
          if (child.restarts > 0) throw new Error(`${name} crashed ${child.restarts} times while it was measured, see ${logFile}`);
        },
      };
      parts.add(part);
      return part;
    },
    stackPids() {
      const postmaster = Number(readFileSync(path.join(clusterHome(dataDir), 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
      const { pid } = JSON.parse(readFileSync(path.join(dataDir, 'redis.json'), 'utf8')) as { pid: number };
      const gateway = childrenOf(process.pid).find((child) => commandOf(child).includes('workers/gateway.ts')) ?? 0;
      return { postgres: [postmaster, ...childrenOf(postmaster)], redis: pid, gateway };
    },
    async costliestStatements() {
      await sql`create extension if not exists pg_stat_statements`;
      const rows = await sql<{ line: string }[]>`
        select format('%s ms  %s times  %s ms each  %s', round(total_exec_time), calls, round(mean_exec_time::numeric, 3), left(regexp_replace(query, '\\s+', ' ', 'g'), 130)) as line
        from pg_stat_statements order by total_exec_time desc limit 25`;
      await sql`select pg_stat_statements_reset()`;
      return rows.map(({ line }) => line);
    },
    async emptyRedis() {
      await redis.flushall();
      await ensureGroup(redis);
    },
  };
}
