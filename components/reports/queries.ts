'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ShowParcels, ShowReport, type Parcel } from '#lib/reports/schema.ts';
import { Parcels } from '#lib/shipments/schema.ts';
import { done, messageOf, request } from '#components/api.ts';
import { sayError } from '#components/ui/toast.tsx';

export const reportKeys = {
  report: (showId: string) => ['shows', 'report', showId] as const,
  parcels: (showId: string) => ['shows', 'parcels', showId] as const,
};

const liveMs = 20_000;

/** One show in figures; while it is live they follow. */
export function useReport(showId: string) {
  return useQuery({
    queryKey: reportKeys.report(showId),
    queryFn: ({ signal }) => request(`/api/shows/${showId}/report`, ShowReport, { signal }),
    refetchInterval: ({ state }) => (state.data?.show.status === 'live' ? liveMs : false),
  });
}

/** What is to be packed and what is packed. Several may pack at once, so it follows. */
export function useParcels(showId: string) {
  return useQuery({
    queryKey: reportKeys.parcels(showId),
    queryFn: ({ signal }) => request(`/api/shows/${showId}/parcels`, ShowParcels, { signal }),
    refetchInterval: liveMs,
  });
}

/** Packs a parcel. It moves at once, and back when it is refused. */
export function usePack(showId: string) {
  const client = useQueryClient();
  const key = reportKeys.parcels(showId);
  return useMutation({
    mutationFn: (parcel: Parcel) => request('/api/shipments', Parcels, { method: 'POST', json: { carts: [parcel.cartId], status: 'packed' } }),
    onMutate: async (parcel) => {
      await client.cancelQueries({ queryKey: key });
      const packedAt = new Date().toISOString();
      client.setQueryData<ShowParcels>(key, (now) => now && { ...now, parcels: now.parcels.map((one) => (one.cartId === parcel.cartId && one.packedAt === null ? { ...one, packedAt } : one)) });
    },
    onError: (error) => sayError('The parcel is not packed yet', messageOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** Takes a parcel apart again. */
export function useUnpack(showId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (shipmentId: string) => request(`/api/shipments/${shipmentId}`, done, { method: 'DELETE' }),
    onError: (error) => sayError('The parcel is packed as before', messageOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: reportKeys.parcels(showId) }),
  });
}
