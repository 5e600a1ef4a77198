import type { Language, Templates } from './schema.ts';
import { ar } from './templates/ar.ts';
import { de } from './templates/de.ts';
import { en } from './templates/en.ts';
import { es } from './templates/es.ts';
import { fr } from './templates/fr.ts';
import { hi } from './templates/hi.ts';
import { id } from './templates/id.ts';
import { it } from './templates/it.ts';
import { ja } from './templates/ja.ts';
import { ko } from './templates/ko.ts';
import { ms } from './templates/ms.ts';
import { nl } from './templates/nl.ts';
import { pl } from './templates/pl.ts';
import { pt } from './templates/pt.ts';
import { ru } from './templates/ru.ts';
import { th } from './templates/th.ts';
import { tl } from './templates/tl.ts';
import { tr } from './templates/tr.ts';
import { vi } from './templates/vi.ts';
import { zh } from './templates/zh.ts';

/** Our words for every topic in every language: one that is missing does not compile. */
export const templates: Record<Language, Templates> = { en, es, pt, fr, de, it, nl, pl, ru, tr, id, ms, vi, th, tl, ja, ko, zh, ar, hi };
