import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { FairLine } from './schema.ts';

/** The line behind a buyer's link, with everybody else nameless; null when there is none. Reads only. */
export async function fairLine(sql: Sql, token: string): Promise<FairLine | null> {
  if (!/^[0-9a-f]{32}$/.test(token)) return null;
  const [row] = await sql<{ line: unknown }[]>`select private.fair_line(${token}) as line`;
  return row?.line ? FairLine.parse(row.line) : null;
}
