import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { readPage } from '#lib/adapters/supabase/page.ts';
import type { PageRequest } from '#lib/core/page.ts';
import type { Seller } from '#lib/members/schema.ts';
import { showPlatforms, ShowRow, type PinProduct, type ShowFilter, type ShowPatch } from './schema.ts';

/** A page of a seller's shows, newest first. */
export async function listShows(db: Db, seller: Seller, { status, ...page }: PageRequest & z.infer<typeof ShowFilter>) {
  const all = db.from('show_feed').select('*').eq('streamer_id', seller.id);
  return readPage(status ? all.eq('status', status) : all, ShowRow, [{ column: 'created_at', ascending: false }, { column: 'id', ascending: false }], page);
}

/** The live show, else the last one that was; null before the first. */
export async function currentShow(db: Db, seller: Seller): Promise<ShowRow | null> {
  const feed = () => db.from('show_feed').select('*').eq('streamer_id', seller.id);
  const live = dataOf(await feed().eq('status', 'live').maybeSingle());
  const row = live ?? dataOf(await feed().eq('status', 'ended').order('ended_at', { ascending: false }).limit(1).maybeSingle());
  return row ? ShowRow.parse(row) : null;
}

/** Starts a show, which is run as the last one was (its delay, and whether it follows the camera); or renames the one that is live. Safe to run twice. */
export async function startShow(db: Db, seller: Seller, title: string): Promise<ShowRow> {
  const before = await currentShow(db, seller);
  const id = z.uuid().parse(dataOf(await db.rpc('start_show', { p_streamer: seller.id, p_title: title })));
  if (before?.status === 'ended') return saveShow(db, seller, before);
  return ShowRow.parse(dataOf(await db.from('show_feed').select('*').eq('streamer_id', seller.id).eq('id', id).single()));
}

/** Ends the live show. Safe to run twice. */
export async function endShow(db: Db, seller: Seller): Promise<void> {
  dataOf(await db.rpc('end_show', { p_streamer: seller.id }));
}

/** Puts a product on screen from now on, null: nothing. Returns the show's id. */
export async function pinProduct(db: Db, seller: Seller, productId: string | null, by: Partial<Pick<PinProduct, 'source' | 'score'>> = {}): Promise<string> {
  const { source = 'hand', score = null } = by;
  return z.uuid().parse(dataOf(await db.rpc('pin_product', { p_streamer: seller.id, p_product: productId, p_source: source, p_score: score })));
}

/**
 * Changes how the live show is run: comments from now on are read with the new delay. Without a live show one is started, unless the last
 * ended a moment ago (private.current_show). Safe to run twice.
 */
export async function saveShow(db: Db, seller: Seller, patch: z.infer<typeof ShowPatch>): Promise<ShowRow> {
  const id = z.uuid().parse(dataOf(await db.rpc('save_show', { p_streamer: seller.id, p_delay_ms: patch.delay_ms ?? null, p_follow_camera: patch.follow_camera ?? null })));
  return ShowRow.parse(dataOf(await db.from('show_feed').select('*').eq('streamer_id', seller.id).eq('id', id).single()));
}

/** Per platform of a show: when the last comment came, and how many there were. */
export async function listBridges(db: Db, seller: Seller, showId: string) {
  const items = await Promise.all(
    showPlatforms.map(async (platform) => {
      const { data, count, error } = await db
        .from('chat_messages')
        .select('received_at', { count: 'exact' })
        .eq('streamer_id', seller.id)
        .eq('show_id', showId)
        .eq('platform', platform)
        .order('id', { ascending: false })
        .limit(1);
      const rows = dataOf({ data: data as { received_at: string }[] | null, error });
      return { platform, last_at: rows?.[0]?.received_at ?? null, comments: count ?? 0 };
    }),
  );
  return { items: items.filter((item) => item.comments > 0) };
}
