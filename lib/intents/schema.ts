import { z } from 'zod';

/** What a comment wants. The first five are the wire contract's; `cancel` is ours. */
export const Intent = z.enum(['buy', 'question', 'feedback', 'complaint', 'none', 'cancel']);
export type Intent = z.infer<typeof Intent>;

/** What was read in one comment: intent with a calibrated score 0..1, and the fields found in the text. */
export const Understanding = z.object({
  intent: Intent,
  score: z.number().min(0).max(1),
  /** A person has to decide, whatever threshold the seller has set. */
  inDoubt: z.literal(true).optional(),
  /** Units wanted, 1 when none was said; null when the comment asks for nothing. */
  quantity: z.number().int().min(1).max(999).nullable(),
  /** The item code as the catalogue writes it (`A17`, `14`), null when none was said. */
  itemCode: z.string().max(64).nullable(),
  /** Words that name a variant (`red`, `m`), normalised, in the order they stand. */
  variantWords: z.array(z.string()),
  /** Best guess, ISO 639-1, null when unknown; a hint, nothing is decided by it. */
  language: z.string().nullable(),
});
export type Understanding = z.infer<typeof Understanding>;

/** The part of a seller's open catalogue that reading a comment needs. */
export interface OpenCatalogue {
  products: readonly CatalogueProduct[];
}

export interface CatalogueProduct {
  id: string;
  /** The seller's short code, as shown on screen: `14`, `A17`. */
  code: string;
  name: string;
  /** Other names viewers use for it. */
  aliases: readonly string[];
  variants: readonly CatalogueVariant[];
}

export interface CatalogueVariant {
  id: string;
  name: string;
  /** `{ size: 'M', color: 'Red' }` */
  options: Readonly<Record<string, string>>;
}

/** One comment to understand; without a catalogue only generic codes (`#14`, `A17`) are recognised. */
export interface Reading {
  text: string;
  catalogue?: OpenCatalogue | undefined;
}

export const PredictRequest = z.object({ text: z.string().max(20_000) });
