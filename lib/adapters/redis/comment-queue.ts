import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { acceptedIds, ingestArguments, ingestScript, queueFault } from '#lib/comments/ingest-script.ts';
import { AppError } from '#lib/core/errors.ts';
import type { CommentQueue, Enqueue } from '#lib/ports.ts';
import { isRedisAway } from './faults.ts';
import { together } from './together.ts';

interface WithScript {
  acceptComments(numberOfKeys: number, ...keysAndArgs: string[]): Promise<string[] | string>;
}

/** Comments of one run of the script at most, where they come from several requests: Redis does nothing else meanwhile. */
const mostTogether = 500;
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

/**
 * The ingest side over TCP: what is pushed in one turn of the event loop goes to Redis as one run of the script.
 * Throws AppError `unavailable` when Redis does not answer, `overloaded` when it holds too much that is not processed.
 */
export function redisCommentQueue(redis: Redis): CommentQueue {
  redis.defineCommand('acceptComments', { lua: ingestScript });
  const scripted = redis as unknown as WithScript;
  const ready = readiness(redis);

  async function send(batch: readonly Enqueue[]): Promise<(string | null)[]> {
    await ready();
    const { keys, args } = ingestArguments(batch);
    return acceptedIds(await scripted.acceptComments(keys.length, ...keys, ...args));
  }
  const push = together(send, { most: mostTogether, isOwnFault: (error) => !(error instanceof AppError || isRedisAway(redis, error)) });

  return {
    async push(batch) {
      try {
        return await push(batch);
      } catch (cause) {
        throw queueFault(cause);
      }
    },
  };
}
