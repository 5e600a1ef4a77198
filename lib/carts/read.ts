import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { totalsOf } from './price.ts';
import { CartState } from './schema.ts';
import { CartFacts, type Cart } from './view.ts';

const tokenShape = /^[0-9a-f]{64}$/;

/** The id of the cart behind a buyer's link, null when there is none. */
export async function cartOfToken(sql: Sql, token: string): Promise<string | null> {
  if (!tokenShape.test(token)) return null;
  const [row] = await sql<{ id: string | null }[]>`select private.cart_of_token(${token}) as id`;
  return row?.id ?? null;
}

/** All of a cart, and what the lines that can be paid come to: what the checkout charges. Null when there is no such cart. */
export async function readCart(sql: Sql, cartId: string): Promise<Cart | null> {
  const [row] = await sql<{ state: unknown; facts: unknown }[]>`select private.cart_state(${cartId}) as state, private.cart_facts(${cartId}) as facts`;
  if (!row?.state) return null;
  const state = CartState.parse(row.state);
  return { state, facts: CartFacts.parse(row.facts), totals: totalsOf(state) };
}
