import { z } from 'zod';
import type { Sql, TransactionSql } from '#lib/adapters/postgres/connect.ts';
import type { JobData } from '#lib/jobs/catalog.ts';
import type { BulkJobs } from '#lib/ports.ts';

const Row = z.object({ id: z.number(), streamer_id: z.uuid(), topic: z.string(), payment_id: z.uuid().nullable(), refund_id: z.uuid().nullable(), cart_id: z.uuid().nullable(), message_id: z.uuid().nullable() });
type Row = z.infer<typeof Row>;

/** Who claims one thing often claims the next at once: they get one message for both. */
const messageDelaySeconds: Readonly<Record<string, number>> = { 'order.held': 8, 'order.expired': 2, 'claim.waitlisted': 4 };

interface Wanted {
  'close-checkout': Map<string, JobData<'close-checkout'>>;
  'request-refund': Map<string, JobData<'request-refund'>>;
  'send-message': JobData<'send-message'>[];
  'compose-message': Map<string, JobData<'compose-message'>>;
}

/** What the rows ask for; those with the same key are one job. */
function wantedBy(rows: readonly Row[]): Wanted {
  const wanted: Wanted = { 'close-checkout': new Map(), 'request-refund': new Map(), 'send-message': [], 'compose-message': new Map() };
  for (const { id, topic, streamer_id: streamerId, payment_id: paymentId, refund_id: refundId, message_id: messageId, cart_id: cartId } of rows) {
    if (topic === 'checkout.close' && paymentId) wanted['close-checkout'].set(paymentId, { paymentId });
    else if (topic === 'refund.requested' && refundId) wanted['request-refund'].set(refundId, { refundId });
    else if (topic === 'message.due' && messageId) wanted['send-message'].push({ messageId });
    else if (cartId) wanted['compose-message'].set(`${topic}:${cartId}`, { streamerId, cartId, topic });
    else throw new Error(`outbox row ${id} (${topic}) is about no cart`);
  }
  return wanted;
}

const keyed = <D>(jobs: ReadonlyMap<string, D>) => [...jobs].map(([key, data]) => ({ key, data }));

async function sendAll(wanted: Wanted, jobs: BulkJobs, tx: TransactionSql): Promise<void> {
  await jobs.sendAll('close-checkout', keyed(wanted['close-checkout']), { tx });
  await jobs.sendAll('request-refund', keyed(wanted['request-refund']), { tx });
  // Without a key: the next step now must not give way to one that waits for later.
  await jobs.sendAll('send-message', wanted['send-message'].map((data) => ({ data })), { tx });
  const messages = keyed(wanted['compose-message']).map(({ key, data }) => ({ key, data, afterSeconds: messageDelaySeconds[data.topic] ?? 0 }));
  await jobs.sendAll('compose-message', messages, { tx });
}

/**
 * Turns what waits in the outbox into jobs, in one transaction: each row becomes a job once, whatever dies when. Returns how
 * many rows it took. `sellerId`: of this seller only. Safe to run twice and by several at once.
 */
export function dispatchOutbox(sql: Sql, jobs: BulkJobs, { limit = 200, sellerId = null }: { limit?: number; sellerId?: string | null } = {}): Promise<number> {
  return sql.begin(async (tx) => {
    const rows = z.array(Row).parse(await tx`select id, streamer_id, topic, payment_id, refund_id, cart_id, message_id from private.take_outbox(${limit}, ${sellerId})`);
    await sendAll(wantedBy(rows), jobs, tx);
    return rows.length;
  }) as Promise<number>;
}
