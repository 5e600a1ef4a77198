import { z } from 'zod';

/** One row of the view show_feed: a show, what is on screen, and its sums in minor units of `currency`. */
export const ShowRow = z.object({
  id: z.uuid(),
  streamer_id: z.uuid(),
  title: z.string(),
  status: z.enum(['planned', 'live', 'ended']),
  platforms: z.array(z.string()),
  hold_seconds: z.number().int(),
  delay_ms: z.number().int(),
  mode: z.enum(['auto', 'review']),
  starts_at: z.string().nullable(),
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  created_at: z.string(),
  pinned_product_id: z.uuid().nullable(),
  pinned_at: z.string().nullable(),
  currency: z.string(),
  held: z.number().int(),
  held_minor: z.number().int(),
  paid: z.number().int(),
  paid_minor: z.number().int(),
  unpaid: z.number().int(),
  orders: z.number().int(),
  waiting: z.number().int(),
  /** How new this reading of the row is: greater is later (private.snapshot_version). */
  version: z.number().int(),
});
export type ShowRow = z.infer<typeof ShowRow>;

export const PinProduct = z.object({ productId: z.uuid().nullable() });
export const StartShow = z.object({ title: z.string().trim().min(1).max(120) });
