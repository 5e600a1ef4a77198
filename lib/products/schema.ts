import { z } from 'zod';

export const VariantRow = z.object({
  id: z.uuid(),
  name: z.string(),
  options: z.record(z.string(), z.string()),
  sku: z.string().nullable(),
  price_minor: z.number().int().nullable(),
  stock: z.number().int(),
  held: z.number().int(),
  sold: z.number().int(),
  /** People on the waitlist. */
  waiting: z.number().int(),
});
export type VariantRow = z.infer<typeof VariantRow>;

/** One row of the view product_feed. */
export const ProductRow = z.object({
  id: z.uuid(),
  streamer_id: z.uuid(),
  key: z.string().meta({ example: 'PROD-00001' }),
  code: z.string(),
  name: z.string(),
  description: z.string(),
  price_minor: z.number().int(),
  currency: z.string().length(3),
  aliases: z.array(z.string()),
  pictures: z.array(z.string()),
  position: z.number().int(),
  archived_at: z.string().nullable(),
  created_at: z.string(),
  variants: z.array(VariantRow),
  /** How new this reading of the row is: greater is later (private.snapshot_version). */
  version: z.number().int(),
  /** Of one unit, for shipping by weight. */
  weight_grams: z.number().int(),
  /** Units one buyer may claim in a show, null: as many as there are. */
  buyer_limit: z.number().int().nullable(),
});
export type ProductRow = z.infer<typeof ProductRow>;

const Code = z.string().trim().regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,23}$/u, 'Letters and digits, 24 at most');
const PriceMinor = z.number().int().min(0).max(1_000_000_000_000);

/** What the seller saves: a product with all its variants. An id means change, none means new. */
export const SaveProduct = z.object({
  id: z.uuid().optional(),
  code: Code,
  name: z.string().trim().min(1).max(160),
  description: z.string().trim().max(4000).default(''),
  priceMinor: PriceMinor,
  aliases: z.array(z.string().trim().min(1).max(80)).max(40).default([]),
  /** Paths on this origin or https addresses, at most five; the first is the one shown. */
  pictures: z.array(z.string().max(500).regex(/^(\/[^/\\]|https:\/\/)/, 'A path here, or https')).max(5).default([]),
  /** What is left out of these two stays. */
  weightGrams: z.number().int().min(0).max(1_000_000).optional(),
  buyerLimit: z.number().int().min(1).max(999).nullish(),
  variants: z
    .array(
      z
        .object({
          id: z.uuid().optional(),
          name: z.string().trim().min(1).max(120),
          options: z.record(z.string().min(1).max(40), z.string().min(1).max(80)).default({}),
          sku: z.string().trim().max(64).nullish(),
          priceMinor: PriceMinor.nullish(),
          /** Left out: stays as it is; a new variant needs it. */
          stock: z.number().int().min(0).max(1_000_000).optional(),
        })
        .refine(({ id, stock }) => id !== undefined || stock !== undefined, { path: ['stock'], error: 'How many there are' }),
    )
    .min(1)
    .max(100),
});
export type SaveProduct = z.infer<typeof SaveProduct>;

export const ProductFilter = z.object({
  archived: z.stringbool().default(false),
  search: z.string().max(100).optional(),
});

/** How far a catalogue's pictures are ready to be recognised. */
export const PictureProgress = z.object({
  /** Different pictures of all products that are not archived. */
  total: z.number().int(),
  /** Prepared by the matcher as it is now. */
  ready: z.number().int(),
  /** Prepared by an earlier image model, whose features answer meanwhile; part of `waiting`. */
  earlier: z.number().int(),
  waiting: z.number().int(),
  /** Those that cannot be prepared, and why. */
  failed: z.array(z.object({ product_id: z.uuid(), path: z.string(), problem: z.string() })),
});
export type PictureProgress = z.infer<typeof PictureProgress>;
