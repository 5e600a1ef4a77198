import { z } from 'zod';

/** The languages of the buyer's page, by BCP 47's first part. */
export const Language = z.enum(['en', 'es', 'pt', 'fr', 'de', 'it', 'nl', 'pl', 'ru', 'tr', 'id', 'ms', 'vi', 'th', 'tl', 'ja', 'ko', 'zh', 'ar', 'hi']);
export type Language = z.infer<typeof Language>;

/** What each calls itself. */
export const languageNames: Record<Language, string> = {
  en: 'English', es: 'Español', pt: 'Português', fr: 'Français', de: 'Deutsch', it: 'Italiano', nl: 'Nederlands', pl: 'Polski', ru: 'Русский', tr: 'Türkçe',
  id: 'Indonesia', ms: 'Melayu', vi: 'Tiếng Việt', th: 'ไทย', tl: 'Filipino', ja: '日本語', ko: '한국어', zh: '中文', ar: 'العربية', hi: 'हिन्दी',
};

const locales: Partial<Record<Language, string>> = { tl: 'fil', zh: 'zh-CN', th: 'th-u-ca-gregory', ar: 'ar-u-nu-latn' };

/** For Intl: the calendar and the digits that a price tag in that language has. */
export const localeOf = (language: Language): string => locales[language] ?? language;

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

const aliases: Record<string, Language> = { fil: 'tl', in: 'id', cmn: 'zh', yue: 'zh' };

function known(tag: string): Language | null {
  const first = tag.trim().toLowerCase().split('-')[0] ?? '';
  return Language.safeParse(aliases[first] ?? first).data ?? null;
}

/** The page's language: the one known of the buyer if there are words for it, else the first of an Accept-Language header, else English. */
export function pickLanguage(preferred: string | null, acceptLanguage: string | null): Language {
  const own = preferred && known(preferred);
  if (own) return own;
  const asked = (acceptLanguage ?? '')
    .slice(0, 1000)
    .split(',')
    .map((part, n) => ({ tag: part.split(';')[0] ?? '', weight: Number(/;\s*q=([\d.]+)/.exec(part)?.[1] ?? 1), n }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.n - b.n);
  for (const { tag } of asked) {
    const language = known(tag);
    if (language) return language;
  }
  return 'en';
}

const homes: Record<Language, string> = {
  en: 'US', es: 'ES', pt: 'BR', fr: 'FR', de: 'DE', it: 'IT', nl: 'NL', pl: 'PL', ru: 'RU', tr: 'TR', id: 'ID', ms: 'MY', vi: 'VN', th: 'TH', tl: 'PH', ja: 'JP', ko: 'KR', zh: 'CN', ar: 'SA', hi: 'IN',
};

/** Where the buyer most likely is, ISO 3166-1 alpha-2: the one country parcels go to, else what their browser says, else the language's. A first guess in a menu. */
export function likelyCountry(shipCountries: readonly string[], acceptLanguage: string | null, language: Language): string {
  const [only, more] = shipCountries;
  if (only && !more) return only;
  const said = /[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})\b/i.exec((acceptLanguage ?? '').slice(0, 200))?.[1]?.toUpperCase();
  return said ?? homes[language];
}
