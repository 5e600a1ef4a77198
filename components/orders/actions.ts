'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { messageOf } from '#components/api.ts';
import { say, sayError, undoable } from '#components/ui/toast.tsx';
import type { OrderRow } from '#lib/orders/schema.ts';
import { cancelOrder, orderKeys } from './queries.ts';

let cancelling: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function mark(id: string, on: boolean): void {
  const next = new Set(cancelling);
  if (on) next.add(id);
  else next.delete(id);
  cancelling = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const none: ReadonlySet<string> = new Set();

/** The orders that are about to be cancelled and can still be kept. */
export function useCancelling(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => cancelling, () => none);
}

/** Cancels an order after a while in which it can be taken back; until then nothing has happened. */
export function useCancel() {
  const client = useQueryClient();
  return (order: OrderRow) => {
    if (cancelling.has(order.id)) return;
    mark(order.id, true);
    undoable({
      message: `Cancelling #${order.product_code} ${order.variant_name} for ${order.buyer_name}`,
      description: order.quantity === 1 ? 'The unit goes to the next in line, or back on sale.' : 'The units go to the next in line, or back on sale.',
      undo: () => mark(order.id, false),
      commit: (leaving) => {
        cancelOrder(order.id, leaving)
          .then(
            () => say(`The order of ${order.buyer_name} is cancelled`),
            (error: unknown) => sayError(`The order of ${order.buyer_name} was not cancelled`, messageOf(error)),
          )
          .then(() => client.invalidateQueries({ queryKey: orderKeys.all }))
          .finally(() => mark(order.id, false))
          .catch(() => undefined);
      },
    });
  };
}
