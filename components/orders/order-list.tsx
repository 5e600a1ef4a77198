'use client';
import type { KeyboardEvent } from 'react';
import { Picture } from '#components/products/picture.tsx';
import { usePhone } from '#components/products/product-list.tsx';
import { cn } from '#components/ui/cn.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '#components/ui/table.tsx';
import { formatMoney } from '#lib/core/money.ts';
import type { OrderRow } from '#lib/orders/schema.ts';
import { type Cart, cartsOf } from '#components/shipments/carts.ts';
import { ParcelButtons } from '#components/shipments/parcel-buttons.tsx';
import { useCancelling } from './actions.ts';
import { Buyer, OrderNo, OrderStatusMark } from './status.tsx';
import { sourceWords, whenWords } from './words.ts';

interface OrderListProps {
  orders: readonly OrderRow[];
  openId: string | null;
  onOpen: (id: string) => void;
  /** The panel is open: what it says as well is left out. */
  narrow: boolean;
  /** One block a cart: what goes into one parcel. */
  byParcel: boolean;
  chosen: ReadonlySet<string>;
  onChoose: (ids: readonly string[], on: boolean) => void;
}

interface RowProps {
  order: OrderRow;
  open: boolean;
  onOpen: (id: string) => void;
  narrow: boolean;
  chosen: boolean;
  onChoose: (ids: readonly string[], on: boolean) => void;
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
export function OrderList({ orders, openId, onOpen, narrow, byParcel, chosen, onChoose }: OrderListProps) {
  const phone = usePhone();
  const rowOf = (order: OrderRow) => ({ order, open: order.id === openId, onOpen, narrow, chosen: chosen.has(order.id), onChoose });
  const carts = byParcel ? cartsOf(orders) : null;
  if (phone) {
    return (
      <ul>
        {carts
          ? carts.map((cart) => (
              <li key={cart.id} className="border-b-4 border-surface">
                <CartHead cart={cart} className="px-4 py-2" />
                <ul>{cart.orders.map((order) => <Card key={order.id} {...rowOf(order)} />)}</ul>
              </li>
            ))
          : orders.map((order) => <Card key={order.id} {...rowOf(order)} />)}
      </ul>
    );
  }
  const all = orders.map((order) => order.id);
  const columns = narrow ? 7 : 9;
  return (
    <div className="px-1 md:px-3" onKeyDown={(event) => walk(event, narrow)}>
      <Table>
        <TableHead>
          <TableRow className="hover:bg-transparent">
            <TableHeader className="w-9 pe-0">
              <input type="checkbox" aria-label="Choose all that are shown" className={checkStyle} checked={chosen.size > 0 && all.every((id) => chosen.has(id))} onChange={(event) => onChoose(all, event.target.checked)} />
            </TableHeader>
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
        {carts ? (
          carts.map((cart) => (
            <TableBody key={cart.id}>
              <TableRow className="bg-surface">
                <TableCell className="pe-0">
                  <input type="checkbox" aria-label={`Choose the parcel of ${cart.first.buyer_name}`} className={checkStyle} checked={cart.orders.every((order) => chosen.has(order.id))} onChange={(event) => onChoose(cart.orders.map((order) => order.id), event.target.checked)} />
                </TableCell>
                <TableCell colSpan={columns - 1}><CartHead cart={cart} /></TableCell>
              </TableRow>
              {cart.orders.map((order) => <Row key={order.id} {...rowOf(order)} />)}
            </TableBody>
          ))
        ) : (
          <TableBody>
            {orders.map((order) => <Row key={order.id} {...rowOf(order)} />)}
          </TableBody>
        )}
      </Table>
    </div>
  );
}

const checkStyle = 'hit size-4 align-middle accent-ink';

/** Whose parcel, what it comes to, and what is left to do with it. */
function CartHead({ cart, className }: { cart: Cart; className?: string }) {
  const live = cart.orders.filter((order) => order.status === 'pending' || order.status === 'paid');
  const sum = live.reduce((minor, order) => minor + order.total_minor, 0);
  return (
    <div className={cn('flex flex-wrap items-center gap-x-3 gap-y-1', className)}>
      <Buyer order={cart.first} link />
      <span dir="auto" className="truncate text-faint">{cart.first.show_title}</span>
      <span className="text-faint">{live.length === 1 ? 'one order' : `${live.length} orders`} · {formatMoney(sum, cart.first.currency)}</span>
      <span className="ms-auto flex gap-2">
        <ParcelButtons orders={cart.orders} />
      </span>
    </div>
  );
}

function Row({ order, open, onOpen, narrow, chosen, onChoose }: RowProps) {
  const cancelling = useCancelling().has(order.id);
  const over = order.status === 'cancelled' || order.status === 'expired';
  return (
    <TableRow selected={open || chosen} className="cursor-pointer" onClick={() => onOpen(order.id)}>
      <TableCell className="pe-0" onClick={(event) => event.stopPropagation()}>
        <input type="checkbox" aria-label={`Choose ${order.order_no}`} className={checkStyle} checked={chosen} onChange={(event) => onChoose([order.id], event.target.checked)} />
      </TableCell>
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
      <TableCell className="w-40 whitespace-nowrap"><OrderStatusMark order={order} cancelling={cancelling} /></TableCell>
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
