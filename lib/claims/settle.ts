import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { CommentStream } from '#lib/ports.ts';
import { Change } from './schema.ts';

/** Fewer than the pipeline has connections: writing comments goes on beside. */
const atOnce = 4;

/**
 * Decides the claims and cancellations that can be decided, oldest first, and returns what changed.
 *
 * Why a watermark: several processes read the stream at once, so a later comment may be recorded before an earlier
 * one. A claim is decided only when every comment accepted before it has been recorded, by whichever process; then the
 * order of decisions is the order of acceptance, and the last unit goes to the earliest comment. Safe to run twice.
 */
export async function settle(sql: Sql, stream: Pick<CommentStream, 'watermark'>): Promise<Change[]> {
  const below = await stream.watermark();
  const changes: Change[] = [];
  for (;;) {
    const sellers = await sql<{ id: string }[]>`select id from private.sellers_to_settle(${String(below)}::bigint) as id`;
    if (sellers.length === 0) return changes;
    // A transaction a seller and a few claims each: an order that comes in meanwhile waits for those only. Sellers do not wait for
    // one another.
    const settled = await Promise.all(sellers.slice(0, atOnce).map(({ id }) => sql`select * from private.settle(${id}, ${String(below)}::bigint)`));
    for (const rows of settled) for (const row of rows) changes.push(Change.parse(row));
  }
}
