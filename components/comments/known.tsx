import { Ban, Sparkle, Star, TriangleAlert } from 'lucide-react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { Badge } from '#components/ui/badge.tsx';

type Buyer = Pick<CommentRow, 'buyer_id' | 'buyer_status' | 'buyer_orders' | 'buyer_unpaid'>;

/** What the shop knows of a person, the worst first: banned, restricted, unpaid, regular, new. Nothing for plain viewers. */
export function Known({ row }: { row: Buyer }) {
  if (row.buyer_status === 'banned') return <Badge tone="danger" className="align-middle"><Ban aria-hidden />banned</Badge>;
  if (row.buyer_status === 'restricted') return <Badge tone="warn" className="align-middle"><TriangleAlert aria-hidden />restricted</Badge>;
  if (row.buyer_unpaid > 0) return <Badge tone="warn" className="align-middle"><TriangleAlert aria-hidden />unpaid {row.buyer_unpaid}</Badge>;
  if (row.buyer_orders > 2) {
    return (
      <span className="text-xs whitespace-nowrap text-muted" title={`${row.buyer_orders} orders`}>
        <Star className="me-0.5 inline size-3 align-[-1px] fill-current" aria-hidden />
        <span className="sr-only">regular, orders: </span>
        {row.buyer_orders}
      </span>
    );
  }
  if (row.buyer_id !== null && row.buyer_orders <= 1) {
    return (
      <span className="text-xs whitespace-nowrap text-faint">
        <Sparkle className="me-0.5 inline size-3 align-[-1px]" aria-hidden />
        new
      </span>
    );
  }
  return null;
}
