import { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import type { Clock } from '#lib/core/time.ts';
import { IsoTime, parseInstant } from '#lib/core/time.ts';
import type { Seller } from '#lib/members/schema.ts';
import { matchProduct } from '#lib/products/match.ts';
import { maxPictureBytes, storeFrame } from '#lib/products/store-picture.ts';
import { parseWith } from '#lib/server/http.ts';
import { readFile } from '#lib/server/read-file.ts';

const Fields = z.object({ timestamp: IsoTime.optional() });

/** Keeps a posted frame with its time, and answers where it is and which product was on screen then. */
export async function storeFrameOf(ctx: { sql: Sql; service: Db; clock: Clock }, seller: Seller, request: Request) {
  const { bytes, fields } = await readFile(request, maxPictureBytes);
  const { timestamp } = parseWith(Fields, fields);
  const takenAt = timestamp ? parseInstant(timestamp) : ctx.clock.now();
  const path = await storeFrame(ctx.service, seller, bytes);
  const [frame] = await ctx.sql<{ id: string }[]>`
    insert into public.frames (streamer_id, show_id, taken_at, path)
    values (${seller.id}, (select id from public.shows where streamer_id = ${seller.id} and status = 'live'), ${takenAt.toISOString()}, ${path})
    returning id`;
  const match = await matchProduct(ctx.sql, seller, { streamer: seller.handle, timestamp: takenAt.toISOString(), frame_urls: [], frames: [] }, takenAt);
  return { frame_id: frame?.id, path, taken_at: takenAt.toISOString(), match };
}
