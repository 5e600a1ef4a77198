import type { Language } from '#lib/carts/languages.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type FairWords } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { id } from './id.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ms } from './ms.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import { th } from './th.ts';
import { tl } from './tl.ts';
import { tr } from './tr.ts';
import { vi } from './vi.ts';
import { zh } from './zh.ts';

/** The words of every language; one that is missing fails the compiler. */
export const fairWords: Record<Language, FairWords> = { en, es, pt, fr, de, it, nl, pl, ru, tr, id, ms, vi, th, tl, ja, ko, zh, ar, hi };
