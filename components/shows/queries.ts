'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { demoHandle } from '#lib/demo/schema.ts';
import { DelaySuggestion, ShowRow, type ShowPatch } from '#lib/shows/schema.ts';
import { ApiFault, done, messageOf, request } from '#components/api.ts';
import { newerOf } from '#components/live/merge.ts';
import { useSeat } from '#components/shell/seat.tsx';
import { sayError } from '#components/ui/toast.tsx';

export const showKeys = {
  current: ['shows', 'current'] as const,
  bridges: (showId: string) => ['bridges', showId] as const,
  demo: ['demo'] as const,
  pin: ['shows', 'pin'] as const,
  delay: (showId: string) => ['shows', 'delay', showId] as const,
  plans: ['shows', 'plan'] as const,
  plan: (showId: string) => ['shows', 'plan', showId] as const,
  lists: ['shows', 'list'] as const,
  check: (showId: string) => ['shows', 'check', showId] as const,
};

const Current = z.object({ show: ShowRow.nullable() });

/** The show that is live, else the last one; null before the first. */
export function useCurrentShow() {
  const client = useQueryClient();
  return useQuery({
    queryKey: showKeys.current,
    queryFn: async ({ signal }) => {
      const { show } = await request('/api/shows/current', Current, { signal });
      return show && newerOf(client.getQueryData<ShowRow | null>(showKeys.current), show);
    },
    // Everything else hangs on this one: a desk that was opened in a bad moment comes back by itself.
    refetchInterval: (query) => (query.state.status === 'error' ? 3000 : false),
  });
}

export function useStartShow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (title: string) => request('/api/shows', z.object({ show: ShowRow }), { method: 'POST', json: { title } }),
    onSuccess: ({ show }) => {
      client.setQueryData(showKeys.current, show);
      return client.invalidateQueries({ queryKey: ['shows'] });
    },
  });
}

export const endShow = (keepalive = false): Promise<unknown> => request('/api/shows/current/end', done, { method: 'POST', keepalive });

/** What goes on screen, null: nothing; or what a camera recognised, with its score. */
export type Pin = string | null | { productId: string; source: 'camera'; score: number };
const pinnedBy = (pin: Pin): string | null => (typeof pin === 'object' && pin !== null ? pin.productId : pin);

/** Puts a product on screen, or takes it off with null. Shown at once; put back when it is refused. */
export function usePin() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'pin' },
    mutationKey: showKeys.pin,
    mutationFn: (pin: Pin) => request('/api/shows/current/pin', done, { method: 'POST', json: typeof pin === 'object' && pin !== null ? pin : { productId: pin } }),
    onMutate: (pin) => {
      const before = client.getQueryData<ShowRow | null>(showKeys.current);
      client.setQueryData<ShowRow | null>(showKeys.current, (show) => show && { ...show, pinned_product_id: pinnedBy(pin) });
      return { before: before?.pinned_product_id ?? null };
    },
    onError: (error, _pin, context) => {
      // Only the pin: the rest of the row may have moved on meanwhile.
      if (context) client.setQueryData<ShowRow | null>(showKeys.current, (show) => show && { ...show, pinned_product_id: context.before });
      sayError('The product on screen was not changed', messageOf(error));
    },
  });
}

/** Changes how the live show is run. While it is under way, `variables` are what will be. */
export function useSaveShow() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'show' },
    mutationFn: (json: z.infer<typeof ShowPatch>) => request('/api/shows/current', z.object({ show: ShowRow }), { method: 'PATCH', json }),
    onSuccess: ({ show }) =>
      client.setQueryData<ShowRow | null>(showKeys.current, (now) => {
        if (now?.id !== show.id) return now;
        const next = newerOf(now, show);
        // A pin of the seller's own that is on its way stays.
        return client.isMutating({ mutationKey: showKeys.pin }) > 0 ? { ...next, pinned_product_id: now.pinned_product_id } : next;
      }),
    onError: (error) => sayError('The show is run as before', messageOf(error)),
  });
}

/** The viewers' delay as the comments tell it so far. */
export function useDelaySuggestion(showId: string) {
  return useQuery({
    queryKey: showKeys.delay(showId),
    queryFn: ({ signal }) => request('/api/shows/current/delay', DelaySuggestion, { signal }),
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
}

const Bridges = z.object({ items: z.array(z.object({ platform: z.string(), last_at: z.string().nullable(), comments: z.number().int() })) });
export type Bridge = z.infer<typeof Bridges>['items'][number];

/** When each platform's last comment came, as the database knows it. */
export function useBridges(showId: string | undefined) {
  return useQuery({
    queryKey: showKeys.bridges(showId ?? ''),
    queryFn: async ({ signal }) => (await request(`/api/bridges?show=${showId}`, Bridges, { signal })).items,
    enabled: showId !== undefined,
    refetchInterval: 15_000,
  });
}

const Demo = z.object({ state: z.enum(['idle', 'playing']), at_seconds: z.number(), of_seconds: z.number(), speed: z.number(), sent: z.number() });
export type Demo = z.infer<typeof Demo>;

/** The recorded show, where this shop may play it; null where it may not. */
export function useDemo() {
  const { streamer } = useSeat();
  return useQuery({
    enabled: streamer.handle === demoHandle,
    queryKey: showKeys.demo,
    queryFn: ({ signal }) =>
      request('/api/demo', Demo, { signal }).catch((error: unknown) => {
        if (error instanceof ApiFault && (error.status === 404 || error.status === 403)) return null;
        throw error;
      }),
    refetchInterval: (query) => (query.state.data?.state === 'playing' ? 1000 : false),
  });
}

export function useDemoControl() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (speed: number | null) =>
      speed === null ? request('/api/demo', done, { method: 'DELETE' }) : request('/api/demo', done, { method: 'POST', json: { speed } }),
    onError: (error) => sayError('The demo show did not follow', messageOf(error)),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: showKeys.demo }), client.invalidateQueries({ queryKey: showKeys.current })]),
  });
}
