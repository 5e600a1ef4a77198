import { z } from 'zod';
import { maxPictureBytes, pictureKind } from '#lib/adapters/images/kind.ts';
import { AppError } from '#lib/core/errors.ts';
import { IsoTime, parseInstant } from '#lib/core/time.ts';
import type { Seller } from '#lib/members/schema.ts';
import type { Log } from '#lib/ports.ts';
import { answerOf, type MatchCtx, type ProductMatch } from '#lib/products/match.ts';
import type { KeptSighting } from '#lib/products/match-stored.ts';
import { storeFrame } from '#lib/products/store-picture.ts';
import type { Announcer } from '#lib/realtime/announce.ts';
import { parseWith } from '#lib/server/http.ts';
import { readFile } from '#lib/server/read-file.ts';

const Fields = z.object({ timestamp: IsoTime.optional() });

export type StoreFrameCtx = MatchCtx & { announcer: Announcer; log: Log };

/**
 * Keeps a posted frame with its time and what it shows, and answers where it is, and the match. Where the live show follows
 * the camera, a product that was verified above the seller's threshold goes on screen (private.camera_pin says when not).
 * When frames cannot be looked at right now it is kept all the same, and looked at when it is asked for. Throws `unsupported` or `too_large`.
 */
export async function storeFrameOf(ctx: StoreFrameCtx, seller: Seller, request: Request) {
  const { bytes, fields } = await readFile(request, maxPictureBytes);
  const { timestamp } = parseWith(Fields, fields);
  pictureKind(bytes);
  const takenAt = (timestamp ? parseInstant(timestamp) : ctx.clock.now()).toISOString();
  const sighting = await look(ctx, seller, bytes);
  const path = await storeFrame(ctx.service, seller, bytes);
  const [frame] = await ctx.sql<{ id: string; show_id: string | null }[]>`
    insert into public.frames (streamer_id, show_id, taken_at, path, sighting)
    values (${seller.id}, (select id from public.shows where streamer_id = ${seller.id} and status = 'live'), ${takenAt}, ${path}, ${sighting ? ctx.sql.json(sighting as never) : null})
    returning id, show_id`;
  if (!frame) throw new Error('the frame was not kept');
  const match: ProductMatch = sighting ? await answerOf(ctx.sql, seller, sighting.recognition) : { productId: null, score: 0, candidates: [] };
  const pinned = sighting && (match.productId !== null || match.one_of) ? await follow(ctx, seller, { frameId: frame.id, showId: frame.show_id, takenAt, match, sighting }) : false;
  return { frame_id: frame.id, path, taken_at: takenAt, match, pinned };
}

async function look(ctx: StoreFrameCtx, seller: Seller, bytes: Uint8Array): Promise<KeptSighting | null> {
  try {
    const { version, seen } = await ctx.sights.see(seller.id, [bytes]);
    const [recognition] = seen;
    if (recognition instanceof AppError) throw recognition;
    return recognition ? { version, recognition } : null;
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'overloaded' && error.code !== 'unavailable')) throw error;
    ctx.log.warn({ sellerId: seller.id, code: error.code }, 'frame.not_looked_at');
    return null;
  }
}

interface Seen {
  frameId: string;
  showId: string | null;
  takenAt: string;
  match: ProductMatch;
  sighting: KeptSighting;
}

/** Writes down what was seen in a show, and puts it on screen where the show wants that. Answers whether it did. */
async function follow({ sql, announcer }: StoreFrameCtx, seller: Seller, { frameId, showId, takenAt, match, sighting }: Seen): Promise<boolean> {
  if (showId === null) return false;
  const candidates = sighting.recognition.candidates.map(({ productId }) => productId);
  const [kept] = await sql<{ product_id: string | null }[]>`
    insert into public.product_matches (streamer_id, show_id, frame_id, product_id, resolved_by, score, candidates)
    values (${seller.id}, ${showId}, ${frameId}, (select id from public.products where streamer_id = ${seller.id} and key = ${match.productId}), 'camera', ${match.score}, ${candidates}::uuid[])
    returning product_id`;
  const isVerified = match.candidates.some(({ productId, verified }) => productId === match.productId && verified);
  if (!kept?.product_id || !isVerified) return false;
  const [pin] = await sql<{ show_id: string | null }[]>`select private.camera_pin(${seller.id}, ${kept.product_id}, ${match.score}::real, ${takenAt}) as show_id`;
  if (!pin?.show_id) return false;
  announcer.show(seller.id, pin.show_id, false);
  return true;
}
