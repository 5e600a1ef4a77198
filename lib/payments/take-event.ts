import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { Change } from '#lib/claims/schema.ts';
import type { PaymentEvent } from '#lib/ports.ts';
import type { Announcer } from '#lib/realtime/announce.ts';

interface Ctx {
  sql: Sql;
  announcer: Announcer;
}

/**
 * Takes one verified event of a provider and does what follows from it; the screens are told. Twice, late, or in any order:
 * the end is the same. An event about somebody else's payment changes nothing.
 */
export async function takeEvent({ sql, announcer }: Ctx, provider: string, event: PaymentEvent): Promise<void> {
  const detail = { ...event.detail, ...(event.intentId ? { intent: event.intentId } : {}) };
  const rows = await sql`select * from private.take_event(${provider}, ${event.id}, ${event.kind}, ${event.paymentId}, ${event.happenedAt}, ${event.amountMinor}, ${sql.json(detail)})`;
  const failed = event.kind === 'refund_failed' && event.detail.refundId
    ? await sql`select * from private.fail_refund(${event.detail.refundId}, ${event.detail.status ?? 'unknown'})`
    : [];
  announcer.changes([...rows, ...failed].map((row) => Change.parse(row)));
}
