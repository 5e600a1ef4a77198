import type { Language } from '#lib/carts/languages.ts';
import { de } from './de.ts';
import { en, type FairWords } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { pt } from './pt.ts';

/** The words by language, English where there are none; a missing key fails the compiler. */
export const fairWords: Partial<Record<Language, FairWords>> & { en: FairWords } = { en, de, es, fr, pt };
