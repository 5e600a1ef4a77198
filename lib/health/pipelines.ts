import type { Redis } from 'ioredis';

/** The living pipelines by name, with the time of their last word (ms); KEYS would walk every comment's mark instead. */
const set = 'pipelines:alive';
/** A pipeline that said nothing for this long is not counted any more. */
const aliveMs = 6000;

/** Says that this pipeline lives. Safe to run twice. */
export async function sayAlive(redis: Redis, name: string, now: Date): Promise<void> {
  await redis.multi().zadd(set, now.getTime(), name).zremrangebyscore(set, '-inf', now.getTime() - 10 * aliveMs).exec();
}

/** Says that this pipeline has ended. Safe to run twice. */
export async function sayEnded(redis: Redis, name: string): Promise<void> {
  await redis.zrem(set, name);
}

/** The names of the pipelines that live. */
export function livingPipelines(redis: Redis, now: Date): Promise<string[]> {
  return redis.zrangebyscore(set, now.getTime() - aliveMs, '+inf');
}
