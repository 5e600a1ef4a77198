'use client';
import { useCurrentShow, usePin } from '#components/shows/queries.ts';
import { useCatalogue } from './queries.ts';

/** What is on screen, what stands beside it in the run sheet, and the way to change it. */
export function useStage() {
  const { data: show } = useCurrentShow();
  const catalogue = useCatalogue();
  const pin = usePin();
  const products = catalogue.data ?? [];
  const at = products.findIndex((product) => product.id === show?.pinned_product_id);
  const pinned = products[at];
  const previous = at > 0 ? products[at - 1] : undefined;
  const next = at === -1 ? products[0] : products[at + 1];
  return { show: show ?? null, isLive: show?.status === 'live', catalogue, products, pinned, previous, next, pin: pin.mutate };
}
