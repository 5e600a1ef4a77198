import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { StreamEntry } from '#lib/ports.ts';

/** Puts a comment aside that cannot be processed, with the reason, for a person to retry or drop. Safe to run twice. */
export async function park(sql: Sql, entry: StreamEntry, handle: string | null, reason: string): Promise<void> {
  await sql`
    insert into public.parked_comments (streamer_id, stream_id, payload, reason, deliveries)
    values ((select id from public.streamers where handle = ${handle}), ${entry.id}, ${entry.json.replaceAll('\u0000', '')}, ${reason}, ${entry.deliveries})
    on conflict (stream_id) do nothing`;
}
