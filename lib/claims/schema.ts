import { z } from 'zod';

/** Why a claim ended as it did. The database writes these words; the screens say `ledgerWords`. */
export const ledgerWords = {
  in_stock: 'Enough units were free',
  not_enough_free: 'Not enough units were free',
  unit_released: 'A unit came free and this was next in line',
  buyer_banned: 'This buyer is banned',
  buyer_restricted: 'You asked to be asked about this buyer',
  unpaid_before: 'This buyer has left too many holds unpaid',
  over_limit: 'This buyer has as many as one buyer may have',
  buyer_declined: 'The buyer gave it up on the pay page',
  paid_in_time: 'Paid while it was held',
  paid_late_still_free: 'Paid after the hold had ended, and the units were still free',
  paid_late_gone: 'Paid after the hold had ended, and the units were gone: the money goes back',
  paid_after_cancel: 'Paid after it was cancelled: the money goes back',
  paid_twice: 'Paid a second time: the money goes back',
  paid_too_late: 'Paid too late',
  refund_failed: 'The bank could not give the money back',
  at_provider: 'Given back at the payment provider',
  no_product: 'No product was named and nothing was on screen',
  unknown_code: 'No product has this code',
  which_product: 'More than one product fits',
  unsure: 'It sounds like a claim, but not surely',
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
  entry: z.enum(['claim', 'correction', 'promotion', 'expiry', 'cancellation', 'ignored', 'payment', 'refund', 'extension', 'change']),
  outcome: z.enum(['held', 'waitlisted', 'review', 'rejected', 'expired', 'cancelled', 'ignored', 'nothing', 'paid', 'refunded', 'changed']),
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
  /** Place in the seller's ledger, and the chain of hashes: see supabase/migrations/0013_ledger.sql. */
  seq: z.number().int(),
  prev_hash: z.string(),
  hash: z.string(),
  /** Of the link that shows this entry to its buyer: /fair/<token>. */
  token: z.string(),
  payment_id: z.uuid().nullable(),
  waitlist_id: z.number().int().nullable(),
  /** Units of the variant there were, and how many were free, once this was decided; null for old entries. */
  stock: z.number().int().nullable(),
  free: z.number().int().nullable(),
  /** How sure the product was found, 0 to 1. */
  match_score: z.number().nullable(),
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
