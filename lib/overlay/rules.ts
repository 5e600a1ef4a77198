import { directionOf, languageNames, localeOf, type Language } from '#lib/carts/languages.ts';
import type { OverlayLook, OverlayProduct } from './schema.ts';
import { overlayWords, type OverlayWords } from './words.ts';

const maxLetters = 12;
const letters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * What viewers are told of a buyer's name: its first word, 12 letters at most, never a number, an address or the rest of a
 * handle. "ana.m" -> "ana", "Maria Lopez" -> "Maria", "kim_00" -> "kim"; null where there is no word.
 */
export function firstName(name: string): string | null {
  const word = /\p{L}(?:[\p{L}\p{M}'’]|\u{200c}|\u{200d})*/u.exec(name)?.[0];
  if (!word) return null;
  return Array.from(letters.segment(word), ({ segment }) => segment).slice(0, maxLetters).join('');
}

/** What all variants together have left, how many wait, and the lowest and the highest price. */
export function countsOf({ variants }: OverlayProduct): { left: number; waiting: number; fromMinor: number; toMinor: number } {
  const prices = variants.map(({ priceMinor }) => priceMinor);
  return {
    left: variants.reduce((sum, { left }) => sum + left, 0),
    waiting: variants.reduce((sum, { waiting }) => sum + waiting, 0),
    fromMinor: prices.length ? Math.min(...prices) : 0,
    toMinor: prices.length ? Math.max(...prices) : 0,
  };
}

/** The query that says this look, '' for the default one; see OverlayLook. */
export function searchOf(look: OverlayLook): string {
  const { position, size, theme, lang, hide, sample } = look;
  const said = Object.entries({ position, size, theme, lang, hide: hide.join(','), sample: sample ?? '' });
  const usual: Record<string, string> = { position: 'left', size: 'medium', theme: 'dark', lang: 'en', hide: '', sample: '' };
  const search = said.filter(([key, value]) => value !== usual[key]).map(([key, value]) => `${key}=${value}`).join('&');
  return search && `?${search}`;
}

/** The languages there are, by what each calls itself. */
export const overlayLanguages: Record<Language, string> = languageNames;

/** What the overlay says in a language, how it writes money, and which way it reads. */
export function speechOf(language: Language): { locale: string; direction: 'ltr' | 'rtl'; words: OverlayWords } {
  return { locale: localeOf(language), direction: directionOf(language), words: overlayWords[language] };
}

/** "{n} left", 2 -> "2 left". */
export const withNumber = (text: string, n: number): string => text.replace('{n}', String(n));
