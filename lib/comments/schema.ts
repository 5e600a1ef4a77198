import { z } from 'zod';
import { IsoTime } from '#lib/core/time.ts';
import { Intent } from '#lib/intents/schema.ts';

/** Where a comment or an order came from; the wire contract's names. */
export const Source = z.enum(['tiktok_live', 'instagram_live', 'youtube_live', 'twitch', 'facebook_live', 'manual', 'web']);
export type Source = z.infer<typeof Source>;

/** Postgres refuses NUL, and lone surrogates cannot be UTF-8: both become the replacement character. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

function boundedText(max: number) {
  return z.string().transform((text) => storable(text).trim()).pipe(z.string().min(1).max(max));
}

/** A comment as a bridge sends it. */
export const Comment = z.object({
  streamer: boundedText(255).meta({ example: 'tiktok_live_user' }),
  client: boundedText(255).meta({ example: 'web_user_001' }),
  message: boundedText(2000).meta({ example: 'mine 2 in red M' }),
  timestamp: IsoTime.optional(),
  platform: Source.optional(),
  message_id: boundedText(255).optional(),
});
export type Comment = z.infer<typeof Comment>;

/** The most comments one request may carry. */
export const maxBatch = 500;

/** A comment as it waits in Redis: the JSON of the stream entry and of the client's list. */
export const QueuedComment = z.object({
  streamer: z.string().min(1).max(255),
  client: z.string().min(1).max(255),
  timestamp: IsoTime,
  message: z.string().min(1).max(2000),
  platform: Source,
  message_id: z.string().optional(),
  dedupe_key: z.string().min(1),
  received_at: z.iso.datetime(),
  request_id: z.string(),
  /** Accepted without a key on loopback: its streamer may be made on the spot. */
  keyless: z.boolean(),
});
export type QueuedComment = z.infer<typeof QueuedComment>;

export const Accepted = z.object({
  ok: z.literal(true),
  queued_to: z.string().meta({ example: 'chat:queue:tiktok_live_user:web_user_001' }),
  stream: z.literal('comments_stream'),
  timestamp: z.string(),
  duplicate: z.literal(true).optional(),
});
export type Accepted = z.infer<typeof Accepted>;

export const AcceptedBatch = z.object({
  ok: z.literal(true),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.array(z.object({ index: z.number().int(), error: z.object({ code: z.string(), message: z.string() }) })),
});
export type AcceptedBatch = z.infer<typeof AcceptedBatch>;

export const Outcome = z.enum(['held', 'waitlisted', 'review', 'rejected', 'expired', 'cancelled', 'paid', 'refunded', 'ignored', 'nothing']);
export type Outcome = z.infer<typeof Outcome>;

/** One row of the view comment_feed: a comment, what was understood, what became of it, who wrote it. */
export const CommentRow = z.object({
  id: z.number().int(),
  streamer_id: z.uuid(),
  show_id: z.uuid(),
  platform: z.string(),
  client: z.string(),
  message: z.string(),
  said_at: z.string(),
  received_at: z.string(),
  /** What it is shown as: the seller's word where there is one (`corrected`), else the model's reading (`read_as`). */
  intent: Intent.nullable(),
  score: z.number().nullable(),
  quantity: z.number().int().nullable(),
  item_code: z.string().nullable(),
  variant_words: z.array(z.string()).nullable(),
  language: z.string().nullable(),
  outcome: Outcome.nullable(),
  reason: z.string().nullable(),
  claimed_quantity: z.number().int().nullable(),
  order_id: z.uuid().nullable(),
  order_no: z.string().nullable(),
  order_status: z.string().nullable(),
  held_until: z.string().nullable(),
  product_id: z.uuid().nullable(),
  product_code: z.string().nullable(),
  variant_name: z.string().nullable(),
  buyer_id: z.uuid().nullable(),
  buyer_status: z.enum(['ok', 'restricted', 'banned']).nullable(),
  buyer_orders: z.number().int(),
  buyer_unpaid: z.number().int(),
  /** How new this reading of the row is: greater is later (private.snapshot_version). */
  version: z.number().int(),
  read_as: Intent.nullable(),
  corrected: z.boolean(),
});
export type CommentRow = z.infer<typeof CommentRow>;

export const CommentFilter = z.object({
  show: z.uuid().optional(),
  intent: Intent.optional(),
  outcome: Outcome.optional(),
  client: z.string().max(255).optional(),
  search: z.string().max(100).optional(),
  /** Only those that arrived before this one, by its id. */
  before: z.coerce.number().int().min(1).optional().meta({ override: { type: 'integer' } }),
});
