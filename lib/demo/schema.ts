import { z } from 'zod';
import { Source } from '#lib/comments/schema.ts';
import { SaveProduct } from '#lib/products/schema.ts';

/** One line of supabase/demo/show.jsonl: a comment, or the seller putting a product on screen. `at`: seconds from the start. */
export const ShowLine = z.union([
  z.object({ at: z.number().min(0), pin: z.string() }),
  z.object({ at: z.number().min(0), platform: Source, client: z.string(), message: z.string(), id: z.string() }),
]);
export type ShowLine = z.infer<typeof ShowLine>;

/** supabase/demo/products.json */
export const DemoProducts = z.array(
  SaveProduct.pick({ code: true, name: true, description: true, priceMinor: true, aliases: true, variants: true }).extend({ picture: z.string() }),
);

export const DemoState = z.object({
  state: z.enum(['idle', 'playing']),
  at_seconds: z.number(),
  of_seconds: z.number(),
  speed: z.number(),
  sent: z.number().int(),
});
export type DemoState = z.infer<typeof DemoState>;

/** The handle of the demo workspace. */
export const demoHandle = 'demo';
