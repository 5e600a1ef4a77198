'use client';
import { useEffect } from 'react';
import { type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type Page, pageOf } from '#lib/core/page.ts';
import { PictureProgress, ProductRow, type SaveProduct } from '#lib/products/schema.ts';
import { done, request } from '#components/api.ts';
import { useFollow } from '#components/orders/use-follow.ts';
import { saveOf } from './draft.ts';

interface Pages {
  pages: Page<ProductRow>[];
  pageParams: (string | null)[];
}

const lists = ['products', 'list'] as const;
const rowChange = ['products', 'change'] as const;

/**
 * The whole catalogue, page after page until it is complete, so that searching it needs no server. Kept up to date
 * while units are held or awaited: stock moves while a show is on.
 */
export function useProducts(archived: boolean) {
  const everyMs = useFollow('products');
  const query = useInfiniteQuery({
    queryKey: [...lists, { archived }],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : '';
      return request(`/api/products?archived=${archived}&limit=200${cursor}`, pageOf(ProductRow), { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(moves)) ? everyMs : false),
  });
  const { hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return { ...query, products: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

const moves = (product: ProductRow): boolean => product.variants.some((variant) => variant.held > 0 || variant.waiting > 0);

function eachRow(client: QueryClient, change: (row: ProductRow) => ProductRow): void {
  client.setQueriesData<Pages>(
    { queryKey: lists },
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(change) })) },
  );
}

function rowOf(client: QueryClient, id: string): ProductRow | undefined {
  const found = client.getQueriesData<Pages>({ queryKey: lists });
  return found.flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? []).find((row) => row.id === id);
}

/** Saves the side panel's form: POST for a new product, PUT for one that is there. */
export function useSaveProduct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...json }: SaveProduct) =>
      id ? request(`/api/products/${id}`, ProductRow, { method: 'PUT', json }) : request('/api/products', ProductRow, { method: 'POST', json }),
    onSuccess: (saved) => {
      eachRow(client, (row) => (row.id === saved.id ? saved : row));
      return client.invalidateQueries({ queryKey: ['products'] });
    },
  });
}

/**
 * One change to one row, in place: shown at once, put back when the server refuses it. Changes of one product are sent
 * one after the other, each built on the row as it stands then, so that quick ones never overwrite each other; a change
 * sets values and does not count on the old ones.
 */
export function useChangeProduct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationKey: rowChange,
    scope: { id: `product:${id}` },
    mutationFn: (change: (row: ProductRow) => ProductRow) => {
      const row = rowOf(client, id);
      if (!row) throw new Error('the product left the list');
      const { id: _, ...json } = saveOf(change(row));
      return request(`/api/products/${id}`, ProductRow, { method: 'PUT', json });
    },
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: lists });
      const before = rowOf(client, id);
      eachRow(client, (row) => (row.id === id ? change(row) : row));
      return { before };
    },
    onError: (_error, _change, context) => {
      const before = context?.before;
      if (before) eachRow(client, (row) => (row.id === id ? before : row));
    },
    // The last one of several fetches what is true now.
    onSettled: () => (client.isMutating({ mutationKey: rowChange }) === 1 ? client.invalidateQueries({ queryKey: ['products'] }) : undefined),
  });
}

/**
 * So many units more or fewer of a variant: relative, so that what others change meanwhile is not lost. Shown at once, put back when the
 * server refuses it.
 */
export function useAdjustStock(productId: string, variantId: string) {
  const client = useQueryClient();
  const shift = (by: number) =>
    eachRow(client, (row) => (row.id === productId ? { ...row, variants: row.variants.map((v) => (v.id === variantId ? { ...v, stock: v.stock + by } : v)) } : row));
  return useMutation({
    mutationKey: rowChange,
    scope: { id: `product:${productId}` },
    mutationFn: (by: number) => request(`/api/variants/${variantId}/stock`, ProductRow, { method: 'POST', json: { by } }),
    onMutate: async (by) => {
      await client.cancelQueries({ queryKey: lists });
      shift(by);
    },
    onError: (_error, by) => shift(-by),
    onSettled: () => (client.isMutating({ mutationKey: rowChange }) === 1 ? client.invalidateQueries({ queryKey: ['products'] }) : undefined),
  });
}

/** Out of the catalogue, or back into it. */
export function useArchiveProduct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, archived, keepalive = false }: { id: string; archived: boolean; keepalive?: boolean }) =>
      request(`/api/products/${id}`, done, { method: 'PATCH', json: { archived }, keepalive }),
    onSettled: () => client.invalidateQueries({ queryKey: ['products'] }),
  });
}

/** How far the catalogue's pictures are ready to be recognised; asked for again while some are not. */
export function usePictureProgress(enabled = true) {
  return useQuery({
    queryKey: ['products', 'pictures'],
    queryFn: ({ signal }) => request('/api/products/pictures/progress', PictureProgress, { signal }),
    enabled,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && state.data.waiting > 0 ? 2000 : false),
  });
}

const Stored = z.object({ path: z.string() });

/** Sends one picture and answers the path to keep with the product. */
export function uploadPicture(file: File): Promise<z.infer<typeof Stored>> {
  const body = new FormData();
  body.set('file', file);
  return request('/api/products/pictures', Stored, { method: 'POST', body });
}
