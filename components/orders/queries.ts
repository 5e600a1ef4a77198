'use client';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { LedgerRow } from '#lib/claims/schema.ts';
import { pageOf } from '#lib/core/page.ts';
import { OrderCounts, OrderRow, type ChangeOrder, type OrderStage, type RefundOrder } from '#lib/orders/schema.ts';
import { Parcels, type PackCarts, type SaveParcel } from '#lib/shipments/schema.ts';
import { ShowRow } from '#lib/shows/schema.ts';
import { done, request } from '#components/api.ts';
import { useConnection } from '#components/live/socket.tsx';
import { useFollow } from './use-follow.ts';

export interface OrderFilters {
  stage: OrderStage | null;
  show: string | null;
  search: string;
}

export const orderKeys = {
  all: ['orders'] as const,
  list: (filters: OrderFilters) => ['orders', 'list', filters] as const,
  one: (id: string) => ['orders', 'one', id] as const,
  counts: (show: string | null) => ['orders', 'list', 'counts', show] as const,
};

/** Orders, newest first, in pages of 50; kept up to date while a hold is running. */
export function useOrders(filters: OrderFilters) {
  const everyMs = useFollow('orders');
  return useInfiniteQuery({
    queryKey: orderKeys.list(filters),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...filters, cursor: pageParam })) if (value) query.set(name, value);
      return request(`/api/orders?${query}`, pageOf(OrderRow), { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(runs)) ? everyMs : false),
  });
}

const runs = (order: OrderRow): boolean => order.status === 'pending';

/** How many orders are at each stage; fetched again with the list. */
export function useOrderCounts(show: string | null) {
  return useQuery({
    queryKey: orderKeys.counts(show),
    queryFn: ({ signal }) => request(`/api/orders/counts${show ? `?show=${show}` : ''}`, OrderCounts, { signal }),
    placeholderData: keepPreviousData,
  });
}

const OrderAndLedger = z.object({ order: OrderRow, ledger: z.array(LedgerRow) });

/** One order and the ledger behind it. */
export function useOrder(id: string) {
  const { state: connection } = useConnection();
  return useQuery({
    queryKey: orderKeys.one(id),
    queryFn: ({ signal }) => request(`/api/orders/${id}`, OrderAndLedger, { signal }),
    refetchInterval: (query) => (query.state.data?.order.status === 'pending' ? (connection === 'live' ? 20_000 : 5000) : false),
  });
}

/** The shows to filter by, newest first. */
export function useShows() {
  return useQuery({
    queryKey: ['shows', 'list'],
    queryFn: ({ signal }) => request('/api/shows?limit=100', pageOf(ShowRow), { signal }),
    staleTime: 60_000,
  });
}

const Member = z.object({ user_id: z.string(), email: z.string(), role: z.string() });

/** Who is who in the ledger. */
export function usePeople() {
  return useQuery({
    queryKey: ['members', 'names'],
    queryFn: ({ signal }) => request('/api/members', z.object({ items: z.array(Member) }), { signal }),
    staleTime: 300_000,
  });
}

export function cancelOrder(id: string, keepalive = false): Promise<unknown> {
  return request(`/api/orders/${id}/cancel`, done, { method: 'POST', keepalive });
}

/** Gives a hold more time. */
export function useExtend(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (seconds: number) => request(`/api/orders/${id}/extend`, done, { method: 'POST', json: { seconds } }),
    onSettled: () => client.invalidateQueries({ queryKey: orderKeys.all }),
  });
}

/** A mutation after which every list and panel of orders is fetched again. */
function useThenOrders<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: orderKeys.all }) });
}

/** Another quantity or variant of an unpaid order. */
export const useChangeOrder = (id: string) => useThenOrders((json: ChangeOrder) => request(`/api/orders/${id}/change`, done, { method: 'POST', json }));

/** Asks for the money back. */
export const useRefund = (id: string) =>
  useThenOrders(({ keepalive = false, ...json }: RefundOrder & { keepalive?: boolean }) => request(`/api/orders/${id}/refund`, done, { method: 'POST', json, keepalive }));

/** The address where the buyer pays. */

export const usePack = () =>
  useThenOrders(({ keepalive = false, ...json }: PackCarts & { keepalive?: boolean }) => request('/api/shipments', Parcels, { method: 'POST', json, keepalive }));

export const useSaveParcel = () =>
  useThenOrders(({ id, keepalive = false, ...json }: SaveParcel & { id: string; keepalive?: boolean }) => request(`/api/shipments/${id}`, done, { method: 'PATCH', json, keepalive }));

export const useUnpack = () => useThenOrders((ids: readonly string[]) => Promise.all(ids.map((id) => request(`/api/shipments/${id}`, done, { method: 'DELETE' }))));
