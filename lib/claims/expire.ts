import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { Change } from './schema.ts';

/** Ends holds whose time is over and passes their units to the waitlist. Safe to run twice and by several at once. */
export async function expireHolds(sql: Sql): Promise<Change[]> {
  const rows = await sql`select * from private.expire_holds()`;
  return rows.map((row) => Change.parse(row));
}
