import type { Redis } from 'ioredis';

/** The first Redis whose XINFO GROUPS tells how many entries are unread; Valkey calls itself 7.2 there. */
const oldest = 7;

/** What is wrong with a Redis of this version, in one line; null when it can be used. */
export function versionProblem(version: string | undefined): string | null {
  if (version !== undefined && Number.parseInt(version, 10) >= oldest) return null;
  return `Redis ${version ?? 'of an unknown version'} cannot be used: Claimcast needs Redis ${oldest}.0 or newer, or Valkey.`;
}

/** Asks a Redis for its version and answers what is wrong with it, in one line; null when it can be used. Throws while it is away. */
export async function redisProblem(redis: Pick<Redis, 'info'>): Promise<string | null> {
  return versionProblem(/^redis_version:(\S+)/m.exec(await redis.info('server'))?.[1]);
}
