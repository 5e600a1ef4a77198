'use client';
import { messageOf } from '#components/api.ts';
import { usePack, useUnpack } from '#components/orders/queries.ts';
import { sayDone, sayError, undoable } from '#components/ui/toast.tsx';

const parcels = (count: number): string => (count === 1 ? 'One parcel' : `${count} parcels`);

/** Packs carts at once, with the way back; ships them after five seconds in which it can be taken back, since buyers are told. */
export function useParcels() {
  const pack = usePack();
  const unpack = useUnpack();
  return {
    busy: pack.isPending,
    pack: (carts: readonly string[], after?: () => void) =>
      pack.mutate({ carts: [...carts], status: 'packed' }, {
        onSuccess: ({ shipments }) => {
          after?.();
          sayDone(`${parcels(shipments.length)} packed`, { undo: () => unpack.mutate(shipments, { onError: (error) => sayError('Not all of it was unpacked', messageOf(error)) }) });
        },
        onError: (error) => sayError('Not all of it was packed', messageOf(error)),
      }),
    ship: (carts: readonly string[], after?: () => void) => {
      after?.();
      undoable({
        message: `Marking ${parcels(carts.length).toLowerCase()} as shipped`,
        description: carts.length === 1 ? 'In 5 seconds the buyer is told.' : 'In 5 seconds the buyers are told.',
        undo: () => undefined,
        commit: (leaving) => pack.mutate({ carts: [...carts], status: 'shipped', keepalive: leaving }, { onError: (error) => sayError('Not all of it was marked', messageOf(error)) }),
      });
    },
  };
}
