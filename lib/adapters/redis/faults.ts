import type { Redis } from 'ioredis';

/** Whether a Redis error will pass by itself: no connection, no answer in time, or a server that is still loading. */
export function isRedisAway(redis: Redis, error: unknown): boolean {
  if (redis.status !== 'ready') return true;
  if (!(error instanceof Error)) return false;
  // ReplyError messages begin with the protocol's own code; the others are ioredis' names for a lost connection.
  return error.name === 'MaxRetriesPerRequestError' || /^(LOADING|READONLY|MASTERDOWN|Command timed out|Connection is closed)/.test(error.message);
}
