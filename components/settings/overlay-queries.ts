'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { OverlayAddress } from '#lib/overlay/schema.ts';
import { request } from '#components/api.ts';

const key = ['settings', 'overlay'] as const;

/** Where the overlay is. */
export const useOverlayAddress = () => useQuery({ queryKey: key, queryFn: ({ signal }) => request('/api/settings/overlay', OverlayAddress, { signal }) });

/** Gives it a new address. */
export function useRotateOverlay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request('/api/settings/overlay', OverlayAddress, { method: 'POST', keepalive: true }),
    onSuccess: (address) => client.setQueryData(key, address),
  });
}
