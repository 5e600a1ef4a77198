import { z } from 'zod';
import { pageOf, PageRequest } from '#lib/core/page.ts';
import { Intent } from '#lib/intents/schema.ts';

/** A person's word on what a comment meant. */
export const CorrectComment = z.object({ intent: Intent });

/** A comment that was read as `was_intent` and meant `intent`. */
export const CorrectionRow = z.object({
  id: z.number().int(),
  chat_message_id: z.number().int(),
  /** The comment as it was written. */
  text: z.string(),
  was_intent: Intent,
  was_score: z.number(),
  /** The classifier that had read it. */
  was_model: z.string(),
  intent: Intent,
  /** The user who said so last, and when. */
  corrected_by: z.uuid(),
  corrected_at: z.string(),
});
export type CorrectionRow = z.infer<typeof CorrectionRow>;

/** A page of corrections; `total` counts them all. */
export const CorrectionPage = pageOf(CorrectionRow).extend({ total: z.number().int() });
export type CorrectionPage = z.infer<typeof CorrectionPage>;

/** `jsonl` answers all of them as the file that `npm run train -- --corrections` reads. */
export const CorrectionQuery = z.object({ ...PageRequest.shape, format: z.enum(['json', 'jsonl']).default('json') });
