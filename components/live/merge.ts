import type { CommentRow } from '#lib/comments/schema.ts';
import type { OrderRow, WaitRow } from '#lib/orders/schema.ts';

/** Rows kept in memory; older comments are in the database. */
export const maxComments = 2000;
const maxPaid = 300;

/** What a list row tells of itself: which one it is, and how new this reading of it is. */
export interface Versioned {
  id: string | number;
  version: number;
}

/** Of two readings of one row, the later: web and pipeline both read and send, so an older one may come last. */
export function newerOf<T extends Versioned>(have: T | null | undefined, incoming: T): T {
  return have && have.id === incoming.id && have.version > incoming.version ? have : incoming;
}

/** Replaces rows by id, never by an older reading, and appends new ones. The same array when nothing came. */
export function replaceById<T extends Versioned>(rows: readonly T[], incoming: readonly T[]): readonly T[] {
  if (incoming.length === 0) return rows;
  const fresh = new Map<T['id'], T>();
  for (const row of incoming) fresh.set(row.id, newerOf(fresh.get(row.id), row));
  const merged = rows.map((row) => {
    const next = fresh.get(row.id);
    if (!next) return row;
    fresh.delete(row.id);
    return newerOf(row, next);
  });
  return [...merged, ...fresh.values()];
}

/** Comments in the order they arrived, the newest last, at most `maxComments`. */
export function mergeComments(rows: readonly CommentRow[], incoming: readonly CommentRow[]): readonly CommentRow[] {
  if (incoming.length === 0) return rows;
  const merged = [...replaceById(rows, incoming)];
  const tail = Math.max(0, rows.length - 1);
  for (let at = tail + 1; at < merged.length; at += 1) {
    if ((merged[at - 1]?.id ?? 0) > (merged[at]?.id ?? 0)) {
      merged.sort((a, b) => a.id - b.id);
      break;
    }
  }
  return merged.length > maxComments ? merged.slice(-maxComments) : merged;
}

/** Comments that wait for the seller's word, the earliest first. */
export function mergeReviews(rows: readonly CommentRow[], incoming: readonly CommentRow[]): readonly CommentRow[] {
  const known = new Set(rows.map((row) => row.id));
  const touching = incoming.filter((row) => row.outcome === 'review' || known.has(row.id));
  if (touching.length === 0) return rows;
  return replaceById(rows, touching)
    .filter((row) => row.outcome === 'review')
    .sort((a, b) => a.id - b.id);
}

/** Orders of the rail: held ones, the next to end first, then paid ones, the latest first. Others leave it. */
export function mergeOrders(rows: readonly OrderRow[], incoming: readonly OrderRow[]): readonly OrderRow[] {
  if (incoming.length === 0) return rows;
  const merged = replaceById(rows, incoming);
  const held = merged.filter((row) => row.status === 'pending').sort((a, b) => (a.held_until ?? '').localeCompare(b.held_until ?? ''));
  const paid = merged.filter((row) => row.status === 'paid').sort((a, b) => b.updated_at.localeCompare(a.updated_at));
  return [...held, ...paid.slice(0, maxPaid)];
}

/** People in line, by product, size and place. */
export function mergeWaiting(rows: readonly WaitRow[], incoming: readonly WaitRow[]): readonly WaitRow[] {
  if (incoming.length === 0) return rows;
  return replaceById(rows, incoming)
    .filter((row) => row.status === 'waiting')
    .sort((a, b) => a.product_code.localeCompare(b.product_code, 'en', { numeric: true }) || a.variant_name.localeCompare(b.variant_name) || a.place - b.place);
}
