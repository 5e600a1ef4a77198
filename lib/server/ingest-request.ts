import { ingest, ingestBatch } from '#lib/comments/ingest.ts';
import { storable, type Accepted, type AcceptedBatch } from '#lib/comments/schema.ts';
import { AppError } from '#lib/core/errors.ts';
import type { WebCtx } from './ctx.ts';
import { bearerOf } from './http.ts';

/** A request carrying comments, from HTTP or WebSocket, with what is known of its sender. */
export interface IngestRequest {
  /** The Authorization header. */
  authorization: string | undefined;
  /** Whether it came straight from a program on this machine. */
  local: boolean;
  requestId: string;
}

/** One comment, or an array of them; its body is at most this long. */
export const maxIngestBytes = 4_000_000;

/** The name as it will be stored, so that no other spelling of it has a limit of its own. */
function named(input: unknown, field: 'streamer' | 'client'): string {
  const value = typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? storable(value).trim().slice(0, 255) : '';
}

/** Who sends: 'local', or the key's id and the handle it speaks for. Throws `unauthenticated`. */
async function senderOf(ctx: WebCtx, request: IngestRequest): Promise<{ id: string; handle: string | null }> {
  if (request.authorization !== undefined) {
    const key = await ctx.findKey(bearerOf(request.authorization));
    if (!key) throw new AppError('unauthenticated', 'This key is unknown or revoked.');
    return { id: key.id, handle: key.handle };
  }
  if (ctx.env.CLAIMCAST_EMBEDDED && request.local) return { id: 'local', handle: null };
  throw new AppError('unauthenticated', 'Send "Authorization: Bearer <bridge key>". Make a key under Settings.');
}

/**
 * Accepts the comments of one request: key, back-pressure, limits, then the queue. The same for `POST /comments`,
 * `WS /ws/comments` and the Next route. Throws AppErrors only; nothing is accepted then, but for `unavailable`: its answer may have been lost.
 */
export async function ingestRequest(ctx: WebCtx, request: IngestRequest, body: unknown): Promise<Accepted | AcceptedBatch> {
  const startedAt = performance.now();
  try {
    const sender = await senderOf(ctx, request);
    ctx.waiting.admit();
    const inputs: readonly unknown[] = Array.isArray(body) ? body : [body];
    const refused = ctx.limits && inputs.length <= 500 && inputs.length > 0 ? await ctx.limits.check(sender.id, inputs.map((input) => named(input, 'client'))) : null;
    const options = {
      requestId: request.requestId,
      keyless: sender.handle === null,
      refuse: (comment: { streamer: string; client: string }) =>
        sender.handle !== null && comment.streamer !== sender.handle
          ? new AppError('forbidden', `This key speaks for ${sender.handle} only.`)
          : (refused?.get(comment.client) ?? null),
    };
    const answer = Array.isArray(body) ? await ingestBatch(ctx, body, options) : await ingest(ctx, body, options);
    const accepted = 'accepted' in answer ? answer.accepted : answer.duplicate ? 0 : 1;
    ctx.waiting.accepted(accepted);
    ctx.metrics.accepted.inc(accepted);
    ctx.metrics.duplicates.inc('duplicates' in answer ? answer.duplicates : 1 - accepted);
    return answer;
  } catch (error) {
    ctx.metrics.refused.inc({ code: error instanceof AppError ? error.code : 'internal' });
    throw error;
  } finally {
    ctx.metrics.ingestSeconds.observe((performance.now() - startedAt) / 1000);
  }
}
