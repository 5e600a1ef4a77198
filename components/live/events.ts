import type { QueryClient } from '@tanstack/react-query';
import type { CommentRow } from '#lib/comments/schema.ts';
import type { OrderRow, WaitRow } from '#lib/orders/schema.ts';
import type { ProductRow } from '#lib/products/schema.ts';
import { serverEvents, type ServerEvent, type ServerPayload } from '#lib/realtime/events.ts';
import type { ShowRow } from '#lib/shows/schema.ts';
import { commentKeys } from '#components/comments/queries.ts';
import { showKeys } from '#components/shows/queries.ts';
import { remember } from './journal.ts';
import { mergeComments, mergeOrders, mergeReviews, mergeWaiting, newerOf, replaceById } from './merge.ts';
import { withoutOlder } from './newest.ts';
import { recordPulse } from './pulse.ts';
import { inOrder, liveKeys, refetchDesk } from './queries.ts';

/** Changes a list only where it has been fetched: what is not on screen yet will be fetched whole. */
function patch<T>(client: QueryClient, key: readonly unknown[], change: (rows: readonly T[]) => readonly T[]): void {
  client.setQueryData<readonly T[]>(key, (rows) => rows && change(rows));
}

/** While a pin is on its way, what the seller put on screen stays: an older one must not flicker back under the next key. */
const withOwnPin = (client: QueryClient, show: ShowRow, now: ShowRow): ShowRow =>
  client.isMutating({ mutationKey: showKeys.pin }) > 0 ? { ...show, pinned_product_id: now.pinned_product_id } : show;

type Updates = { [E in ServerEvent]: (client: QueryClient, payload: ServerPayload<E>) => void };

/** What each event changes in the cache. */
const updates: Updates = {
  tick(client, received) {
    const tick = withoutOlder(received);
    remember(tick);
    recordPulse(tick.showId, tick.comments);
    patch<CommentRow>(client, commentKeys.chat(tick.showId), (rows) => mergeComments(rows, tick.comments));
    patch<CommentRow>(client, commentKeys.review(tick.showId), (rows) => mergeReviews(rows, tick.comments));
    patch<OrderRow>(client, liveKeys.orders(tick.showId), (rows) => mergeOrders(rows, tick.orders));
    patch<WaitRow>(client, liveKeys.waiting(tick.showId), (rows) => mergeWaiting(rows, tick.waiting));
    if (tick.products.length > 0) patch<ProductRow>(client, liveKeys.products, (rows) => inOrder(replaceById(rows, tick.products)));
    const { show } = tick;
    if (show) client.setQueryData<ShowRow | null>(showKeys.current, (now) => (now?.id === tick.showId ? withOwnPin(client, newerOf(now, show), now) : now));
    // A place in line moves without its own row changing.
    if (tick.waiting.some((row) => row.status !== 'waiting')) void client.invalidateQueries({ queryKey: liveKeys.waiting(tick.showId) });
  },
  showChanged: (client) => void refetchDesk(client),
  resync: (client) => void refetchDesk(client),
};

export const eventNames = Object.keys(updates) as ServerEvent[];

/** Checks what came and applies it. False when it could not be read: the caller should fetch again. */
export function applyEvent<E extends ServerEvent>(client: QueryClient, event: E, payload: unknown): boolean {
  const parsed = serverEvents[event].safeParse(payload);
  if (!parsed.success) return false;
  updates[event](client, parsed.data as ServerPayload<E>);
  return true;
}
