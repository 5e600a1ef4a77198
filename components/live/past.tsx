import Link from 'next/link';
import type { CommentRow } from '#lib/comments/schema.ts';

const count = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`);

/** What this buyer did before: it is what a person decides on. Nothing for somebody new. */
export function Past({ comment }: { comment: CommentRow }) {
  if (comment.buyer_id === null || comment.buyer_orders === 0) return null;
  return (
    <p className="text-sm text-muted">
      {count(comment.buyer_orders, 'order', 'orders')} so far, {comment.buyer_unpaid === 0 ? 'none left unpaid' : <span className="text-warn">{comment.buyer_unpaid} left unpaid</span>}.{' '}
      <Link href={`/buyers?buyer=${comment.buyer_id}`} className="rounded-sm underline decoration-line-strong underline-offset-4 hover:decoration-ink">Their history</Link>
    </p>
  );
}

const overruled = new Set(['over_limit', 'buyer_restricted', 'unpaid_before']);

/** Whether a rule held this claim back that the seller's own word goes over. */
export const isHeldBack = (comment: CommentRow): boolean => (comment.outcome === 'review' || comment.outcome === 'rejected') && overruled.has(comment.reason ?? '');
