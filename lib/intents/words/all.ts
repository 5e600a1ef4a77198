import { english } from './en.ts';
import { french } from './fr.ts';
import { german } from './de.ts';
import { indonesian } from './id.ts';
import { italian } from './it.ts';
import type { Lexicon } from './lexicon.ts';
import { malay } from './ms.ts';
import { portuguese } from './pt.ts';
import { spanish } from './es.ts';
import { tagalog } from './tl.ts';
import { turkish } from './tr.ts';
import { vietnamese } from './vi.ts';

/** Where two languages give a phrase different meanings and nothing else tells, the earlier one stands. */
export const lexicons: readonly Lexicon[] = [english, spanish, portuguese, indonesian, tagalog, vietnamese, french, german, italian, malay, turkish];
