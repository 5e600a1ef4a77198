import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { Shipping, Tax } from '#lib/carts/schema.ts';
import { Messaging } from '#lib/messages/schema.ts';
import type { Seller } from './schema.ts';

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** How a seller sells. Money is in minor units of `currency`. */
export const Selling = z.object({
  currency: z.string(),
  /** IANA, such as Asia/Jakarta. */
  timeZone: z.string().max(64).refine(isTimeZone, 'Not a time zone'),
  shipping: Shipping,
  tax: Tax,
  /** ISO 3166-1 alpha-2, where parcels go; empty: no address is asked for. */
  shipCountries: z.array(z.string().regex(/^[A-Z]{2}$/, 'Two capital letters, such as ID')).max(250).refine((all) => new Set(all).size === all.length, 'Each country once'),
  /** Units one buyer may claim in a show, null: as many as there are. */
  buyerLimit: z.number().int().min(1).max(999).nullable(),
  /** Holds left unpaid in 90 days from which on a buyer's claims are asked about, null: never. */
  unpaidLimit: z.number().int().min(1).max(99).nullable(),
  /** Comments that come so long after a show's end still belong to it. */
  lateClaimSeconds: z.number().int().min(0).max(86_400),
});
export type Selling = z.infer<typeof Selling>;

/** What is left out stays. */
export const SellingPatch = Selling.omit({ currency: true }).extend({ messaging: Messaging }).partial();
export type SellingPatch = z.infer<typeof SellingPatch>;

/** How a seller sells. */
export async function getSelling(db: Db, seller: Seller): Promise<Selling> {
  const columns = 'currency, timeZone:time_zone, shipping, tax, shipCountries:ship_countries, buyerLimit:buyer_limit, unpaidLimit:unpaid_limit, lateClaimSeconds:late_claim_seconds';
  return Selling.parse(dataOf(await db.from('streamers').select(columns).eq('id', seller.id).single()));
}

/** Changes how a seller sells, as the owner. Throws `forbidden`, `invalid`. Safe to run twice. */
export async function saveSelling(db: Db, seller: Seller, patch: SellingPatch): Promise<Selling> {
  dataOf(await db.rpc('save_selling', { p_streamer: seller.id, p_patch: patch }));
  return getSelling(db, seller);
}
