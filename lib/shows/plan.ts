import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import { currentShow } from './run.ts';
import { ShowPlan, ShowRow, type PlanShow } from './schema.ts';

const Time = ShowPlan.pick({ time_zone: true, late_claim_seconds: true });

/** One show. Throws `not_found`. */
export async function getShow(db: Db, seller: Seller, id: string): Promise<ShowRow> {
  const row = dataOf(await db.from('show_feed').select('*').eq('streamer_id', seller.id).eq('id', id).maybeSingle());
  if (!row) throw new AppError('not_found', 'There is no such show.');
  return ShowRow.parse(row);
}

/** The ids of a show's products in the order of its run sheet; empty without one. */
export async function readRunSheet(db: Db, seller: Seller, id: string): Promise<string[]> {
  const rows = dataOf(
    await db.from('show_products').select('product_id, products!inner(archived_at)').eq('streamer_id', seller.id).eq('show_id', id)
      .is('products.archived_at', null).order('position').limit(2000),
  ) as { product_id: string }[];
  return rows.map((row) => row.product_id);
}

/** What shows are timed by: the seller's time zone (IANA), and how long after the end comments still count. */
export async function timeOf(db: Db, seller: Seller) {
  return Time.parse(dataOf(await db.from('streamers').select('time_zone, late_claim_seconds').eq('id', seller.id).single()));
}

/** A show, its run sheet, and what shows are timed by. Throws `not_found`. */
export async function showPlan(db: Db, seller: Seller, id: string): Promise<ShowPlan> {
  const [show, products, time] = await Promise.all([getShow(db, seller, id), readRunSheet(db, seller, id), timeOf(db, seller)]);
  return { show, products, ...time };
}

/** Plans a show: streamed where the last one was and with its delay, where the plan says nothing else. Throws `forbidden`, `invalid`. Not safe to run twice. */
export async function planShow(db: Db, seller: Seller, plan: PlanShow & { title: string }): Promise<ShowRow> {
  const before = await currentShow(db, seller);
  const likeBefore = before ? { delayMs: before.delay_ms, platforms: before.platforms } : {};
  const id = z.uuid().parse(dataOf(await db.rpc('plan_show', { p_streamer: seller.id, p_show: { ...likeBefore, ...plan } })));
  return getShow(db, seller, id);
}

/** Changes a show that is not over. Throws `not_found`, `conflict` when it is over, `forbidden`. Safe to run twice. */
export async function changeShow(db: Db, seller: Seller, id: string, patch: PlanShow): Promise<ShowRow> {
  await getShow(db, seller, id);
  dataOf(await db.rpc('plan_show', { p_streamer: seller.id, p_show: { ...patch, id } }));
  return getShow(db, seller, id);
}

/** Sets the run sheet to these products in this order; answers what it is now. Throws `not_found`, `forbidden`. Safe to run twice. */
export async function saveRunSheet(db: Db, seller: Seller, id: string, products: readonly string[]): Promise<string[]> {
  await getShow(db, seller, id);
  dataOf(await db.rpc('save_run_sheet', { p_show: id, p_products: products }));
  return readRunSheet(db, seller, id);
}

/**
 * Starts a planned show; it follows the camera if the last one did. Throws `not_found`, `conflict` while another one is live or when it is
 * over, `forbidden`. Safe to run twice.
 */
export async function goLive(db: Db, seller: Seller, id: string): Promise<ShowRow> {
  const { status } = await getShow(db, seller, id);
  const before = await currentShow(db, seller);
  dataOf(await db.rpc('go_live', { p_show: id }));
  if (status === 'planned' && before?.follow_camera) dataOf(await db.rpc('save_show', { p_streamer: seller.id, p_follow_camera: true }));
  return getShow(db, seller, id);
}

/** Takes a planned show out of the plan. Throws `not_found`, `conflict` once it was live, `forbidden`. */
export async function dropShow(db: Db, seller: Seller, id: string): Promise<void> {
  const { status } = await getShow(db, seller, id);
  if (status !== 'planned') throw new AppError('conflict', 'Only a planned show can be taken away: what was sold in this one stays.');
  dataOf(await db.rpc('drop_show', { p_show: id }));
}
