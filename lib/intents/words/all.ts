import { english } from './en.ts';
import type { Lexicon } from './lexicon.ts';

/** Where two languages give a phrase different meanings and nothing else tells, the earlier one stands. */
export const lexicons: readonly Lexicon[] = [english];
