import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Change } from '#lib/claims/schema.ts';
import { CommentRow } from '#lib/comments/schema.ts';
import { OrderRow, WaitRow } from '#lib/orders/schema.ts';
import type { Log, Publisher } from '#lib/ports.ts';
import { ProductRow } from '#lib/products/schema.ts';
import { ShowRow } from '#lib/shows/schema.ts';
import { roomOfShow, roomOfStreamer, type ShowTick } from './events.ts';

/** At most one emit per show in this time. */
export const tickMs = 50;
/** More comments than this in one tick are not worth sending: the screen fetches the newest instead. */
const maxCommentsPerTick = 200;

interface Touched {
  comments: Set<number>;
  orders: Set<string>;
  products: Set<string>;
  /** Whether the show's own row changed: its sums do with every decision, not with chat. */
  show: boolean;
}

export interface Announcer {
  comments(showId: string, ids: readonly number[]): void;
  changes(changes: readonly Change[]): void;
  /** The show row itself changed (pin, title), or `showId` is the seller's new show. */
  show(streamerId: string, showId: string, isNew: boolean): void;
  catalogue(streamerId: string): void;
  /** Sends what is waiting and stops. */
  close(): Promise<void>;
}

/**
 * The places in line that changed, not the whole line: found by their comment or their order; those that came over the
 * API and have neither, while they wait and just after.
 */
function waitRowsOf(sql: Sql, showId: string, comments: number[], orders: string[], products: string[]) {
  return sql`
    select f.* from public.waitlist w join public.waitlist_feed f on f.id = w.id
    where w.show_id = ${showId} and w.product_id = any (${products})
      and (w.chat_message_id = any (${comments}) or w.order_id = any (${orders})
        or (w.chat_message_id is null and (w.status = 'waiting' or w.ended_at > now() - interval '5 seconds')))`;
}

async function loadTick(sql: Sql, showId: string, touched: Touched): Promise<ShowTick> {
  const comments = [...touched.comments];
  const orders = [...touched.orders];
  const products = [...touched.products];
  const [commentRows, orderRows, productRows, waitRows, showRows] = await Promise.all([
    comments.length > 0 ? sql`select * from public.comment_feed where id = any (${comments}) order by id` : [],
    orders.length > 0 ? sql`select * from public.order_feed where id = any (${orders})` : [],
    products.length > 0 ? sql`select * from public.product_feed where id = any (${products})` : [],
    products.length > 0 ? waitRowsOf(sql, showId, comments, orders, products) : [],
    touched.show ? sql`select * from public.show_feed where id = ${showId}` : [],
  ]);
  return {
    showId,
    comments: commentRows.map((row) => CommentRow.parse(row)),
    orders: orderRows.map((row) => OrderRow.parse(row)),
    products: productRows.map((row) => ProductRow.parse(row)),
    waiting: waitRows.map((row) => WaitRow.parse(row)),
    show: showRows[0] ? ShowRow.parse(showRows[0]) : null,
  };
}

/**
 * Collects what changed and tells each show's screens at most once in 50 ms, with whole rows read from the database
 * at that moment. The first change after a quiet time goes out at once. Never throws: events are hints.
 */
export function createAnnouncer(deps: { sql: Sql; publisher: Publisher; log: Log }): Announcer {
  const { sql, publisher, log } = deps;
  let waiting = new Map<string, Touched>();
  let lastFlushAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  function touched(showId: string): Touched {
    const known = waiting.get(showId);
    if (known) return known;
    const made: Touched = { comments: new Set(), orders: new Set(), products: new Set(), show: false };
    waiting.set(showId, made);
    return made;
  }

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = new Map();
    lastFlushAt = performance.now();
    for (const [showId, what] of batch) {
      try {
        const tooMany = what.comments.size > maxCommentsPerTick;
        if (tooMany) what.comments.clear();
        publisher.emit(roomOfShow(showId), 'tick', await loadTick(sql, showId, what));
        if (tooMany) publisher.emit(roomOfShow(showId), 'resync', { reason: 'backlog' });
      } catch (error) {
        log.warn({ showId, error }, 'announce.failed');
        publisher.emit(roomOfShow(showId), 'resync', { reason: 'backlog' });
      }
    }
  }

  function schedule(): void {
    if (timer || running) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        running = flush().finally(() => {
          running = undefined;
          if (waiting.size > 0) schedule();
        });
      },
      Math.max(0, lastFlushAt + tickMs - performance.now()),
    );
  }

  return {
    comments(showId, ids) {
      const set = touched(showId).comments;
      for (const id of ids) set.add(id);
      schedule();
    },
    changes(changes) {
      for (const change of changes) {
        const what = touched(change.show_id);
        if (change.chat_message_id !== null) what.comments.add(change.chat_message_id);
        if (change.order_id) what.orders.add(change.order_id);
        if (change.product_id) what.products.add(change.product_id);
        what.show = true;
      }
      if (changes.length > 0) schedule();
    },
    show(streamerId, showId, isNew) {
      if (isNew) publisher.emit(roomOfStreamer(streamerId), 'showChanged', { streamerId, showId });
      touched(showId).show = true;
      schedule();
    },
    catalogue(streamerId) {
      publisher.emit(roomOfStreamer(streamerId), 'resync', { reason: 'catalogue' });
    },
    async close() {
      clearTimeout(timer);
      await running;
      if (waiting.size > 0) await flush();
    },
  };
}
