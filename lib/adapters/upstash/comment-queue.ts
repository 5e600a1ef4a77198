import { Redis } from '@upstash/redis';
import { ingestArguments, ingestScript } from '#lib/comments/ingest-script.ts';
import { AppError } from '#lib/core/errors.ts';
import type { CommentQueue } from '#lib/ports.ts';

/** The ingest side over Upstash's REST API, for serverless hosts. The same script, the same promises. */
export function upstashCommentQueue(url: string, token: string): CommentQueue {
  // Without automaticDeserialization: false a message "12345" would come back as a number.
  const redis = new Redis({ url, token, automaticDeserialization: false, enableTelemetry: false, retry: { retries: 1, backoff: () => 100 } });
  const script = redis.createScript<string[]>(ingestScript);
  return {
    async push(batch) {
      const { keys, args } = ingestArguments(batch);
      try {
        const ids = await script.exec(keys, args);
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
