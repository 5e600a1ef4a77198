import { z } from 'zod';
import { CommentRow } from '#lib/comments/schema.ts';
import { OrderRow, WaitRow } from '#lib/orders/schema.ts';
import { ProductRow } from '#lib/products/schema.ts';
import { ShowRow } from '#lib/shows/schema.ts';

/** What happened in one show within one tick, as whole rows: the client replaces what it has by id. `show` is null while its own row is the same. */
export const ShowTick = z.object({
  showId: z.uuid(),
  comments: z.array(CommentRow),
  orders: z.array(OrderRow),
  waiting: z.array(WaitRow),
  products: z.array(ProductRow),
  show: ShowRow.nullable(),
});
export type ShowTick = z.infer<typeof ShowTick>;

/** Events to the browser. They are hints: after a reconnect, and on `resync`, the client fetches again. */
export const serverEvents = {
  tick: ShowTick,
  /** The seller's current show is another one now, or its catalogue changed. */
  showChanged: z.object({ streamerId: z.uuid(), showId: z.uuid().nullable() }),
  /** Something may have been missed: fetch again. */
  resync: z.object({ reason: z.enum(['pipeline_started', 'backlog', 'catalogue']) }),
} as const;
export type ServerEvent = keyof typeof serverEvents;
export type ServerPayload<E extends ServerEvent> = z.infer<(typeof serverEvents)[E]>;
export type ServerToClient = { [E in ServerEvent]: (payload: ServerPayload<E>) => void };

export const Watch = z.object({ showId: z.uuid() });
export const WatchAnswer = z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), message: z.string() })]);
export type WatchAnswer = z.infer<typeof WatchAnswer>;

/** Events from the browser: leave the show watched so far and watch this one. */
export interface ClientToServer {
  watch: (input: z.infer<typeof Watch>, answer: (result: WatchAnswer) => void) => void;
}

export const roomOfShow = (showId: string): string => `show:${showId}`;
export const roomOfStreamer = (streamerId: string): string => `streamer:${streamerId}`;
