import type { Redis } from 'ioredis';
import { ingestArguments, ingestScript } from '#lib/comments/ingest-script.ts';
import { AppError } from '#lib/core/errors.ts';
import type { CommentQueue } from '#lib/ports.ts';

interface WithScript {
  acceptComments(numberOfKeys: number, ...keysAndArgs: string[]): Promise<string[]>;
}

/** The ingest side over TCP. Throws AppError `unavailable` when Redis does not answer. */
export function redisCommentQueue(redis: Redis): CommentQueue {
  redis.defineCommand('acceptComments', { lua: ingestScript });
  const scripted = redis as unknown as WithScript;
  return {
    async push(batch) {
      const { keys, args } = ingestArguments(batch);
      try {
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
