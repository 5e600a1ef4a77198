import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { isPassing } from '#lib/adapters/postgres/faults.ts';
import type { Classifier, CommentStream, Log, StreamEntry } from '#lib/ports.ts';
import type { Announcer } from '#lib/realtime/announce.ts';
import type { deskLoader } from '#lib/streamers/desk.ts';
import { listKeyOf } from './ingest-script.ts';
import { park } from './park.ts';
import { record } from './record.ts';
import { QueuedComment } from './schema.ts';
import { understand, type Received } from './understand.ts';

export interface ProcessCtx {
  sql: Sql;
  stream: CommentStream;
  classifier: Classifier;
  desksOf: ReturnType<typeof deskLoader>;
  announcer: Announcer;
  log: Log;
  /** An entry handed out more often than this is parked instead of tried again. */
  maxDeliveries: number;
}

type Readable = { entry: StreamEntry; comment: QueuedComment };
type Parked = { entry: StreamEntry; handle: string | null; reason: string };

/** What waited longer than this for its turn is understood anew: the database was away, and the show may have gone on. */
const staleMs = 1000;

function read(entry: StreamEntry): Readable | string {
  try {
    const parsed = QueuedComment.safeParse(JSON.parse(entry.json));
    return parsed.success ? { entry, comment: parsed.data } : `unreadable: ${parsed.error.issues[0]?.path.join('.') ?? ''}`;
  } catch {
    return 'unreadable: not JSON';
  }
}

async function parkAll(ctx: ProcessCtx, parked: readonly Parked[]): Promise<void> {
  for (const { entry, handle, reason } of parked) {
    await park(ctx.sql, entry, handle, reason);
    ctx.log.warn({ streamId: entry.id, reason, deliveries: entry.deliveries }, 'comment.parked');
  }
}

/** Understands and records what can be, `before` being done, and answers what must be parked. Changes nothing in Redis. */
async function recordReadable(ctx: ProcessCtx, readable: readonly Readable[], before: Promise<void>): Promise<{ parked: Parked[]; fresh: number }> {
  const handles = new Set(readable.map(({ comment }) => comment.streamer));
  const keyless = new Set(readable.filter(({ comment }) => comment.keyless).map(({ comment }) => comment.streamer));
  const desks = await ctx.desksOf([...handles], keyless);
  const received: Received[] = [];
  const parked: Parked[] = [];
  for (const { entry, comment } of readable) {
    const desk = desks.get(comment.streamer);
    if (desk) received.push({ entry, comment, desk });
    else parked.push({ entry, handle: null, reason: 'unknown_streamer' });
  }
  const rows = await understand(ctx.classifier, received);
  const understoodAt = performance.now();
  await before;
  if (performance.now() - understoodAt > staleMs) return recordReadable(ctx, readable, before);
  const recorded = await record(ctx.sql, rows);
  for (const [showId, mine] of Map.groupBy(rows, (row) => row.show_id)) {
    ctx.announcer.comments(showId, mine.flatMap((row) => recorded[row.n]?.id ?? []));
  }
  return { parked, fresh: recorded.filter((row) => row.fresh).length };
}

/**
 * Takes entries of the stream through to the database and settles them: recorded, or parked with the reason; then
 * acknowledged and off their clients' lists. Killed at any point, it is run again for the same entries and changes
 * nothing twice. Throws only what will pass by itself (database or Redis away): nothing is settled then.
 * They are understood at once and written when `before` is done, which must not reject: the writing of the entries before them.
 */
export async function processEntries(ctx: ProcessCtx, entries: readonly StreamEntry[], before = Promise.resolve()): Promise<{ fresh: number; parked: number }> {
  if (entries.length === 0) return { fresh: 0, parked: 0 };
  const readable: Readable[] = [];
  const parked: Parked[] = [];
  for (const entry of entries) {
    const result = read(entry);
    if (typeof result === 'string') parked.push({ entry, handle: null, reason: result });
    else if (entry.deliveries > ctx.maxDeliveries) parked.push({ entry, handle: result.comment.streamer, reason: `not processed in ${ctx.maxDeliveries} attempts` });
    else readable.push(result);
  }
  let fresh = 0;
  try {
    const done = await recordReadable(ctx, readable, before);
    fresh = done.fresh;
    parked.push(...done.parked);
  } catch (error) {
    if (isPassing(error)) throw error;
    if (readable.length > 1) {
      // One of them is at fault: alone, the others pass.
      ctx.log.warn({ error, count: readable.length }, 'comments.batch_failed');
      const totals = { fresh: 0, parked: 0 };
      for (const entry of entries) {
        const one = await processEntries(ctx, [entry], before);
        totals.fresh += one.fresh;
        totals.parked += one.parked;
      }
      return totals;
    }
    const [only] = readable;
    if (!only) throw error;
    ctx.log.error({ error, streamId: only.entry.id }, 'comment.failed');
    parked.push({ entry: only.entry, handle: only.comment.streamer, reason: `failed: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500) });
  }
  await before;
  await parkAll(ctx, parked);
  const lists = new Map(readable.map(({ entry, comment }) => [entry.id, listKeyOf(comment)]));
  await ctx.stream.settle(entries.map(({ id, json }) => ({ id, json, listKey: lists.get(id) ?? listKeyIn(json) })));
  return { fresh, parked: parked.length };
}

/** The list of a comment that was parked unread, when its JSON names one. */
function listKeyIn(json: string): string | null {
  try {
    const value = JSON.parse(json) as { streamer?: unknown; client?: unknown } | null;
    return typeof value?.streamer === 'string' && typeof value.client === 'string' ? listKeyOf({ streamer: value.streamer, client: value.client }) : null;
  } catch {
    return null;
  }
}
