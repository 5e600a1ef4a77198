'use client';
import { useRunSheet } from '#components/shows/plan-queries.ts';
import { useCurrentShow, usePin } from '#components/shows/queries.ts';
import { useCatalogue } from './queries.ts';

/** What is on screen, what stands beside it in the run sheet, and the way to change it. `running` is the show's run sheet; without one, all products. */
export function useStage() {
  const { data: show } = useCurrentShow();
  const catalogue = useCatalogue();
  const pin = usePin();
  const products = catalogue.data ?? [];
  const running = useRunSheet(show?.id, products);
  const pinned = products.find((product) => product.id === show?.pinned_product_id);
  const at = running.findIndex((product) => product.id === pinned?.id);
  const previous = at > 0 ? running[at - 1] : undefined;
  const next = at === -1 ? running[0] : running[at + 1];
  return { show: show ?? null, isLive: show?.status === 'live', catalogue, products, running, pinned, previous, next, pin: pin.mutate };
}
