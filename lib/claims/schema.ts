import { z } from 'zod';

/** Why a claim ended as it did. The database writes these words; the screens say `ledgerWords`. */
export const ledgerWords = {
  in_stock: 'Enough units were free',
  not_enough_free: 'Not enough units were free',
  unit_released: 'A unit came free and this was next in line',
  buyer_banned: 'This buyer is banned',
  no_product: 'No product was named and nothing was on screen',
  unknown_code: 'No product has this code',
  which_product: 'More than one product fits',
  which_variant: 'The product has several variants and none was named',
  show_in_review: 'This show asks you about every claim',
  hold_ended: 'The hold ended without payment',
  buyer_said_so: 'The buyer cancelled',
  seller_said_so: 'You decided so',
  show_over: 'The show was over',
  nothing_to_cancel: 'There was nothing to cancel',
} as const;

/** One row of the view ledger_feed: a decision, and everything it rested on. */
export const LedgerRow = z.object({
  id: z.number().int(),
  streamer_id: z.uuid(),
  show_id: z.uuid(),
  chat_message_id: z.number().int().nullable(),
  order_id: z.uuid().nullable(),
  buyer_id: z.uuid().nullable(),
  buyer_name: z.string().nullable(),
  product_id: z.uuid().nullable(),
  product_code: z.string().nullable(),
  variant_id: z.uuid().nullable(),
  variant_name: z.string().nullable(),
  entry: z.enum(['claim', 'correction', 'promotion', 'expiry', 'cancellation', 'ignored']),
  outcome: z.enum(['held', 'waitlisted', 'review', 'rejected', 'expired', 'cancelled', 'ignored', 'nothing']),
  reason: z.string(),
  quantity: z.number().int(),
  rank: z.number().int().nullable(),
  intent: z.string().nullable(),
  score: z.number().nullable(),
  resolved_by: z.string().nullable(),
  source: z.string(),
  said_at: z.string(),
  received_at: z.string(),
  created_at: z.string(),
  actor: z.uuid().nullable(),
  message: z.string().nullable(),
  client: z.string().nullable(),
  platform_message_id: z.string().nullable(),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

/** What one decision touched, so that screens can be told: the composite type private.change. */
export const Change = z.object({
  streamer_id: z.uuid(),
  show_id: z.uuid(),
  chat_message_id: z.coerce.number().int().nullable(),
  order_id: z.uuid().nullable(),
  product_id: z.uuid().nullable(),
  outcome: z.string(),
});
export type Change = z.infer<typeof Change>;

/** A person's word on a comment: it claims this variant. */
export const ClaimComment = z.object({ variantId: z.uuid(), quantity: z.number().int().min(1).max(999).default(1) });
