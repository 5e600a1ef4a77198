import type { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { readPage } from '#lib/adapters/supabase/page.ts';
import type { PageRequest } from '#lib/core/page.ts';
import type { Seller } from '#lib/members/schema.ts';
import { CommentRow, type CommentFilter } from './schema.ts';

/** A page of a seller's comments, newest first. */
export async function listComments(db: Db, seller: Seller, filter: z.infer<typeof CommentFilter>, page: PageRequest) {
  let query = db.from('comment_feed').select('*').eq('streamer_id', seller.id);
  if (filter.show) query = query.eq('show_id', filter.show);
  if (filter.intent) query = query.eq('intent', filter.intent);
  if (filter.outcome) query = query.eq('outcome', filter.outcome);
  if (filter.client) query = query.eq('client', filter.client);
  if (filter.before) query = query.lt('id', filter.before);
  if (filter.search) query = query.ilike('message', `%${escapeLike(filter.search)}%`);
  return readPage(query, CommentRow, [{ column: 'id', ascending: false }], page);
}

/** Text for LIKE, with its wildcards taken literally. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (wildcard) => `\\${wildcard}`);
}
