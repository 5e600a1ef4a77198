import { cartOfToken } from '#lib/carts/read.ts';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { AppError } from '#lib/core/errors.ts';

/**
 * Writes no more e-mail to the buyer behind a cart's link, at this seller. Not to the address: whoever has a link may have typed
 * in somebody else's. Throws `not_found`. Safe to run twice.
 */
export async function unsubscribe(sql: Sql, token: string): Promise<void> {
  const cartId = await cartOfToken(sql, token);
  if (cartId === null) throw new AppError('not_found', 'This link leads nowhere.');
  await sql`
    update public.buyers b set opted_out = array_append(b.opted_out, 'email') from public.carts c
    where c.id = ${cartId} and b.id = c.buyer_id and not 'email' = any (b.opted_out)`;
}
