'use client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import type { ProductRow } from '#lib/products/schema.ts';
import { RunSheet, ShowCheck, ShowPage, ShowPlan, ShowRow, type PlanShow } from '#lib/shows/schema.ts';
import { done, messageOf, request } from '#components/api.ts';
import { sayError } from '#components/ui/toast.tsx';
import { showKeys } from './queries.ts';

const Answer = z.object({ show: ShowRow });

/** Shows of one kind, page after page. */
export function useShows(status: ShowRow['status'], limit = 50) {
  const query = useInfiniteQuery({
    queryKey: [...showKeys.lists, status, limit],
    queryFn: ({ pageParam, signal }) => request(`/api/shows?status=${status}&limit=${limit}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`, ShowPage, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  return { ...query, shows: query.data?.pages.flatMap((page) => page.items) ?? [], timeZone: query.data?.pages[0]?.time_zone ?? 'UTC' };
}

/** A show with its run sheet. */
export function usePlan(id: string) {
  return useQuery({ queryKey: showKeys.plan(id), queryFn: ({ signal }) => request(`/api/shows/${id}`, ShowPlan, { signal }) });
}

/** The products of a show in the order of its run sheet; all of them while it has none. */
export function useRunSheet(showId: string | undefined, products: readonly ProductRow[]): readonly ProductRow[] {
  const { data } = useQuery({
    queryKey: showKeys.plan(showId ?? ''),
    queryFn: ({ signal }) => request(`/api/shows/${showId}`, ShowPlan, { signal }),
    enabled: showId !== undefined,
  });
  const ids = data?.products;
  return useMemo(() => {
    if (!ids || ids.length === 0) return products;
    const byId = new Map(products.map((product) => [product.id, product]));
    const sheet = ids.flatMap((id) => byId.get(id) ?? []);
    return sheet.length > 0 ? sheet : products;
  }, [ids, products]);
}

/** Plans a show; its page comes next. */
export function usePlanShow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: PlanShow & { title: string }) => request('/api/shows/plan', Answer, { method: 'POST', json }),
    onSuccess: () => client.invalidateQueries({ queryKey: showKeys.lists }),
    onError: (error) => sayError('The show was not planned', messageOf(error)),
  });
}

/** Changes a show, one after another. Shown at once; put back when it is refused. */
export function useChangeShow(id: string) {
  const client = useQueryClient();
  const key = showKeys.plan(id);
  return useMutation({
    scope: { id: `show-${id}` },
    mutationFn: (json: PlanShow) => request(`/api/shows/${id}`, Answer, { method: 'PATCH', json }),
    onMutate: async (patch) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<ShowPlan>(key);
      client.setQueryData<ShowPlan>(key, (plan) => plan && { ...plan, show: patched(plan.show, patch) });
      return { before };
    },
    onError: (error, _patch, context) => {
      client.setQueryData(key, context?.before);
      sayError('The show is as it was', messageOf(error));
    },
    onSettled: () => refresh(),
  });

  function refresh() {
    return Promise.all([showKeys.plan(id), showKeys.lists, showKeys.check(id), showKeys.current].map((queryKey) => client.invalidateQueries({ queryKey })));
  }
}

const patched = (show: ShowRow, patch: PlanShow): ShowRow => ({
  ...show,
  title: patch.title ?? show.title,
  starts_at: patch.startsAt === undefined ? show.starts_at : patch.startsAt,
  platforms: patch.platforms ?? show.platforms,
  hold_seconds: patch.holdSeconds ?? show.hold_seconds,
  delay_ms: patch.delayMs ?? show.delay_ms,
  mode: patch.mode ?? show.mode,
});

/** Saves the run sheet, one version after another. Shown at once; put back when it is refused. */
export function useSaveSheet(id: string) {
  const client = useQueryClient();
  const key = showKeys.plan(id);
  return useMutation({
    scope: { id: `sheet-${id}` },
    mutationKey: ['shows', 'sheet', id],
    mutationFn: (products: string[]) => request(`/api/shows/${id}/products`, RunSheet, { method: 'PUT', json: { products } }),
    onMutate: async (products) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<ShowPlan>(key);
      client.setQueryData<ShowPlan>(key, (plan) => plan && { ...plan, products });
      return { before: before?.products };
    },
    onError: (error, _products, context) => {
      client.setQueryData<ShowPlan>(key, (plan) => plan && { ...plan, products: context?.before ?? plan.products });
      sayError('The run sheet is as it was', messageOf(error));
    },
    onSettled: () => {
      // A newer version is on its way: its answer will do.
      if (client.isMutating({ mutationKey: ['shows', 'sheet', id] }) > 1) return;
      return Promise.all([showKeys.plan(id), showKeys.check(id)].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

/** What to look at before going live; asked again while the page is open. */
export function useShowCheck(id: string, enabled: boolean) {
  return useQuery({
    queryKey: showKeys.check(id),
    queryFn: async ({ signal }) => (await request(`/api/shows/${id}/check`, ShowCheck, { signal })).items,
    enabled,
    refetchInterval: 10_000,
  });
}

export function useGoLive(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request(`/api/shows/${id}/live`, Answer, { method: 'POST' }),
    onSuccess: ({ show }) => {
      client.setQueryData(showKeys.current, show);
      void client.invalidateQueries({ queryKey: ['shows'] });
    },
    onError: (error) => sayError('The show is not live', messageOf(error)),
  });
}

export const dropShow = (id: string, keepalive = false): Promise<unknown> => request(`/api/shows/${id}`, done, { method: 'DELETE', keepalive });
