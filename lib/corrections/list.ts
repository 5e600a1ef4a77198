import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { readPage } from '#lib/adapters/supabase/page.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Page, PageRequest } from '#lib/core/page.ts';
import type { Seller } from '#lib/members/schema.ts';
import { CorrectionRow, type CorrectionPage } from './schema.ts';

/** Rows read at once for a download. */
const exportPage = 500;

function readCorrectionPage(db: Db, seller: Seller, page: PageRequest): Promise<Page<CorrectionRow>> {
  const query = db.from('corrections').select('*').eq('streamer_id', seller.id);
  return readPage(query, CorrectionRow, [{ column: 'corrected_at', ascending: false }, { column: 'id', ascending: false }], page);
}

/** A page of a seller's corrections, the last said first, and how many there are. The owner sees them; for others there are none. */
export async function listCorrections(db: Db, seller: Seller, page: PageRequest): Promise<CorrectionPage> {
  const [rows, counted] = await Promise.all([
    readCorrectionPage(db, seller, page),
    db.from('corrections').select('id', { count: 'exact', head: true }).eq('streamer_id', seller.id),
  ]);
  dataOf(counted);
  if (counted.count === null) throw new AppError('internal', 'The corrections could not be counted.');
  return { ...rows, total: counted.count };
}

/** All corrections as JSON lines for `npm run train -- --corrections`, the last said first, a page at a time. */
export async function* exportCorrections(db: Db, seller: Seller): AsyncGenerator<string, void> {
  let cursor: string | undefined;
  do {
    const page: Page<CorrectionRow> = await readCorrectionPage(db, seller, { limit: exportPage, cursor });
    yield page.items.map(lineOf).join('');
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
}

function lineOf(row: CorrectionRow): string {
  return `${JSON.stringify({ text: row.text, intent: row.intent, was: row.was_intent, score: row.was_score, at: row.corrected_at })}\n`;
}
