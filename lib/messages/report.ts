import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Log } from '#lib/ports.ts';
import type { Reply, Report } from './schema.ts';
import { wishOf } from './wish.ts';

interface ReportCtx {
  sql: Sql;
  log: Log;
}

/** Keeps what a vendor reports, in any order and twice; a failed message goes on to its next channel. Reports about nothing of ours are ignored. */
export async function takeReport({ sql, log }: ReportCtx, { channel, attemptId, vendorId, status, problem, at }: Report): Promise<void> {
  const [row] = await sql<{ id: string | null }[]>`select private.take_report(${channel}, ${attemptId}, ${vendorId}, ${status}, ${problem}, ${at}) as id`;
  log.info({ messageId: row?.id ?? null, channel, status, problem }, 'message.reported');
}

/** Takes a buyer at their word who writes STOP, or START, in their language. Other replies are nobody's to answer here. Safe to run twice. */
export async function takeReply({ sql, log }: ReportCtx, { channel, from, text }: Reply): Promise<void> {
  const wish = wishOf(text);
  if (!wish) return;
  const [row] = await sql<{ buyers: number }[]>`select private.opt_out(${channel}, ${from}, ${wish === 'stop'}) as buyers`;
  log.info({ channel, wish, buyers: row?.buyers ?? 0 }, 'message.opted');
}
