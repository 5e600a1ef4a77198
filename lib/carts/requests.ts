import { z } from 'zod';
import { Language } from './languages.ts';

/** How many units of a line, or of a place in line, the buyer keeps; 0 gives it up. */
export const KeepUnits = z.object({ quantity: z.coerce.number().int().min(0).max(999) });

/** A code as it is typed in, or null (or nothing) to take it out. */
export const UseDiscount = z.object({
  code: z.preprocess((code) => (typeof code === 'string' && code.trim() === '' ? null : code), z.string().trim().toUpperCase().max(64).nullable()),
});

export const ChooseLanguage = z.object({ language: Language });
