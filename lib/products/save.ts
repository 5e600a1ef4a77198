import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Seller } from '#lib/members/schema.ts';
import { getProduct } from './list.ts';
import type { ProductRow, SaveProduct } from './schema.ts';

/** Makes or changes a product with its variants, as the signed-in owner. Throws `conflict` with what stands against it. */
export async function saveProduct(db: Db, seller: Seller, product: SaveProduct): Promise<ProductRow> {
  const id = z.uuid().parse(dataOf(await db.rpc('save_product', { p_streamer: seller.id, p_product: product })));
  return getProduct(db, seller, id);
}

/** Takes a product out of the catalogue, or puts it back. Safe to run twice. */
export async function archiveProduct(db: Db, productId: string, archived: boolean): Promise<void> {
  dataOf(await db.rpc('archive_product', { p_product: productId, p_archived: archived }));
}
