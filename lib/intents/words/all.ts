import { arabic } from './ar.ts';
import { german } from './de.ts';
import { dutch } from './nl.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { french } from './fr.ts';
import { hindi } from './hi.ts';
import { indonesian } from './id.ts';
import { italian } from './it.ts';
import { japanese } from './ja.ts';
import { korean } from './ko.ts';
import type { Lexicon } from './lexicon.ts';
import { malay } from './ms.ts';
import { polish } from './pl.ts';
import { portuguese } from './pt.ts';
import { russian } from './ru.ts';
import { thai } from './th.ts';
import { tagalog } from './tl.ts';
import { turkish } from './tr.ts';
import { vietnamese } from './vi.ts';
import { chinese } from './zh.ts';

/** Where two languages give a phrase different meanings and nothing else tells, the earlier one stands. */
export const lexicons: readonly Lexicon[] = [
  english, spanish, portuguese, indonesian, tagalog, vietnamese, french, german, italian, malay, dutch, polish, turkish, hindi, thai, japanese, korean, chinese, arabic, russian,
];
