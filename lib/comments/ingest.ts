import { createHash } from 'node:crypto';
import { AppError } from '#lib/core/errors.ts';
import type { CommentQueue, Enqueue } from '#lib/ports.ts';
import type { Clock } from '#lib/core/time.ts';
import { parseInstant } from '#lib/core/time.ts';
import { commentsStream, listKeyOf } from './ingest-script.ts';
import { Comment, maxBatch, type Accepted, type AcceptedBatch, type QueuedComment } from './schema.ts';

/** How long a platform's message id is remembered in Redis; the database remembers it for good. */
const seenIdMs = 3_600_000;
/**
 * Without id and time, the same words of the same client within this time are one comment: a bridge's retry, also of a
 * request whose answer was lost (Redis' 2 s, and the second that the bridge waits). No longer, for a viewer may mean it twice.
 */
const seenWordsMs = 4_000;
/** A platform clock further ahead than this is wrong, and ours is used for order and display. */
const clockSkewMs = 300_000;

export interface IngestCtx {
  queue: CommentQueue;
  clock: Clock;
}

export interface IngestOptions {
  requestId: string;
  keyless: boolean;
  /** The caller's own reasons to turn a comment away, such as a rate limit; null lets it through. */
  refuse?: ((comment: Comment) => AppError | null) | undefined;
}

function digest(...parts: string[]): string {
  return createHash('sha1').update(JSON.stringify(parts)).digest('base64url');
}

/** The comment as it is queued, with the keys that make it unique: the platform's id, else who, what and when. */
export function enqueueOf(comment: Comment, receivedAt: Date, options: { requestId: string; keyless: boolean }): Enqueue {
  const platform = comment.platform ?? 'web';
  const received = receivedAt.toISOString();
  const future = comment.timestamp && parseInstant(comment.timestamp).getTime() > receivedAt.getTime() + clockSkewMs;
  const timestamp = !comment.timestamp || future ? received : comment.timestamp;
  const dedupeKey = comment.message_id
    ? `id:${platform}:${comment.message_id}`
    : `words:${digest(platform, comment.client, comment.message, comment.timestamp ?? received)}`;
  const queued: QueuedComment = {
    streamer: comment.streamer,
    client: comment.client,
    timestamp,
    message: comment.message,
    platform,
    ...(comment.message_id ? { message_id: comment.message_id } : {}),
    dedupe_key: dedupeKey,
    received_at: received,
    request_id: options.requestId,
    keyless: options.keyless,
  };
  const known = Boolean(comment.message_id ?? comment.timestamp);
  return {
    comment: queued,
    seenKey: `chat:seen:${comment.streamer}:${known ? dedupeKey : digest(platform, comment.client, comment.message)}`,
    seenMs: known ? seenIdMs : seenWordsMs,
  };
}

/** Checks one comment's shape. Throws AppError `invalid` with the places that are wrong. */
export function parseComment(input: unknown): Comment {
  const parsed = Comment.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', 'This is not a comment: streamer, client and message are needed.', {
    issues: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  });
}

/**
 * Accepts one comment. Accepted means: in the stream, in order, and it will be processed even when every process is
 * killed now. A repetition is answered the same way with `duplicate: true` and changes nothing: safe to run twice.
 * Throws AppError `invalid`, `unavailable`, `overloaded`, or what `refuse` says.
 */
export async function ingest(ctx: IngestCtx, input: unknown, options: IngestOptions): Promise<Accepted> {
  const comment = parseComment(input);
  const refusal = options.refuse?.(comment);
  if (refusal) throw refusal;
  const entry = enqueueOf(comment, ctx.clock.now(), options);
  const [id] = await ctx.queue.push([entry]);
  return {
    ok: true,
    queued_to: listKeyOf(entry.comment),
    stream: commentsStream,
    timestamp: entry.comment.timestamp,
    ...(id === null ? { duplicate: true as const } : {}),
  };
}

/** Accepts up to 500 comments at once; the good ones are accepted, each bad one is named with its index and error. */
export async function ingestBatch(ctx: IngestCtx, inputs: readonly unknown[], options: IngestOptions): Promise<AcceptedBatch> {
  if (inputs.length > maxBatch) throw new AppError('too_large', `At most ${maxBatch} comments at once; this array has ${inputs.length}.`);
  const now = ctx.clock.now();
  const rejected: AcceptedBatch['rejected'] = [];
  const entries: Enqueue[] = [];
  for (const [index, input] of inputs.entries()) {
    const parsed = Comment.safeParse(input);
    const error = parsed.success
      ? options.refuse?.(parsed.data)
      : new AppError('invalid', parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
    if (error) rejected.push({ index, error: { code: error.code, message: error.message } });
    else if (parsed.success) entries.push(enqueueOf(parsed.data, now, options));
  }
  const ids = entries.length > 0 ? await ctx.queue.push(entries) : [];
  const duplicates = ids.filter((id) => id === null).length;
  return { ok: true, accepted: ids.length - duplicates, duplicates, rejected };
}
