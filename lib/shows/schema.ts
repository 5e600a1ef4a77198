import { z } from 'zod';
import { pageOf } from '#lib/core/page.ts';
import { IsoTime, parseInstant } from '#lib/core/time.ts';

/** Where a show can be streamed. */
export const showPlatforms = ['tiktok_live', 'instagram_live', 'youtube_live', 'twitch', 'facebook_live', 'web'] as const;

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
  /** Whether what the camera sees is put on screen by itself. */
  follow_camera: z.boolean(),
  /** Who put on screen what is there, and how sure the camera was. */
  pinned_by: z.enum(['hand', 'camera']).nullable(),
  pinned_score: z.number().nullable(),
});
export type ShowRow = z.infer<typeof ShowRow>;

/** What goes on screen, null: nothing. `camera` is for a camera that recognised it, with its score. */
export const PinProduct = z
  .object({ productId: z.uuid().nullable(), source: z.enum(['hand', 'camera']).default('hand'), score: z.number().min(0).max(1).nullish() })
  .refine(({ source, score }) => source === 'hand' || typeof score === 'number', { path: ['score'], message: 'A camera says how sure it is' });
export type PinProduct = z.infer<typeof PinProduct>;

/** How the live show is run; what is left out stays. */
export const ShowPatch = z.object({ delay_ms: z.number().int().min(0).max(120_000), follow_camera: z.boolean() }).partial();
export const StartShow = z.object({ title: z.string().trim().min(1).max(120) });

/** The delay that the show has, and the one that its comments speak for; null while they say too little. */
export const DelaySuggestion = z.object({
  show_id: z.uuid().nullable(),
  delay_ms: z.number().int().nullable(),
  suggestion: z
    .object({
      delay_ms: z.number().int(),
      /** Share of the comments that it explains. */
      agreement: z.number().min(0).max(1),
      comments: z.number().int(),
    })
    .nullable(),
});

/** A show in the plan; what is left out stays. `startsAt` null: no time yet. */
export const PlanShow = z
  .object({
    title: z.string().trim().min(1).max(120),
    startsAt: IsoTime.transform((iso) => parseInstant(iso).toISOString()).nullable(),
    platforms: z.array(z.enum(showPlatforms)).max(showPlatforms.length).refine((all) => new Set(all).size === all.length, 'Each platform once'),
    holdSeconds: z.number().int().min(30).max(604_800),
    delayMs: z.number().int().min(0).max(120_000),
    mode: z.enum(['auto', 'review']),
  })
  .partial();
export type PlanShow = z.infer<typeof PlanShow>;
export const NewShow = PlanShow.required({ title: true });

/** Product ids in the order they are shown. */
export const RunSheet = z.object({ products: z.array(z.uuid()).max(2000) });
export type RunSheet = z.infer<typeof RunSheet>;

/** A show with its run sheet; without one, all products are shown in the catalogue's order. */
export const ShowPlan = z.object({
  show: ShowRow,
  products: z.array(z.uuid()),
  /** The seller's, IANA: in it times of shows are told. */
  time_zone: z.string(),
  /** Comments that come so long after the end still belong to the show. */
  late_claim_seconds: z.number().int(),
});
export type ShowPlan = z.infer<typeof ShowPlan>;

export const ShowFilter = z.object({ status: z.enum(['planned', 'live', 'ended']).optional() });

/** A page of shows, and the seller's time zone (IANA) in which their times are told. */
export const ShowPage = pageOf(ShowRow).extend({ time_zone: z.string() });

/** One line of the check before going live. `stop`: going live would fail the seller; `warn`: worth a look. */
export const CheckItem = z.object({
  id: z.enum(['products', 'stock', 'codes', 'prices', 'pictures', 'camera', 'payments', 'platforms', 'pipeline', 'messages', 'hold']),
  status: z.enum(['ok', 'warn', 'stop']),
  words: z.string(),
  /** Where it is mended, a path on this origin. */
  fix: z.string().nullable(),
});
export type CheckItem = z.infer<typeof CheckItem>;
export const ShowCheck = z.object({ items: z.array(CheckItem) });
