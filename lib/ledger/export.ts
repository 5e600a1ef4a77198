import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Seller } from '#lib/members/schema.ts';
import { ExportRow, LedgerBody, type ExportQuery } from './schema.ts';

/** Rows read at once: what PostgREST answers at most. */
const pageRows = 500;

/** All of a seller's ledger, or one show's, in the order in which it was written: text, a page at a time, never the whole of it in memory. */
export async function* exportLedger(db: Db, seller: Seller, { show, format }: z.infer<typeof ExportQuery>): AsyncGenerator<string, void> {
  if (format === 'csv') yield `\uFEFF${columns.join(',')}\r\n`;
  const lineOf = format === 'csv' ? csvLine : jsonLine;
  let after = 0;
  for (;;) {
    const page = dataOf(await db.rpc('export_ledger', { p_streamer: seller.id, p_show: show ?? null, p_after: after, p_limit: pageRows }));
    const rows = z.array(ExportRow).parse(page);
    if (rows.length > 0) yield rows.map(lineOf).join('');
    after = rows.at(-1)?.seq ?? after;
    if (rows.length < pageRows) return;
  }
}

function jsonLine({ seq, body, prev_hash, hash, said }: ExportRow): string {
  return `${JSON.stringify({ seq, body, prev_hash, hash, text: said })}\n`;
}

const columns = ['seq', 'decided_at', 'written_at', 'arrived_at', 'show', 'platform', 'name', 'text', 'entry', 'outcome', 'reason', 'product', 'variant', 'quantity',
  'rank', 'stock', 'free_after', 'order', 'prev_hash', 'hash', 'body'] as const;

function csvLine(row: ExportRow): string {
  const facts = LedgerBody.parse(JSON.parse(row.body));
  const cells = [row.seq, facts.created_at, facts.said_at, facts.received_at, row.show_title, facts.source, row.name, row.said, facts.entry, facts.outcome,
    facts.reason, row.product_code, row.variant_name, facts.quantity, facts.rank, facts.stock, facts.free, row.order_no, row.prev_hash, row.hash, row.body];
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** Quoted where it must be. What a spreadsheet would take for a formula begins with an apostrophe: viewers choose these words. */
function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
