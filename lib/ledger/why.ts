import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { LedgerRow } from '#lib/claims/schema.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import { LineRow, type Why, type WhyQuery } from './schema.ts';

/** How much of a long line is shown before and after the claim. */
const shownBefore = 200;
const shownAfter = 100;

const decided = (row: LedgerRow): boolean => row.entry === 'claim' || row.entry === 'correction';
const granted = (row: LedgerRow): boolean => row.outcome === 'held' || row.outcome === 'waitlisted';

/** Why the claim behind an entry, an order or a comment ended as it did, with everybody who asked for the same. Throws `not_found`. */
export async function whyOf(db: Db, seller: Seller, asked: WhyQuery): Promise<Why> {
  const entries = await entriesAbout(db, seller, asked);
  // The one that was granted, else the last word on it.
  const claim = entries.find((row) => decided(row) && granted(row)) ?? entries.findLast(decided) ?? entries[0];
  if (!claim) throw new AppError('not_found', 'Nothing was asked for here.');
  const show = dataOf(await db.from('shows').select('id, title').eq('streamer_id', seller.id).eq('id', claim.show_id).single());
  const { line, total } = await lineAround(db, seller, claim);
  return { claim, show: z.object({ id: z.uuid(), title: z.string() }).parse(show), line, total, later: entries.filter((row) => row.seq > claim.seq) };
}

/** Every entry that tells of the same claim, oldest first: by its comment, its order, and its place on the waitlist. */
async function entriesAbout(db: Db, seller: Seller, asked: WhyQuery): Promise<LedgerRow[]> {
  const found = new Map<number, LedgerRow>();
  const read = async (column: string, values: readonly (string | number)[]) => {
    if (values.length === 0) return;
    const rows = dataOf(await db.from('ledger_feed').select('*').eq('streamer_id', seller.id).in(column, [...values]).order('seq').limit(200));
    for (const row of z.array(LedgerRow).parse(rows)) found.set(row.id, row);
  };
  if (asked.claim !== undefined) await read('id', [asked.claim]);
  if (asked.order !== undefined) await read('order_id', [asked.order]);
  if (asked.comment !== undefined) await read('chat_message_id', [asked.comment]);
  // From the comment to the order and back: a promotion names both, a claim by hand has no comment.
  await read('chat_message_id', valuesOf(found, (row) => row.chat_message_id));
  await read('waitlist_id', valuesOf(found, (row) => row.waitlist_id));
  await read('order_id', valuesOf(found, (row) => row.order_id));
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}

function valuesOf<T>(rows: ReadonlyMap<number, LedgerRow>, pick: (row: LedgerRow) => T | null): T[] {
  return [...new Set([...rows.values()].map(pick).filter((value) => value !== null))];
}

async function lineAround(db: Db, seller: Seller, claim: LedgerRow): Promise<{ line: LineRow[]; total: number }> {
  if (claim.variant_id === null) return { line: [], total: 0 };
  const all = () => db.from('line_feed').select('*', { count: 'exact' }).eq('streamer_id', seller.id).eq('show_id', claim.show_id).eq('variant_id', claim.variant_id ?? '');
  const [upTo, after] = await Promise.all([
    all().lte('seq', claim.seq).order('seq', { ascending: false }).limit(shownBefore),
    all().gt('seq', claim.seq).order('seq').limit(shownAfter),
  ]);
  const line = [...z.array(LineRow).parse(dataOf(upTo)).toReversed(), ...z.array(LineRow).parse(dataOf(after))];
  return { line, total: (upTo.count ?? 0) + (after.count ?? 0) };
}
