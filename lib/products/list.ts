import type { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { readPage } from '#lib/adapters/supabase/page.ts';
import { escapeLike } from '#lib/comments/list.ts';
import { AppError } from '#lib/core/errors.ts';
import type { PageRequest } from '#lib/core/page.ts';
import type { Seller } from '#lib/members/schema.ts';
import { ProductRow, type ProductFilter } from './schema.ts';

/** A page of a seller's products in the order of the run sheet. */
export async function listProducts(db: Db, seller: Seller, filter: z.infer<typeof ProductFilter>, page: PageRequest) {
  let query = db.from('product_feed').select('*').eq('streamer_id', seller.id);
  query = filter.archived ? query.not('archived_at', 'is', null) : query.is('archived_at', null);
  if (filter.search) query = query.ilike('name', `%${escapeLike(filter.search)}%`);
  return readPage(query, ProductRow, [{ column: 'position', ascending: true }, { column: 'id', ascending: true }], page);
}

/** One product. Throws `not_found`. */
export async function getProduct(db: Db, seller: Seller, productId: string): Promise<ProductRow> {
  const row = dataOf(await db.from('product_feed').select('*').eq('streamer_id', seller.id).eq('id', productId).maybeSingle());
  if (!row) throw new AppError('not_found', 'There is no such product.');
  return ProductRow.parse(row);
}
