import { describe, expect, test } from 'vitest';
import { resolveProduct } from '#lib/products/resolve.ts';
import { rulesClassifier } from './classify.ts';
import { catalogue } from './fixtures/catalogue.ts';
import { normalise } from './normalise.ts';
import type { Reading } from './schema.ts';

const fill = (part: string): string => part.repeat(Math.ceil(2000 / part.length)).slice(0, 2000);

const hostile: Record<string, string> = {
  empty: '',
  spaces: ' \t\n  ',
  'control characters': '\u0000\u0001\u0007\u001b[31m\u007f\u0085',
  'direction overrides only': '\u202e\u202d\u2066\u2069\u200f',
  'zero-width only': '\u200b\u200c\u200d\ufeff\u2060',
  'emoji only': '😀🎉❤️👨‍👩‍👧‍👦🏳️‍🌈',
  'lone high surrogate': '\ud83d',
  'lone low surrogate': '\ude4b hello \udc00\ud800',
  'private use and noncharacters': '\ue000\uf8ff\uffff\ufffe',
  'prototype words': '__proto__ constructor toString hasOwnProperty valueOf',
  'markup and SQL': "<script>alert(1)</script> '; drop table orders; --",
  '2,000 letters': fill('a'),
  '2,000 digits': fill('1'),
  '2,000 ones and x': fill('1x'),
  '2,000 code starts': fill('a1'),
  '2,000 hashes': fill('#'),
  '2,000 question marks': fill('?'),
  '2,000 plus signs': fill('+1'),
  '2,000 negations': fill('not '),
  '2,000 claims': fill('mine '),
  '2,000 near claims': fill('i want to buy i want to '),
  '2,000 codes': fill('14 '),
  '2,000 options': fill('red m '),
  '2,000 Han': fill('我'),
  '2,000 kana': fill('キャ'),
  '2,000 Thai': fill('เอา'),
  '2,000 Hangul': fill('주세'),
  '2,000 ligatures that grow': fill('ﷺ'),
  '2,000 combining marks': `a${fill('\u0301')}`,
  '2,000 links': fill('http://a.b '),
  '2,000 handles': fill('@a '),
  '2,000 unlike words': Array.from({ length: 250 }, (_, i) => `blac${String.fromCharCode(97 + (i % 26))}k`).join(' '),
  '20,000 characters': 'mine '.repeat(4000),
};

describe('hostile input', () => {
  test.each(Object.entries(hostile))('%s: an answer in range', async (_name, text) => {
    const readings: Reading[] = [{ text }, { text, catalogue }];
    const understood = await rulesClassifier.classify(readings);
    for (const one of understood) {
      expect(one.score).toBeGreaterThanOrEqual(0);
      expect(one.score).toBeLessThanOrEqual(1);
      expect(one.quantity ?? 1).toBeGreaterThanOrEqual(1);
      expect(one.quantity ?? 1).toBeLessThanOrEqual(999);
      expect((one.itemCode ?? '').length).toBeLessThanOrEqual(64);
      expect(() => resolveProduct(one, text, catalogue, { productId: 'p-mug', source: 'hand', score: null })).not.toThrow();
    }
  });

  test.each(['empty', 'spaces', 'control characters', 'direction overrides only', 'zero-width only', 'emoji only', 'lone high surrogate'])('%s is none', async (name) => {
    const [one] = await rulesClassifier.classify([{ text: hostile[name] ?? '' }]);
    expect(one).toMatchObject({ intent: 'none', quantity: null, itemCode: null });
  });

  test('hidden characters do not hide a claim, nor make one', async () => {
    const [split, mirrored] = await rulesClassifier.classify([{ text: 'm\u200bi\u200dn\u2060e' }, { text: '\u202eenim' }]);
    expect(split?.intent).toBe('buy');
    expect(mirrored?.intent).toBe('none');
  });

  test('every batch is answered in its order, an empty one too', async () => {
    expect(await rulesClassifier.classify([])).toEqual([]);
    const texts = ['mine', 'hello', 'how much?', 'cancel mine'];
    const intents = (await rulesClassifier.classify(texts.map((text) => ({ text })))).map((one) => one.intent);
    expect(intents).toEqual(['buy', 'none', 'question', 'cancel']);
  });

  test('an empty catalogue and one with odd values are read', async () => {
    const odd = { products: [{ id: 'x', code: '', name: '', aliases: ['', ' '], variants: [{ id: 'v', name: '', options: { a: '' } }] }, { id: 'y', code: '$$$', name: '🙋', aliases: [], variants: [] }] };
    const [a, b] = await rulesClassifier.classify([{ text: 'mine 2', catalogue: { products: [] } }, { text: 'mine 🙋 $$$', catalogue: odd }]);
    expect(a?.intent).toBe('buy');
    expect(b?.intent).toBe('buy');
  });
});

describe('normalise', () => {
  test.each([
    ['MINEEEEE!!!', 'mine!'],
    ['ＭＩＮＥ　１４', 'mine 14'],
    ['I’ll  take\u200b it', 'ill take it'],
    ['café niño', 'cafe nino'],
    ['size XXXL', 'size xxxl'],
    ['🙋🏽‍♀️', '🙋'],
    ['๑๔ १४ ١٤', '14 14 14'],
    ['5555', '5555'],
  ])('%s -> %s', (text, expected) => expect(normalise(text)).toBe(expected));

  test('is the same done twice', () => {
    for (const text of Object.values(hostile)) {
      const once = normalise(text).slice(0, 2000).trim();
      expect(normalise(once)).toBe(once);
    }
  });
});
