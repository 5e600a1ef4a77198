import { errors, Redis } from '@upstash/redis';
import { acceptedIds, ingestArguments, ingestScript, queueFault } from '#lib/comments/ingest-script.ts';
import type { CommentQueue } from '#lib/ports.ts';

/** What may be said of an error: Upstash's own carry the command or the reply in their message, comments and all. */
function withoutCommand(error: unknown): unknown {
  const speaks = error instanceof errors.UpstashError || error instanceof errors.UpstashJSONParseError;
  return speaks ? new Error(`${error.name}: Upstash refused the command, or its answer could not be read.`) : error;
}

/** The ingest side over Upstash's REST API, for serverless hosts. The same script, the same promises. */
export function upstashCommentQueue(url: string, token: string): CommentQueue {
  // Without automaticDeserialization: false a message "12345" would come back as a number.
  const redis = new Redis({ url, token, automaticDeserialization: false, enableTelemetry: false, retry: { retries: 1, backoff: () => 100 } });
  const script = redis.createScript<string[] | string>(ingestScript);
  return {
    async push(batch) {
      const { keys, args } = ingestArguments(batch);
      try {
        return acceptedIds(await script.exec(keys, args));
      } catch (cause) {
        throw queueFault(withoutCommand(cause));
      }
    },
  };
}
