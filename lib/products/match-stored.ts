import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import type { Recognition } from '#lib/vision/schema.ts';
import type { Sights } from './match-frames.ts';

/** Frames further away than this say nothing about that moment. */
const nearSeconds = 10;
/** As many as a vote gains from. */
const mostFrames = 3;

/** What is kept with a frame: what it showed, looked up in which catalogue. */
export interface KeptSighting {
  version: string;
  recognition: Recognition;
}

/** What the stored frames nearest a time show, oldest first; looked at again only where the catalogue has changed since. Writes nothing. */
export async function storedSightings(ctx: { sql: Sql; service: Db; sights: Sights }, seller: Seller, at: Date): Promise<Recognition[]> {
  const frames = await ctx.sql<{ path: string; taken_at: string; sighting: KeptSighting | null }[]>`
    select path, taken_at, sighting from public.frames
    where streamer_id = ${seller.id} and taken_at between ${at.toISOString()}::timestamptz - make_interval(secs => ${nearSeconds}) and ${at.toISOString()}::timestamptz + make_interval(secs => ${nearSeconds})
    order by abs(extract(epoch from taken_at - ${at.toISOString()}::timestamptz)) limit ${mostFrames}`;
  if (frames.length === 0) return [];
  const { version } = await ctx.sights.see(seller.id, []);
  const inOrder = frames.toSorted((a, b) => a.taken_at.localeCompare(b.taken_at));
  const seen = await Promise.all(inOrder.map(async ({ path, sighting }) => (sighting?.version === version ? sighting.recognition : ((await lookAgain(ctx, seller, path)) ?? sighting?.recognition))));
  return seen.filter((one) => one !== undefined);
}

async function lookAgain(ctx: { service: Db; sights: Sights }, seller: Seller, path: string): Promise<Recognition | undefined> {
  const { data, error } = await ctx.service.storage.from('frames').download(path);
  if (error) return undefined; // deleted meanwhile
  const { seen } = await ctx.sights.see(seller.id, [new Uint8Array(await data.arrayBuffer())]);
  return seen[0] instanceof AppError ? undefined : seen[0];
}
