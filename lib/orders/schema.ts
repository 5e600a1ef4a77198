import { z } from 'zod';
import { Source } from '#lib/comments/schema.ts';

export const OrderStatus = z.enum(['pending', 'paid', 'cancelled', 'expired', 'refunded']);
export type OrderStatus = z.infer<typeof OrderStatus>;

/** The wire contract's request for an order that did not come from a comment. */
export const CreateOrder = z.object({
  product_id: z.string().trim().min(1).max(255).meta({ description: 'PROD-00001, the code or the id', example: 'PROD-00001' }),
  variant_id: z.uuid().optional(),
  buyer: z.string().trim().min(1).max(255).meta({ example: 'web_user_001' }),
  streamer: z.string().trim().min(1).max(255).meta({ example: 'demo' }),
  source: Source.default('web'),
  quantity: z.number().int().min(1).max(999).default(1),
});
export type CreateOrder = z.infer<typeof CreateOrder>;

export const CreatedOrder = z.object({
  order_id: z.string().meta({ example: 'ORD-20251206-00001' }),
  status: OrderStatus,
  total_price: z.number().meta({ example: 99.99 }),
  currency: z.string(),
  variant: z.string(),
  held_until: z.string(),
});
export type CreatedOrder = z.infer<typeof CreatedOrder>;

/** One row of the view order_feed. */
export const OrderRow = z.object({
  id: z.uuid(),
  order_no: z.string(),
  streamer_id: z.uuid(),
  show_id: z.uuid(),
  show_title: z.string(),
  buyer_id: z.uuid(),
  buyer_name: z.string(),
  buyer_status: z.enum(['ok', 'restricted', 'banned']),
  product_id: z.uuid(),
  product_code: z.string(),
  product_name: z.string(),
  picture: z.string().nullable(),
  variant_id: z.uuid(),
  variant_name: z.string(),
  quantity: z.number().int(),
  unit_price_minor: z.number().int(),
  total_minor: z.number().int(),
  currency: z.string(),
  status: OrderStatus,
  source: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  held_at: z.string().nullable(),
  held_until: z.string().nullable(),
  chat_message_id: z.number().int().nullable(),
  /** How new this reading of the row is: greater is later (private.snapshot_version). */
  version: z.number().int(),
  /** All of a buyer's orders of one show: one link, one payment, one parcel. */
  cart_id: z.uuid(),
  paid_at: z.string().nullable(),
  /** What was paid for this line, with its share of discount and tax, and what of that was given back. */
  paid_minor: z.number().int(),
  refunded_minor: z.number().int(),
  returned_units: z.number().int(),
  shipment_id: z.uuid().nullable(),
  parcel: z.enum(['packed', 'shipped', 'delivered']).nullable(),
  carrier: z.string().nullable(),
  tracking_number: z.string().nullable(),
  /** Of the checkout that paid it, else the last one begun. */
  payment_status: z.enum(['open', 'processing', 'paid', 'failed', 'expired']).nullable(),
  payment_provider: z.enum(['stripe', 'sandbox', 'free']).nullable(),
  dispute: z.string().nullable(),
  /** Refunds that the provider has not answered yet, and why the last one failed. */
  refunds_open: z.number().int(),
  refund_problem: z.string().nullable(),
  /** All orders of this buyer, and those that ran out unpaid. */
  buyer_orders: z.number().int(),
  buyer_unpaid: z.number().int(),
});
export type OrderRow = z.infer<typeof OrderRow>;

/** One row of the view waitlist_feed. */
export const WaitRow = z.object({
  id: z.number().int(),
  streamer_id: z.uuid(),
  show_id: z.uuid(),
  buyer_id: z.uuid(),
  buyer_name: z.string(),
  product_id: z.uuid(),
  product_code: z.string(),
  product_name: z.string(),
  picture: z.string().nullable(),
  variant_id: z.uuid(),
  variant_name: z.string(),
  quantity: z.number().int(),
  source: z.string(),
  status: z.enum(['waiting', 'promoted', 'cancelled']),
  created_at: z.string(),
  chat_message_id: z.number().int().nullable(),
  place: z.number().int(),
  /** How new this reading of the row is: greater is later (private.snapshot_version). */
  version: z.number().int(),
});
export type WaitRow = z.infer<typeof WaitRow>;

/** Where an order stands, as the list is filtered: what is paid is to pack, packed, or shipped. */
export const OrderStage = z.enum(['held', 'unpaid', 'paid', 'to_pack', 'packed', 'shipped', 'refunded', 'cancelled']);
export type OrderStage = z.infer<typeof OrderStage>;

export const OrderCounts = z.object({
  held: z.number().int(),
  unpaid: z.number().int(),
  paid: z.number().int(),
  to_pack: z.number().int(),
  packed: z.number().int(),
  shipped: z.number().int(),
  refunded: z.number().int(),
  cancelled: z.number().int(),
});
export type OrderCounts = z.infer<typeof OrderCounts>;

/** What is left out stays. */
export const ChangeOrder = z.object({ variantId: z.uuid().optional(), quantity: z.number().int().min(1).max(999).optional() });
export type ChangeOrder = z.infer<typeof ChangeOrder>;

export const RefundOrder = z.object({
  /** All that is left, unless given. */
  amountMinor: z.number().int().min(1).max(1_000_000_000_000).optional(),
  /** Units that come back with it: all that are left when all the money goes back, else none, unless given. */
  units: z.number().int().min(0).max(999).optional(),
  /** They go on sale again (true), or are written off. */
  restock: z.boolean().default(true),
});
export type RefundOrder = z.infer<typeof RefundOrder>;

export const OrderFilter = z.object({
  show: z.uuid().optional(),
  status: OrderStatus.optional(),
  stage: OrderStage.optional(),
  buyer: z.string().max(255).optional(),
  search: z.string().max(100).optional(),
});
