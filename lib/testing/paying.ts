import { unique } from './seller.ts';
import type { World } from './world.ts';

/** Begins a sandbox payment of these orders of one cart, `shippingMinor` on top. Answers its id. Throws when one is open already. */
export async function beginPayment({ sql }: Pick<World, 'sql'>, orders: readonly string[], shippingMinor = 0): Promise<string> {
  const rows = await sql<{ id: string; cart_id: string; quantity: number; total_minor: number; currency: string }[]>`
    select id, cart_id, quantity, total_minor, currency from public.orders where id in ${sql(orders)}`;
  const amount = rows.reduce((sum, row) => sum + row.total_minor, shippingMinor);
  const lines = rows.map((row) => ({ orderId: row.id, quantity: row.quantity, amountMinor: row.total_minor }));
  const [opened] = await sql<{ id: string }[]>`
    select (o.payment).id from private.open_payment(${rows[0]?.cart_id ?? null}, 'sandbox', ${amount}, ${rows[0]?.currency ?? 'USD'}, '{}', ${sql.json(lines)}, null,
      now() + interval '1 hour') o where o.outcome = 'open'`;
  if (!opened) throw new Error('no payment was opened');
  return opened.id;
}

/** The provider says that a payment was made at `at`. */
export async function completePayment({ sql }: Pick<World, 'sql'>, payment: string, at = new Date().toISOString(), detail: Record<string, unknown> = {}): Promise<void> {
  await sql`select * from private.take_event('sandbox', ${`evt-${unique()}`}, 'completed', ${payment}, ${at}, null, ${sql.json({ intent: `pi-${payment}`, ...detail } as never)})`;
}

/** The provider agrees to every refund that is asked for of this payment. */
export async function answerRefunds({ sql }: Pick<World, 'sql'>, payment: string): Promise<void> {
  const open = await sql<{ id: string }[]>`select id from public.refunds where payment_id = ${payment} and status = 'requested'`;
  for (const { id } of open) await sql`select * from private.answer_refund(${id}, ${`re-${id}`}, null)`;
}
