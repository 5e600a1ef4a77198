import { describe, expect, test } from 'vitest';
import { extract } from './extract.ts';
import { catalogue } from './fixtures/catalogue.ts';
import { extractions } from './fixtures/extractions.ts';

describe('with a catalogue', () => {
  const rows = extractions.split('\n').filter((line) => line !== '').map((line) => line.split(' | '));
  test.each(rows)('%s -> %s of %s in %s', (text, quantity, code, words) => {
    const { quantity: gotQuantity, itemCode, variantWords } = extract({ text, catalogue });
    expect([gotQuantity ?? '-', itemCode ?? '-', variantWords.join(' ') || '-'].map(String)).toEqual([quantity, code, words]);
  });
});

describe('without a catalogue', () => {
  test.each([
    ['#14 x2', 2, '14', []],
    ['A17 🙋', null, 'A17', []],
    ['sold 12', null, '12', []],
    ['14x2', 2, '14', []],
    ['mine 2', 2, null, []],
    ['mine 2 in red M', 2, null, ['red', 'm']],
    ['dos azules porfa', 2, null, ['blue']],
    ['dm1=2', 2, 'DM1', []],
    ['playing on ps5', null, null, []],
    ['1', null, null, []],
  ])('%s', (text, quantity, itemCode, variantWords) => {
    expect(extract({ text })).toEqual({ quantity, itemCode, variantWords });
  });
});

test('a code of the catalogue is answered as the catalogue writes it', () => {
  expect(extract({ text: 'mine dm 01', catalogue }).itemCode).toBe('DM1');
});
