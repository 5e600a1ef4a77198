import { Ban, Sparkle, Star, TriangleAlert } from 'lucide-react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { Badge } from '#components/ui/badge.tsx';

type Buyer = Pick<CommentRow, 'buyer_id' | 'buyer_status' | 'buyer_orders' | 'buyer_unpaid'>;

/** What the shop knows of a person, the worst first: banned, restricted, unpaid, regular, new. Nothing for plain viewers. */
export function Known({ row }: { row: Buyer }) {
  if (row.buyer_status === 'banned') return <Badge tone="danger"><Ban aria-hidden />banned</Badge>;
  if (row.buyer_status === 'restricted') return <Badge tone="warn"><TriangleAlert aria-hidden />restricted</Badge>;
  if (row.buyer_unpaid > 0) return <Badge tone="warn"><TriangleAlert aria-hidden />unpaid {row.buyer_unpaid}</Badge>;
  if (row.buyer_orders > 2) {
    return (
      <span className="inline-flex items-center gap-0.5 text-xs text-muted" title={`${row.buyer_orders} orders`}>
        <Star className="size-3 fill-current" aria-hidden />
        <span className="sr-only">regular, orders: </span>
        {row.buyer_orders}
      </span>
    );
  }
  if (row.buyer_id !== null && row.buyer_orders <= 1) {
    return (
      <span className="inline-flex items-center gap-0.5 text-xs text-faint">
        <Sparkle className="size-3" aria-hidden />
        new
      </span>
    );
  }
  return null;
}
