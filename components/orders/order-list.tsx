'use client';
import type { KeyboardEvent } from 'react';
import { Picture } from '#components/products/picture.tsx';
import { usePhone } from '#components/products/product-list.tsx';
import { cn } from '#components/ui/cn.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '#components/ui/table.tsx';
import { formatMoney } from '#lib/core/money.ts';
import type { OrderRow } from '#lib/orders/schema.ts';
import { useCancelling } from './actions.ts';
import { Buyer, OrderNo, OrderStatusMark } from './status.tsx';
import { sourceWords, whenWords } from './words.ts';

interface OrderListProps {
  orders: readonly OrderRow[];
  openId: string | null;
  onOpen: (id: string) => void;
  /** The panel is open: what it says as well is left out. */
  narrow: boolean;
}

interface RowProps {
  order: OrderRow;
  open: boolean;
  onOpen: (id: string) => void;
  narrow: boolean;
}

/** Up and down go from order to order; with the panel open it follows. */
function walk(event: KeyboardEvent<HTMLElement>, follow: boolean): void {
  const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!by || !(event.target instanceof HTMLButtonElement)) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-order]')];
  const next = all[all.indexOf(event.target) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (follow) next.click();
}

/** Orders as a dense table, on a phone as two-line rows. */
export function OrderList({ orders, openId, onOpen, narrow }: OrderListProps) {
  const phone = usePhone();
  const rows = orders.map((order) => ({ order, open: order.id === openId, onOpen, narrow }));
  if (phone) {
    return (
      <ul>
        {rows.map((row) => (
          <Card key={row.order.id} {...row} />
        ))}
      </ul>
    );
  }
  return (
    <div className="px-1 md:px-3" onKeyDown={(event) => walk(event, narrow)}>
      <Table>
        <TableHead>
          <TableRow className="hover:bg-transparent">
            <TableHeader>Order</TableHeader>
            <TableHeader>Buyer</TableHeader>
            <TableHeader>Status</TableHeader>
            <TableHeader>Item</TableHeader>
            <TableHeader number>Qty</TableHeader>
            <TableHeader number>Total</TableHeader>
            {!narrow && <TableHeader>From</TableHeader>}
            {!narrow && <TableHeader number>Ordered</TableHeader>}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.order.id} {...row} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Row({ order, open, onOpen, narrow }: RowProps) {
  const cancelling = useCancelling().has(order.id);
  const over = order.status === 'cancelled' || order.status === 'expired';
  return (
    <TableRow selected={open} className="cursor-pointer" onClick={() => onOpen(order.id)}>
      <TableCell className="whitespace-nowrap">
        <button
          type="button"
          data-order
          aria-expanded={open}
          className="rounded-sm font-medium"
          onClick={(event) => {
            event.stopPropagation();
            onOpen(order.id);
          }}
        >
          <OrderNo value={order.order_no} />
        </button>
      </TableCell>
      <TableCell className="max-w-52"><Buyer order={order} className="max-w-full" /></TableCell>
      <TableCell className="w-40"><OrderStatusMark order={order} cancelling={cancelling} /></TableCell>
      <TableCell className="max-w-72">
        <span className="flex min-w-0 items-center gap-2">
          <Picture path={order.picture} code={order.product_code} className="size-7" />
          <span className="shrink-0 font-medium">#{order.product_code}</span>
          <span dir="auto" className="truncate text-muted">
            {narrow ? order.variant_name : `${order.product_name} · ${order.variant_name}`}
          </span>
        </span>
      </TableCell>
      <TableCell number>{order.quantity}</TableCell>
      <TableCell number className={cn('font-medium', over && 'font-normal text-faint line-through')}>{formatMoney(order.total_minor, order.currency)}</TableCell>
      {!narrow && <TableCell className="text-muted">{sourceWords(order.source)}</TableCell>}
      {!narrow && <TableCell number className="text-muted"><time dateTime={order.created_at}>{whenWords(order.created_at)}</time></TableCell>}
    </TableRow>
  );
}

function Card({ order, open, onOpen }: RowProps) {
  const cancelling = useCancelling().has(order.id);
  return (
    <li className="border-b">
      <button type="button" aria-expanded={open} onClick={() => onOpen(order.id)} className="flex w-full items-center gap-3 px-4 py-2.5 text-start active:bg-hover">
        <Picture path={order.picture} code={order.product_code} className="size-11" />
        <span className="grid min-w-0 flex-1 gap-0.5">
          <span className="flex items-center justify-between gap-3">
            <Buyer order={order} />
            <span className="font-medium">{formatMoney(order.total_minor, order.currency)}</span>
          </span>
          <span className="flex items-center justify-between gap-3">
            <span dir="auto" className="truncate text-muted">
              #{order.product_code} {order.variant_name}
              {order.quantity > 1 && ` × ${order.quantity}`}
            </span>
            <OrderStatusMark order={order} cancelling={cancelling} />
          </span>
        </span>
      </button>
    </li>
  );
}

export function OrderListSkeleton() {
  return (
    <div className="grid px-4 pt-8 md:px-6" role="status" aria-label="Loading orders">
      {Array.from({ length: 14 }, (_, i) => (
        <div key={i} className="flex h-11 items-center gap-6 border-b">
          <Skeleton className="h-4 w-36" />
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-4 w-24 max-md:hidden" />
          <Skeleton className="h-4 flex-1 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
