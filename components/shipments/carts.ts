import type { OrderRow } from '#lib/orders/schema.ts';

/** The orders of one buyer in one show: one parcel. */
export interface Cart {
  id: string;
  orders: readonly OrderRow[];
  first: OrderRow;
}

/** Orders by cart, in the order in which each first comes. */
export function cartsOf(orders: readonly OrderRow[]): Cart[] {
  const carts = new Map<string, OrderRow[]>();
  for (const order of orders) {
    const have = carts.get(order.cart_id);
    if (have) have.push(order);
    else carts.set(order.cart_id, [order]);
  }
  return [...carts].flatMap(([id, own]) => (own[0] ? [{ id, orders: own, first: own[0] }] : []));
}

/** The carts in which something paid is not packed; and those in which something paid is not shipped. */
export function workOf(orders: readonly OrderRow[]): { toPack: string[]; toShip: string[] } {
  const paid = orders.filter((order) => order.status === 'paid');
  const idsOf = (rows: readonly OrderRow[]) => [...new Set(rows.map((row) => row.cart_id))];
  return { toPack: idsOf(paid.filter((row) => row.parcel === null)), toShip: idsOf(paid.filter((row) => row.parcel === null || row.parcel === 'packed')) };
}
