import { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Jobs } from '#lib/ports.ts';

const Row = z.object({ id: z.number(), streamer_id: z.uuid(), topic: z.string(), payment_id: z.uuid().nullable(), refund_id: z.uuid().nullable(), cart_id: z.uuid().nullable(), message_id: z.uuid().nullable() });
type Row = z.infer<typeof Row>;

/** Who claims one thing often claims the next at once: they get one message for both. */
const messageDelaySeconds: Readonly<Record<string, number>> = { 'order.held': 8, 'order.expired': 2, 'claim.waitlisted': 4 };

function jobsOf(row: Row, jobs: Jobs, options: Parameters<Jobs['send']>[2]): Promise<void> {
  if (row.topic === 'checkout.close' && row.payment_id) return jobs.send('close-checkout', { paymentId: row.payment_id }, { ...options, key: row.payment_id });
  if (row.topic === 'refund.requested' && row.refund_id) return jobs.send('request-refund', { refundId: row.refund_id }, { ...options, key: row.refund_id });
  // Without a key: the next step now must not give way to one that waits for later.
  if (row.topic === 'message.due' && row.message_id) return jobs.send('send-message', { messageId: row.message_id }, options);
  if (!row.cart_id) throw new Error(`outbox row ${row.id} (${row.topic}) is about no cart`);
  const afterSeconds = messageDelaySeconds[row.topic] ?? 0;
  return jobs.send('compose-message', { streamerId: row.streamer_id, cartId: row.cart_id, topic: row.topic }, { ...options, afterSeconds, key: `${row.topic}:${row.cart_id}` });
}

/**
 * Turns what waits in the outbox into jobs, in one transaction: each row becomes a job once, whatever dies when. Returns how
 * many rows it took. Safe to run twice and by several at once.
 */
export function dispatchOutbox(sql: Sql, jobs: Jobs, limit = 200): Promise<number> {
  return sql.begin(async (tx) => {
    const rows = z.array(Row).parse(await tx`select id, streamer_id, topic, payment_id, refund_id, cart_id, message_id from private.take_outbox(${limit})`);
    for (const row of rows) await jobsOf(row, jobs, { tx });
    return rows.length;
  }) as Promise<number>;
}
