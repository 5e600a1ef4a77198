import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { RecordRow } from './understand.ts';

export interface Recorded {
  /** The message's id in the database, null only for a comment that stands twice in one batch. */
  id: number | null;
  fresh: boolean;
}

/** Writes a batch of understood comments in one statement, in the order given. Safe to run twice. */
export async function record(sql: Sql, rows: readonly RecordRow[]): Promise<Recorded[]> {
  if (rows.length === 0) return [];
  return sql<Recorded[]>`select id, fresh from private.record_comments(${sql.json(rows as never)}) order by n`;
}
