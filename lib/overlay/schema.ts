import { z } from 'zod';
import { Language } from '#lib/carts/languages.ts';

export const OverlayVariant = z.object({
  id: z.string(),
  name: z.string(),
  priceMinor: z.number().int(),
  /** Units nobody holds. */
  left: z.number().int().min(0),
  /** Places in line. */
  waiting: z.number().int().min(0),
});

export const OverlayProduct = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  picture: z.string().nullable(),
  currency: z.string(),
  variants: z.array(OverlayVariant),
});
export type OverlayProduct = z.infer<typeof OverlayProduct>;

/** All that viewers of the video may know. */
export const OverlayState = z.object({
  live: z.boolean(),
  /** What is on screen; null for nothing, and outside a show. */
  product: OverlayProduct.nullable(),
  /** Claims granted in the last five minutes. */
  claims: z.number().int(),
  /** First names, the last to claim first. */
  buyers: z.array(z.string()),
});
export type OverlayState = z.infer<typeof OverlayState>;

/** Parts that can be left out. */
export const OverlayPart = z.enum(['picture', 'variants', 'waiting', 'buyers', 'claims']);
export type OverlayPart = z.infer<typeof OverlayPart>;

/** How the overlay looks, as its address says it: `?position=right&size=large&hide=picture,buyers`. What is not understood is as by default. */
export const OverlayLook = z.object({
  position: z.enum(['left', 'right', 'bottom']).catch('left'),
  size: z.enum(['small', 'medium', 'large']).catch('medium'),
  theme: z.enum(['dark', 'light']).catch('dark'),
  lang: Language.catch('en'),
  hide: z
    .string()
    .catch('')
    .transform((text) => OverlayPart.options.filter((part) => text.split(',').includes(part))),
  /** Shows an example where there is nothing to show. */
  sample: z.literal('1').optional().catch(undefined),
});
export type OverlayLook = z.infer<typeof OverlayLook>;

/** The path of a seller's overlay. Whoever has it sees what their viewers see. */
export const OverlayAddress = z.object({ path: z.string() });
