import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { refusing } from './refusals.ts';

/**
 * Puts a discount code into a cart, or takes it out (null). A code whose minimum is not reached stays in and counts when
 * it is: see `discountShortMinor` of the totals. Safe to run twice. Throws `conflict` with a reason: `discount_unknown`,
 * `discount_ended`, `discount_used_up`.
 */
export async function useDiscount(sql: Sql, cartId: string, code: string | null): Promise<void> {
  await refusing(sql`select private.use_discount(${cartId}, ${code})`);
}
