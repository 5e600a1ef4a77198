import { expect, test } from 'vitest';
import { markText } from './marks.ts';

const show = (message: string, item_code: string | null, variant_words: string[], quantity: number | null) =>
  markText({ message, item_code, variant_words, quantity })
    .map(({ text, kind }) => (kind ? `[${kind[0]}:${text}]` : text))
    .join('');

test.each([
  ['mine 2 in red M', null, ['red', 'm'], 2, 'mine [q:2] in [v:red] [v:M]'],
  ['#14 x2 M', '14', ['m'], 2, '[c:#14] [q:x2] [v:M]'],
  ['sold 12', '12', [], 1, 'sold [c:12]'],
  ['dm2=2', 'dm2', [], 2, '[c:dm2]=[q:2]'],
  ['A 17 please', 'A17', [], 1, '[c:A 17] please'],
  ['A17+1', 'A17', [], 1, '[c:A17][q:+1]'],
  ['lo quiero talla MEDIANA café', null, ['mediana', 'cafe'], 1, 'lo quiero talla [v:MEDIANA] [v:café]'],
  ['เอา #14 สีแดง 2 ตัว', '14', ['แดง'], 2, 'เอา [c:#14] สี[v:แดง] [q:2] ตัว'],
  ['want the small one', null, ['s'], 1, 'want the small one'],
  ['Mx3', null, ['m'], 3, '[v:M][q:x3]'],
  ['140 is not 14', '14', [], 1, '140 is not [c:14]'],
  ['just looking', null, [], null, 'just looking'],
] as const)('%s', (message, code, words, quantity, marked) => {
  expect(show(message, code, [...words], quantity)).toBe(marked);
});

test('nothing of the message is lost', () => {
  const message = '🔥🔥 #14 é x2 مقاس M';
  expect(markText({ message, item_code: '14', variant_words: ['m'], quantity: 2 }).map((part) => part.text).join('')).toBe(message);
});
