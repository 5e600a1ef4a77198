import { z } from 'zod';
import { Address } from '#lib/carts/schema.ts';
import { OrderRow } from '#lib/orders/schema.ts';

export const BuyerStatus = z.enum(['ok', 'restricted', 'banned']);
export type BuyerStatus = z.infer<typeof BuyerStatus>;

export const Handle = z.object({ platform: z.string().min(1).max(40), handle: z.string().min(1).max(255) });
export type Handle = z.infer<typeof Handle>;

/** One row of the view buyer_feed: a person, their names, and how they have paid so far. Sums are in minor units of the seller's currency. */
export const BuyerRow = z.object({
  id: z.uuid(),
  streamer_id: z.uuid(),
  name: z.string(),
  status: BuyerStatus,
  note: z.string(),
  email: z.string().nullable(),
  /** E.164. */
  phone: z.string().nullable(),
  /** BCP 47, first part; null: that of their comments. */
  language: z.string().nullable(),
  /** Channels on which they asked not to be written to. */
  opted_out: z.array(z.string()),
  address: Address.nullable(),
  created_at: z.string(),
  handles: z.array(Handle),
  orders: z.number().int(),
  paid: z.number().int(),
  /** Holds that ran out without payment. */
  unpaid: z.number().int(),
  cancelled: z.number().int(),
  held: z.number().int(),
  spent_minor: z.number().int(),
  last_order_at: z.string().nullable(),
  /** How new this reading of the row is: greater is later (private.snapshot_version). */
  version: z.number().int(),
});
export type BuyerRow = z.infer<typeof BuyerRow>;

/** One buyer, their latest orders, and when they last said something. */
export const BuyerDetail = z.object({ buyer: BuyerRow, orders: z.array(OrderRow), last_seen_at: z.string().nullable() });
export type BuyerDetail = z.infer<typeof BuyerDetail>;

export const BuyerSort = z.enum(['newest', 'spent', 'unpaid', 'orders']);
export type BuyerSort = z.infer<typeof BuyerSort>;

export const BuyerFilter = z.object({
  status: BuyerStatus.optional(),
  search: z.string().max(100).optional(),
  sort: BuyerSort.default('newest'),
});

/** What the seller keeps of a buyer; what is left out stays. */
export const BuyerPatch = z
  .object({
    status: BuyerStatus,
    note: z.string().trim().max(2000),
    email: z.email('An address such as ana@example.com').max(320).nullable(),
    phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'With the country, such as +6281234567').nullable(),
    language: z.string().regex(/^[a-z]{2,3}$/, 'Two letters, such as id').nullable(),
    optedOut: z.array(z.enum(['whatsapp', 'sms', 'email'])).max(3),
  })
  .partial();
export type BuyerPatch = z.infer<typeof BuyerPatch>;

/** The other one turns out to be the same person. */
export const LinkBuyer = z.object({ other: z.uuid() });
