import { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import type { CommentQueue } from '#lib/ports.ts';
import { QueuedComment } from './schema.ts';

export const ParkedRow = z.object({ id: z.number().int(), stream_id: z.string(), reason: z.string(), deliveries: z.number().int(), parked_at: z.string(), payload: z.string() });

/** The comments that were put aside and nobody has looked at, newest first. */
export async function listParked(db: Db, seller: Seller) {
  const rows = dataOf(
    await db.from('parked_comments').select('id, stream_id, reason, deliveries, parked_at, payload').eq('streamer_id', seller.id).is('settled_at', null).order('id', { ascending: false }).limit(200),
  );
  return { items: z.array(ParkedRow).parse(rows) };
}

/** Takes a parked comment off the list without processing it. Safe to run twice. */
export async function dropParked(sql: Sql, seller: Seller, id: number): Promise<void> {
  await sql`update public.parked_comments set settled_at = now() where id = ${id} and streamer_id = ${seller.id} and settled_at is null`;
}

/**
 * Sends a parked comment through the pipeline again, at the end of the line. Throws `not_found`, or `conflict` when it
 * cannot be read as a comment. Safe to run twice: the database knows the comment by its dedupe key.
 */
export async function retryParked(ctx: { sql: Sql; queue: CommentQueue }, seller: Seller, id: number): Promise<void> {
  const [row] = await ctx.sql<{ payload: string }[]>`select payload from public.parked_comments where id = ${id} and streamer_id = ${seller.id} and settled_at is null`;
  if (!row) throw new AppError('not_found', 'This comment is not parked any more.');
  const parsed = QueuedComment.safeParse(parsePayload(row.payload));
  if (!parsed.success) throw new AppError('conflict', 'This cannot be read as a comment, so it cannot be tried again. Drop it, or make the claim by hand.');
  await ctx.queue.push([{ comment: parsed.data, seenKey: `chat:retry:${id}`, seenMs: 1000 }]);
  await dropParked(ctx.sql, seller, id);
}

function parsePayload(payload: string): unknown {
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return null;
  }
}
