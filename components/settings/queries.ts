'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { CorrectionPage } from '#lib/corrections/schema.ts';
import { done, request } from '#components/api.ts';
import { commentKeys } from '#components/comments/queries.ts';

export const Settings = z.object({
  name: z.string(),
  handle: z.string(),
  currency: z.string(),
  hold_seconds: z.number().int(),
  claim_threshold: z.coerce.number(),
  match_threshold: z.coerce.number(),
  frame_days: z.number().int(),
});
export type Settings = z.infer<typeof Settings>;

export const BridgeKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
});
export type BridgeKey = z.infer<typeof BridgeKey>;

export const Role = z.enum(['owner', 'moderator', 'packer']);
export type Role = z.infer<typeof Role>;
export const Member = z.object({ user_id: z.string(), email: z.string(), role: Role, created_at: z.string() });
export type Member = z.infer<typeof Member>;

export const Parked = z.object({
  id: z.union([z.number(), z.string()]),
  stream_id: z.string(),
  reason: z.string(),
  deliveries: z.number(),
  parked_at: z.string(),
  payload: z.unknown(),
});
export type Parked = z.infer<typeof Parked>;

const keys = { settings: ['settings'], keys: ['keys'], members: ['members', 'list'], parked: ['parked'], corrections: ['corrections'], models: ['health', 'models'] } as const;

function itemsOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item) });
}

export const useSettings = () =>
  useQuery({ queryKey: keys.settings, queryFn: ({ signal }) => request('/api/settings', Settings, { signal }) });

export const useKeys = () =>
  useQuery({ queryKey: keys.keys, queryFn: ({ signal }) => request('/api/keys', itemsOf(BridgeKey), { signal }) });

export const useMembers = () =>
  useQuery({ queryKey: keys.members, queryFn: ({ signal }) => request('/api/members', itemsOf(Member), { signal }) });

export const useParked = () =>
  useQuery({ queryKey: keys.parked, queryFn: ({ signal }) => request('/api/parked', itemsOf(Parked), { signal }) });

/** The last corrections, and how many there are. Made on the desk: asked for each time. */
export const useCorrections = () =>
  useQuery({ queryKey: keys.corrections, queryFn: ({ signal }) => request('/api/corrections?limit=50', CorrectionPage, { signal }), staleTime: 0 });

const Model = z.object({ status: z.enum(['ok', 'degraded', 'down']), detail: z.string().optional() });
const Models = z.object({ classifier: Model, image_model: Model, payments: Model });

/** What reads the comments now, what looks at pictures, and what takes payments. */
export const useModels = () => useQuery({ queryKey: keys.models, queryFn: ({ signal }) => request('/api/health', Models, { signal }), staleTime: 0 });

/** A mutation that fetches one of the lists again when it is over. */
function useThen<In, Out>(key: readonly string[], mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: key }) });
}

export const useSaveSettings = () =>
  useThen(keys.settings, (json: Partial<Omit<Settings, 'handle'>>) => request('/api/settings', done, { method: 'PATCH', json }));

export const useCreateKey = () =>
  useThen(keys.keys, (name: string) =>
    request('/api/keys', z.object({ id: z.string(), key: z.string() }), { method: 'POST', json: { name } }),
  );

export const useRevokeKey = () => useThen(keys.keys, (id: string) => request(`/api/keys/${id}`, done, { method: 'DELETE', keepalive: true }));

export const useInvite = () =>
  useThen(keys.members, (role: Exclude<Role, 'owner'>) =>
    request('/api/invitations', z.object({ link: z.string() }), { method: 'POST', json: { role } }),
  );

export const useRemoveMember = () =>
  useThen(keys.members, (userId: string) => request(`/api/members/${userId}`, done, { method: 'DELETE', keepalive: true }));

export const useRetryParked = () =>
  useThen(keys.parked, (id: Parked['id']) => request(`/api/parked/${id}/retry`, done, { method: 'POST' }));

export const useDropParked = () => useThen(keys.parked, (id: Parked['id']) => request(`/api/parked/${id}`, done, { method: 'DELETE', keepalive: true }));

/** The desk shows the comment as it was read again. */
export const useRemoveCorrection = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => request(`/api/corrections/${id}`, done, { method: 'DELETE', keepalive: true }),
    onSettled: () => Promise.all([keys.corrections, commentKeys.all].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
};
