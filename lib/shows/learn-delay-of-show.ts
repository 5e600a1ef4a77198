import type { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Seller } from '#lib/members/schema.ts';
import { learnDelay } from './learn-delay.ts';
import type { DelaySuggestion } from './schema.ts';

/** Newer comments than these say enough. */
const mostComments = 2000;

/**
 * The viewers' delay of the live show, else the last one, as its comments tell it: those that named a product by its code, and those
 * that a person made a claim of. Sets nothing; null without a show or with too little to go by.
 */
export async function suggestDelay(sql: Sql, seller: Seller): Promise<z.infer<typeof DelaySuggestion>> {
  const [show] = await sql<{ id: string; delay_ms: number }[]>`
    select id, delay_ms from public.shows where streamer_id = ${seller.id} and status in ('live', 'ended')
    order by (status = 'live') desc, ended_at desc limit 1`;
  if (!show) return { show_id: null, delay_ms: null, suggestion: null };
  const [pins, comments] = await Promise.all([
    sql<{ product_id: string | null; at_ms: number }[]>`
      select product_id, (extract(epoch from pinned_at) * 1000)::float8 as at_ms from public.pins where show_id = ${show.id} and streamer_id = ${seller.id}`,
    sql<{ product_id: string; at_ms: number }[]>`
      select coalesce(c.product_id, x.product_id) as product_id, (extract(epoch from m.received_at) * 1000)::float8 as at_ms
      from public.chat_messages m
      left join lateral (select c.product_id from public.claims c where c.chat_message_id = m.id and c.entry = 'correction' and c.product_id is not null
        order by c.id desc limit 1) c on true
      left join lateral (select x.product_id from public.product_matches x where x.chat_message_id = m.id and x.resolved_by = 'code' limit 1) x on true
      where m.show_id = ${show.id} and m.streamer_id = ${seller.id} and coalesce(c.product_id, x.product_id) is not null
      order by m.id desc limit ${mostComments}`,
  ]);
  const learnt = learnDelay(
    comments.map((row) => ({ commentAtMs: row.at_ms, productId: row.product_id })),
    pins.map((row) => ({ pinnedAtMs: row.at_ms, productId: row.product_id })),
  );
  return { show_id: show.id, delay_ms: show.delay_ms, suggestion: learnt && { delay_ms: learnt.delayMs, agreement: learnt.agreement, comments: learnt.comments } };
}
