import type { Sql } from '#lib/adapters/postgres/connect.ts';

/** Has buyers reminded whose hold ends soon, once a cart. Returns how many carts. Safe to run twice and by several at once. */
export async function remindHolds(sql: Sql): Promise<number> {
  const [row] = await sql<{ carts: number }[]>`select private.remind_holds() as carts`;
  return row?.carts ?? 0;
}
