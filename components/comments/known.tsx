import { Ban, Star, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { CommentRow } from '#lib/comments/schema.ts';
import { useMaySell } from '#components/shell/seat.tsx';
import { Badge } from '#components/ui/badge.tsx';

type Buyer = Pick<CommentRow, 'buyer_id' | 'buyer_status' | 'buyer_orders' | 'buyer_unpaid'>;

const quiet = 'text-xs font-medium whitespace-nowrap [&_svg]:me-0.5 [&_svg]:inline [&_svg]:size-3 [&_svg]:align-[-1px]';

/** What the shop knows of a person, the worst first: banned, restricted, unpaid, regular; it leads to them. Nothing for the others: nearly everyone is new. */
export function Known({ row }: { row: Buyer }) {
  const maySell = useMaySell();
  const mark = markOf(row);
  if (!mark || !maySell || row.buyer_id === null) return mark;
  return <Link href={`/buyers?buyer=${row.buyer_id}`} prefetch={false} className="hit rounded-sm hover:underline">{mark}</Link>;
}

function markOf(row: Buyer) {
  if (row.buyer_status === 'banned') return <Badge tone="danger" className="align-middle"><Ban aria-hidden />banned</Badge>;
  if (row.buyer_status === 'restricted') return <Badge tone="warn" className="align-middle"><TriangleAlert aria-hidden />restricted</Badge>;
  if (row.buyer_unpaid > 0) {
    return (
      <span className={`${quiet} text-warn`} title={`${row.buyer_unpaid} of ${row.buyer_orders} orders ran out unpaid`}>
        <TriangleAlert aria-hidden />
        unpaid {row.buyer_unpaid}
      </span>
    );
  }
  if (row.buyer_orders < 3) return null;
  return (
    <span className={`${quiet} text-muted`} title={`A regular: ${row.buyer_orders} orders`}>
      <Star className="fill-current" aria-hidden />
      <span className="sr-only">regular, orders: </span>
      {row.buyer_orders}
    </span>
  );
}
