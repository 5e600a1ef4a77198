import { describe, expect, test } from 'vitest';
import { Language, languageNames, likelyCountry, localeOf, pickLanguage } from '../languages.ts';
import { wordsOf } from './all.ts';
import { en } from './en.ts';

const others = Language.options.filter((language) => language !== 'en');
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe.each(others)('%s', (language) => {
  const words = wordsOf[language];

  test('has every word, and no other', () => {
    expect(Object.keys(words)).toEqual(Object.keys(en));
    expect(Object.entries(words).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('fills in what English does', () => {
    for (const [word, text] of Object.entries(en)) expect([word, placeholders(words[word as keyof typeof en])]).toEqual([word, placeholders(text)]);
  });

  test('is translated, and does not shout', () => {
    expect(Object.entries(words).filter(([, text]) => /[!！]/.test(text))).toEqual([]);
    const same = Object.entries(en).filter(([word, text]) => text.length > 16 && words[word as keyof typeof en] === text);
    expect(same).toEqual([]);
  });

  test('has a name, dates and money', () => {
    expect(languageNames[language]).not.toBe('');
    expect(Intl.NumberFormat.supportedLocalesOf(localeOf(language))).toHaveLength(1);
  });
});

test.each([
  ['de', 'fr', 'de'],
  ['zh-Hant-TW', null, 'zh'],
  ['fil', null, 'tl'],
  ['sv', 'da, tr;q=0.9', 'tr'],
  [null, 'da, en;q=0.5, pt-BR;q=0.8', 'pt'],
  [null, 'ja;q=0, ko', 'ko'],
  [null, '*', 'en'],
  [null, null, 'en'],
])('of %j known and %j asked for the page is in %s', (known, asked, language) => {
  expect(pickLanguage(known, asked)).toBe(language);
});

test.each([
  [['NZ'], 'de-DE', 'NZ'],
  [['DE', 'AT'], 'de-AT,de;q=0.9', 'AT'],
  [[], 'zh-Hant-TW', 'TW'],
  [[], 'de', 'DE'],
] as const)('a buyer of a seller who sends to %j and whose browser says %s is likely in %s', (countries, asked, country) => {
  expect(likelyCountry(countries, asked, 'de')).toBe(country);
});
