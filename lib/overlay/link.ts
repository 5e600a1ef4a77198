import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Seller } from '#lib/members/schema.ts';

const pathOf = (token: unknown) => ({ path: `/overlay/${z.string().parse(token)}` });

/** The path of the seller's overlay, made when first asked for. Owner only. Safe to run twice. */
export async function overlayLink(db: Db, seller: Seller): Promise<{ path: string }> {
  return pathOf(dataOf(await db.rpc('overlay_link', { p_streamer: seller.id })));
}

/** Gives the overlay a new path; the one before shows nothing any more. Owner only. */
export async function rotateOverlay(db: Db, seller: Seller): Promise<{ path: string }> {
  return pathOf(dataOf(await db.rpc('rotate_overlay', { p_streamer: seller.id })));
}
