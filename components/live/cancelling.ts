'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import type { OrderRow } from '#lib/orders/schema.ts';
import { messageOf } from '#components/api.ts';
import { sayError, undoable } from '#components/ui/toast.tsx';
import { cancelOrder, liveKeys } from './queries.ts';

let leaving: ReadonlySet<string> = new Set();
const none: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function mark(id: string, on: boolean): void {
  const next = new Set(leaving);
  if (on) next.add(id);
  else next.delete(id);
  leaving = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Orders that are about to be cancelled and can still be kept. */
export const useCancelling = (): ReadonlySet<string> => useSyncExternalStore(subscribe, () => leaving, () => none);

/** Cancels an order five seconds from now, unless it is taken back: a unit given to the next in line could not be. */
export function useCancel(): (order: OrderRow) => void {
  const client = useQueryClient();
  return useCallback(
    (order) => {
      if (leaving.has(order.id)) return;
      mark(order.id, true);
      undoable({
        message: `Cancelling #${order.product_code} ${order.variant_name} for ${order.buyer_name}`,
        description: 'In 5 seconds it goes to the next in line, or back on sale.',
        undo: () => mark(order.id, false),
        commit: (left) => {
          void cancelOrder(order.id, left)
            .catch((error: unknown) => sayError(`The order of ${order.buyer_name} stands as it was`, messageOf(error)))
            .then(() => client.invalidateQueries({ queryKey: liveKeys.orders(order.show_id) }))
            .finally(() => mark(order.id, false));
        },
      });
    },
    [client],
  );
}
