import { describe, expect, test } from 'vitest';
import { Language } from '#lib/carts/languages.ts';
import { fairWords } from './all.ts';
import { en, type FairWord } from './en.ts';

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe.each(Language.options.filter((language) => language !== 'en'))('%s', (language) => {
  const words = fairWords[language];

  test('has every word, fills in what English does, and is translated', () => {
    expect(Object.keys(words)).toEqual(Object.keys(en));
    for (const [word, text] of Object.entries(en)) expect([word, placeholders(words[word as FairWord])]).toEqual([word, placeholders(text)]);
    expect(Object.entries(words).filter(([word, text]) => text.trim() === '' || /[!！]/.test(text) || (text.length > 20 && text === en[word as FairWord]))).toEqual([]);
  });
});
