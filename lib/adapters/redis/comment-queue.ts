import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { ingestArguments, ingestScript } from '#lib/comments/ingest-script.ts';
import { AppError } from '#lib/core/errors.ts';
import type { CommentQueue } from '#lib/ports.ts';

interface WithScript {
  acceptComments(numberOfKeys: number, ...keysAndArgs: string[]): Promise<string[]>;
}

/** How long a comment waits for a connection that is being made (again). */
const patienceMs = 1000;

/**
 * Resolves when the connection is up, rejects when it does not come up. Waited for here because the client's own queue
 * would still send what has been answered 503 in the meantime: then it was accepted after all, and comes twice.
 */
function readiness(redis: Redis): () => Promise<void> {
  let coming: Promise<void> | undefined;
  return async function ready() {
    if (redis.status === 'ready') return;
    coming ??= once(redis, 'ready', { signal: AbortSignal.timeout(patienceMs) })
      .then(() => {})
      .finally(() => (coming = undefined));
    await coming;
  };
}

/** The ingest side over TCP. Throws AppError `unavailable` when Redis does not answer. */
export function redisCommentQueue(redis: Redis): CommentQueue {
  redis.defineCommand('acceptComments', { lua: ingestScript });
  const scripted = redis as unknown as WithScript;
  const ready = readiness(redis);
  return {
    async push(batch) {
      const { keys, args } = ingestArguments(batch);
      try {
        await ready();
        const ids = await scripted.acceptComments(keys.length, ...keys, ...args);
        return ids.map((id) => (id === '' ? null : id));
      } catch (cause) {
        throw new AppError('unavailable', 'Comments cannot be stored right now. Nothing was accepted: send it again.', {
          cause,
          retryAfterSeconds: 1,
        });
      }
    },
  };
}
