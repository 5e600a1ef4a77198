import { Redis } from 'ioredis';
import type { Log } from '#lib/ports.ts';

/**
 * A connection that fails fast: a command is tried on at most one reconnect, so ingest can answer 503 instead of
 * hanging. `blocking` is for the stream reader, whose reads may take as long as they ask for.
 */
export function connectRedis(url: string, log: Log, use: 'fast' | 'blocking' = 'fast'): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: use === 'fast' ? 1 : null,
    connectTimeout: 3000,
    // What was sent into a connection that broke is never sent again behind our back: its caller has been told it failed.
    ...(use === 'fast' ? { commandTimeout: 2000, autoResendUnfulfilledCommands: false } : {}),
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 1000),
  });
  let lastMessage = '';
  redis.on('error', (error: Error) => {
    if (error.message === lastMessage) return; // one line per kind of trouble, not one per attempt
    lastMessage = error.message;
    log.warn({ message: error.message }, 'redis.error');
  });
  redis.on('ready', () => (lastMessage = ''));
  return redis;
}
