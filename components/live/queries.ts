'use client';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { pageOf } from '#lib/core/page.ts';
import { OrderRow, WaitRow } from '#lib/orders/schema.ts';
import { ProductRow } from '#lib/products/schema.ts';
import { done, messageOf, request } from '#components/api.ts';
import { commentKeys } from '#components/comments/queries.ts';
import { showKeys } from '#components/shows/queries.ts';
import { say, sayError } from '#components/ui/toast.tsx';
import { fetchBeside } from './journal.ts';
import { mergeOrders, mergeWaiting, replaceById } from './merge.ts';

export const liveKeys = {
  orders: (showId: string) => ['orders', 'live', showId] as const,
  waiting: (showId: string) => ['waitlist', 'live', showId] as const,
  products: ['products', 'live'] as const,
};

const Orders = pageOf(OrderRow);
const Products = pageOf(ProductRow);

/** Every page of a list, at most ten of 200. */
async function allPages<T>(ask: (cursor: string | null) => Promise<{ items: T[]; next_cursor: string | null }>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 10; page += 1) {
    const answer = await ask(cursor);
    items.push(...answer.items);
    if (answer.next_cursor === null) break;
    cursor = answer.next_cursor;
  }
  return items;
}

const withCursor = (path: string, cursor: string | null): string => (cursor ? `${path}&cursor=${encodeURIComponent(cursor)}` : path);

/** The rail's orders: all that are held, the latest that are paid. */
export function useLiveOrders(showId: string) {
  return useQuery({
    queryKey: liveKeys.orders(showId),
    queryFn: ({ signal }) => {
      const path = `/api/orders?show=${showId}&limit=200`;
      return fetchBeside(
        () =>
          Promise.all([
            allPages((cursor) => request(withCursor(`${path}&status=pending`, cursor), Orders, { signal })),
            request(`${path}&status=paid`, Orders, { signal }),
          ]),
        ([held, paid], ticks) => mergeOrders([], [...held, ...paid.items, ...ticks.flatMap((tick) => (tick.showId === showId ? tick.orders : []))]),
      );
    },
    staleTime: Infinity,
    structuralSharing: false,
  });
}

/** People in line. Asked again when told so: a place moves without its own row changing. */
export function useWaiting(showId: string) {
  return useQuery({
    queryKey: liveKeys.waiting(showId),
    queryFn: ({ signal }) =>
      fetchBeside(
        () => request(`/api/waitlist?show=${showId}`, z.object({ items: z.array(WaitRow) }), { signal }),
        ({ items }, ticks) => mergeWaiting([], [...items, ...ticks.flatMap((tick) => (tick.showId === showId ? tick.waiting : []))]),
      ),
    staleTime: Infinity,
    structuralSharing: false,
  });
}

/** The open catalogue in its running order. */
export function useCatalogue() {
  return useQuery({
    queryKey: liveKeys.products,
    queryFn: ({ signal }) =>
      fetchBeside(
        () => allPages((cursor) => request(withCursor('/api/products?archived=false&limit=200', cursor), Products, { signal })),
        (rows, ticks) => inOrder(replaceById(rows, ticks.flatMap((tick) => tick.products))),
      ),
    staleTime: Infinity,
    structuralSharing: false,
  });
}

export function inOrder(rows: readonly ProductRow[]): readonly ProductRow[] {
  return rows
    .filter((row) => row.archived_at === null)
    .sort((a, b) => a.position - b.position || a.code.localeCompare(b.code, 'en', { numeric: true }));
}

/** What the desk shows is asked for again: after a reconnect, or when told that something was missed. */
export function refetchDesk(client: QueryClient): Promise<unknown> {
  const keys = [showKeys.current, commentKeys.all, ['orders', 'live'], ['waitlist', 'live'], liveKeys.products, showKeys.plans, ['bridges']];
  return Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}

export const cancelOrder = (id: string, keepalive = false): Promise<unknown> => request(`/api/orders/${id}/cancel`, done, { method: 'POST', keepalive });

/** Gives a hold five minutes more. */
export function useExtendHold() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: OrderRow) => request(`/api/orders/${order.id}/extend`, done, { method: 'POST', json: { seconds: 300 } }),
    onSuccess: (_answer, order) => {
      say(`5 minutes more for ${order.buyer_name}`);
      return client.invalidateQueries({ queryKey: liveKeys.orders(order.show_id) });
    },
    onError: (error, order) => sayError(`${order.buyer_name} has no more time than before`, messageOf(error)),
  });
}
