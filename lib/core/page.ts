import { z } from 'zod';

/** A page request: newest first, `cursor` is the last answer's `next_cursor`. */
export const PageRequest = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export type PageRequest = z.infer<typeof PageRequest>;

/** A page of rows; `next_cursor` is null at the end. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ items: z.array(row), next_cursor: z.string().nullable() });
}
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
