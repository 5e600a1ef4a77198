'use client';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { BuyerDetail, BuyerRow, type BuyerPatch, type BuyerSort, type BuyerStatus, type Handle } from '#lib/buyers/schema.ts';
import { pageOf, type Page } from '#lib/core/page.ts';
import { done, request } from '#components/api.ts';
import { commentKeys } from '#components/comments/queries.ts';
import { orderKeys } from '#components/orders/queries.ts';
import { useFollow } from '#components/orders/use-follow.ts';

export interface BuyerFilters {
  status: BuyerStatus | null;
  sort: BuyerSort;
  search: string;
}

export const buyerKeys = {
  all: ['buyers'] as const,
  list: (filters: BuyerFilters) => ['buyers', 'list', filters] as const,
  one: (id: string) => ['buyers', 'one', id] as const,
  found: (words: string) => ['buyers', 'found', words] as const,
};

const Buyers = pageOf(BuyerRow);

function queryOf(parts: Record<string, string | null>): string {
  return new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
}

/** Buyers in pages of 50. */
export function useBuyers(filters: BuyerFilters) {
  useFollow('buyers');
  return useInfiniteQuery({
    queryKey: buyerKeys.list(filters),
    queryFn: ({ pageParam, signal }) => request(`/api/buyers?${queryOf({ ...filters, cursor: pageParam })}`, Buyers, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** One buyer with their latest orders. */
export const useBuyer = (id: string) => useQuery({ queryKey: buyerKeys.one(id), queryFn: ({ signal }) => request(`/api/buyers/${id}`, BuyerDetail, { signal }) });

/** Buyers found by any of their names, to say that one is the same person. */
export const useFoundBuyers = (words: string) =>
  useQuery({
    queryKey: buyerKeys.found(words),
    queryFn: async ({ signal }) => (await request(`/api/buyers?${queryOf({ search: words, limit: '8' })}`, Buyers, { signal })).items,
    enabled: words.length > 0,
    placeholderData: keepPreviousData,
  });

interface Pages {
  pages: Page<BuyerRow>[];
  pageParams: unknown[];
}

/** Changes what is kept of a buyer: shown at once, put back when the server refuses it. */
export function useSaveBuyer(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: BuyerPatch) => request(`/api/buyers/${id}`, BuyerDetail, { method: 'PATCH', json }),
    onMutate: async (patch) => {
      await client.cancelQueries({ queryKey: buyerKeys.all });
      const { optedOut, ...same } = patch;
      const known = Object.fromEntries(Object.entries({ ...same, opted_out: optedOut }).filter(([, value]) => value !== undefined)) as Partial<BuyerRow>;
      const before = client.getQueryData<BuyerDetail>(buyerKeys.one(id));
      client.setQueryData<BuyerDetail>(buyerKeys.one(id), (data) => data && { ...data, buyer: { ...data.buyer, ...known } });
      client.setQueriesData<Pages>({ queryKey: ['buyers', 'list'] }, (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map((row) => (row.id === id ? { ...row, ...known } : row)) })) });
      return { before };
    },
    onError: (_error, _patch, context) => context?.before && client.setQueryData(buyerKeys.one(id), context.before),
    onSettled: () => refresh(client),
  });
}

/** The name and status stand on orders and comments too. */
function refresh(client: ReturnType<typeof useQueryClient>): Promise<unknown> {
  return Promise.all([buyerKeys.all, orderKeys.all, commentKeys.all].map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** The other one is the same person. */
export function useLinkBuyers(id: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (other: string) => request(`/api/buyers/${id}/link`, done, { method: 'POST', json: { other } }), onSettled: () => refresh(client) });
}

/** One of the names is somebody else. Answers the new buyer's id. */
export function useSplitHandle(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: Handle) => request(`/api/buyers/${id}/split`, z.object({ id: z.uuid() }), { method: 'POST', json }),
    onSettled: () => refresh(client),
  });
}
