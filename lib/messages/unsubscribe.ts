import { cartOfToken } from '#lib/carts/read.ts';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { AppError } from '#lib/core/errors.ts';

/** Writes no more e-mail to the buyer behind a cart's link. Throws `not_found`. Safe to run twice. */
export async function unsubscribe(sql: Sql, token: string): Promise<void> {
  const cartId = await cartOfToken(sql, token);
  if (cartId === null) throw new AppError('not_found', 'This link leads nowhere.');
  await sql`select private.opt_out('email', b.email, true) from public.carts c join public.buyers b on b.id = c.buyer_id where c.id = ${cartId} and b.email is not null`;
}
