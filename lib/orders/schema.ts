import { z } from 'zod';
import { Source } from '#lib/comments/schema.ts';

export const OrderStatus = z.enum(['pending', 'paid', 'cancelled', 'expired']);
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

export const OrderFilter = z.object({
  show: z.uuid().optional(),
  status: OrderStatus.optional(),
  buyer: z.string().max(255).optional(),
  search: z.string().max(100).optional(),
});
