'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { Shipping, Tax } from '#lib/carts/schema.ts';
import { DiscountRow, type SaveDiscount } from '#lib/discounts/schema.ts';
import { done, request } from '#components/api.ts';

/** GET /api/settings/selling: money in minor units of `currency`. */
export const Selling = z.object({
  currency: z.string(),
  timeZone: z.string(),
  shipping: Shipping,
  tax: Tax,
  shipCountries: z.array(z.string()),
  buyerLimit: z.number().int().nullable(),
  unpaidLimit: z.number().int().nullable(),
  lateClaimSeconds: z.number().int(),
});
export type Selling = z.infer<typeof Selling>;

const keys = { selling: ['settings', 'selling'], discounts: ['discounts'] } as const;

export const useSelling = () => useQuery({ queryKey: keys.selling, queryFn: ({ signal }) => request('/api/settings/selling', Selling, { signal }) });

export function useSaveSelling() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: Partial<Omit<Selling, 'currency'>>) => request('/api/settings/selling', Selling, { method: 'PATCH', json }),
    onSuccess: (saved) => client.setQueryData(keys.selling, saved),
  });
}

export const useDiscounts = () =>
  useQuery({ queryKey: keys.discounts, queryFn: async ({ signal }) => (await request('/api/discounts', z.object({ items: z.array(DiscountRow) }), { signal })).items });

/** Makes a code, or with an id changes one. */
export function useSaveDiscount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, keepalive = false, ...json }: SaveDiscount & { id?: string; keepalive?: boolean }) =>
      request(id ? `/api/discounts/${id}` : '/api/discounts', done, { method: id ? 'PUT' : 'POST', json, keepalive }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.discounts }),
  });
}
