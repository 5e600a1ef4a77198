import { formatMoney } from '#lib/core/money.ts';
import { directionOf, localeOf, type Language } from '#lib/carts/languages.ts';
import type { Word, Words } from '#lib/carts/words/en.ts';

/** The page's language: its words, filled in, and its way to write money and dates. */
export interface Speech {
  language: Language;
  locale: string;
  say: (word: Word, values?: Readonly<Record<string, string | number>>) => string;
  money: (amountMinor: number, currency: string) => string;
}

export function speechOf(language: Language, words: Words): Speech {
  const locale = localeOf(language);
  // A Latin name or an amount inside Arabic must not turn the sentence around.
  const [open, close] = directionOf(language) === 'rtl' ? ['\u2068', '\u2069'] : ['', ''];
  return {
    language,
    locale,
    say: (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? `${open}${values[name]}${close}` : whole)),
    money: (amountMinor, currency) => formatMoney(amountMinor, currency, locale),
  };
}
