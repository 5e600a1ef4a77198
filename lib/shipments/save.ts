import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Change } from '#lib/claims/schema.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import type { PackCarts, SaveParcel } from './schema.ts';

export interface Saved {
  shipments: string[];
  changes: Change[];
}

const Line = z.object({ id: z.uuid(), show_id: z.uuid(), cart_id: z.uuid(), shipment_id: z.uuid().nullable(), status: z.string(), shipments: z.object({ shipped_at: z.string().nullable() }).nullable() });
type Line = z.infer<typeof Line>;

async function linesOf(db: Db, seller: Seller, column: 'cart_id' | 'shipment_id', values: readonly string[]): Promise<Line[]> {
  const query = db.from('orders').select('id, show_id, cart_id, shipment_id, status, shipments(shipped_at)').eq('streamer_id', seller.id).in(column, [...values]);
  return z.array(Line).parse(dataOf(await query.limit(2000)));
}

const changeOf = (seller: Seller, line: Line): Change => ({ streamer_id: seller.id, show_id: line.show_id, chat_message_id: null, order_id: line.id, product_id: null, outcome: line.status });

/**
 * Packs what is paid of each of these carts into one parcel, and says of those packed that they are shipped, if asked. Carts in which nothing
 * is left to do are passed over. Every role. Throws `not_found` for a cart that is not the seller's. Safe to run twice.
 */
export async function packCarts(db: Db, seller: Seller, input: PackCarts): Promise<Saved> {
  const carts = [...new Set(input.carts)];
  const lines = await linesOf(db, seller, 'cart_id', carts);
  if (carts.some((cart) => !lines.some((line) => line.cart_id === cart))) throw new AppError('not_found', 'One of these parcels is not there.');
  const touched: string[] = [];
  const save = async (cart: string, shipment: string | null) =>
    touched.push(z.uuid().parse(dataOf(await db.rpc('save_shipment', { p_cart: cart, p_shipment: shipment, p_status: input.status }))));
  for (const cart of carts) {
    const own = lines.filter((line) => line.cart_id === cart);
    if (input.status === 'shipped') {
      const packed = new Set(own.flatMap((line) => (line.shipment_id && line.shipments?.shipped_at === null ? [line.shipment_id] : [])));
      for (const shipment of packed) await save(cart, shipment);
    }
    if (own.some((line) => line.status === 'paid' && line.shipment_id === null)) await save(cart, null);
  }
  return { shipments: touched, changes: lines.map((line) => changeOf(seller, line)) };
}

/** Says what became of a parcel: packed, shipped with a number, delivered. Every role. Throws `not_found`. Safe to run twice. */
export async function saveParcel(db: Db, seller: Seller, id: string, input: SaveParcel): Promise<Saved> {
  const lines = await linesOf(db, seller, 'shipment_id', [id]);
  const [first] = lines;
  if (!first) throw new AppError('not_found', 'This parcel is not there any more.');
  const args = { p_cart: first.cart_id, p_shipment: id, p_status: input.status, p_carrier: input.carrier ?? null, p_tracking: input.trackingNumber ?? null };
  dataOf(await db.rpc('save_shipment', args));
  return { shipments: [id], changes: lines.map((line) => changeOf(seller, line)) };
}

/** Takes a parcel apart again, if it is not shipped. Every role. Throws `not_found`, `conflict` once it is shipped. */
export async function unpackParcel(db: Db, seller: Seller, id: string): Promise<Saved> {
  const lines = await linesOf(db, seller, 'shipment_id', [id]);
  const [first] = lines;
  if (!first) throw new AppError('not_found', 'This parcel is not there any more.');
  if (first.shipments?.shipped_at) throw new AppError('conflict', 'This parcel is on its way. Say that it is only packed first.');
  dataOf(await db.rpc('unpack_shipment', { p_shipment: id }));
  return { shipments: [id], changes: lines.map((line) => changeOf(seller, line)) };
}
