import type { Redis } from 'ioredis';
import { connectPostgres, type Sql } from '#lib/adapters/postgres/connect.ts';
import { connectRedis } from '#lib/adapters/redis/connect.ts';
import { redisCommentQueue } from '#lib/adapters/redis/comment-queue.ts';
import { redisCommentStream } from '#lib/adapters/redis/comment-stream.ts';
import { serviceClient, type Db } from '#lib/adapters/supabase/clients.ts';
import type { CommentQueue, CommentStream, Log } from '#lib/ports.ts';
import type { Announcer } from '#lib/realtime/announce.ts';
import { loadEnv, required, type Env } from '#lib/server/env.ts';

/** The real services a test works against. */
export interface World {
  env: Env;
  sql: Sql;
  service: Db;
  redis: Redis;
  queue: CommentQueue;
  stream: CommentStream;
  close(): Promise<void>;
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Tells nobody. */
export const silentAnnouncer: Announcer = { comments() {}, changes() {}, show() {}, catalogue() {}, close: () => Promise.resolve() };

/**
 * Connects to the services that `source` names; without one, to those of Vitest's global setup. `sqlConnections` is how
 * many statements may run at once. Close it in `afterAll`.
 */
export function openWorld(source?: Record<string, string | undefined>, sqlConnections = 4): World {
  const env = loadEnv('tool', source);
  const sql = connectPostgres(required(env, 'DATABASE_URL'), { max: sqlConnections, name: 'claimcast-test' });
  const redis = connectRedis(required(env, 'REDIS_URL'), silentLog);
  return {
    env,
    sql,
    service: serviceClient(env),
    redis,
    queue: redisCommentQueue(redis),
    stream: redisCommentStream(redis, redis),
    async close() {
      redis.disconnect();
      await sql.end({ timeout: 2 });
    },
  };
}
