import { z } from 'zod';
import { IsoTime, parseInstant } from '#lib/core/time.ts';

/** A code that takes something off a cart. `value`: basis points (1000 = 10 %), or minor units of the seller's currency. */
export const SaveDiscount = z
  .object({
    code: z.string().trim().toUpperCase().regex(/^[A-Z0-9_-]{2,32}$/, 'Letters, digits, - and _, 2 to 32'),
    kind: z.enum(['percent', 'amount']),
    value: z.number().int().min(1).max(1_000_000_000_000),
    /** The goods must come to this much, in minor units. */
    minMinor: z.number().int().min(0).max(1_000_000_000_000).default(0),
    /** Carts that may use it, null: any number. */
    maxUses: z.number().int().min(1).max(1_000_000).nullable().default(null),
    endsAt: IsoTime.transform((iso) => parseInstant(iso).toISOString()).nullable().default(null),
    archived: z.boolean().default(false),
  })
  .refine((discount) => discount.kind === 'amount' || discount.value <= 10_000, { path: ['value'], message: 'At most 100 %' });
export type SaveDiscount = z.infer<typeof SaveDiscount>;

/** A code as it is kept, and how many carts use it or have used it. */
export const DiscountRow = z.object({
  id: z.uuid(),
  code: z.string(),
  kind: z.enum(['percent', 'amount']),
  value: z.number().int(),
  min_minor: z.number().int(),
  max_uses: z.number().int().nullable(),
  ends_at: z.string().nullable(),
  archived_at: z.string().nullable(),
  created_at: z.string(),
  uses: z.number().int(),
});
export type DiscountRow = z.infer<typeof DiscountRow>;
