import { describe, expect, test } from 'vitest';
import { rulesClassifier } from '#lib/intents/classify.ts';
import { catalogue } from '#lib/intents/fixtures/catalogue.ts';
import { resolveProduct, type Resolution } from './resolve.ts';

async function resolve(text: string, onScreen: string | null = null, source: 'hand' | 'camera' = 'hand'): Promise<Resolution> {
  const [understanding] = await rulesClassifier.classify([{ text, catalogue }]);
  if (!understanding) throw new Error('no answer');
  return resolveProduct(understanding, text, catalogue, onScreen === null ? null : { productId: onScreen, source, score: source === 'camera' ? 0.83 : null });
}

describe('found', () => {
  test.each([
    ['sold 7', null, 'p-mug', 'p-mug', 'code'],
    ['#7 x2', 'p-dress', 'p-mug', 'p-mug', 'code'],
    ['A17 red', null, 'p-scarf', 'p-scarf/Red', 'code'],
    ['a-17 azul porfa', null, 'p-scarf', 'p-scarf/Blue', 'code'],
    ['14 M black', 'p-mug', 'p-dress', 'p-dress/M/Black', 'code'],
    ['mine 14 xl red', null, 'p-dress', 'p-dress/XL/Red', 'code'],
    ['B3 38', null, 'p-shoe', 'p-shoe/38', 'code'],
    ['22 cherry', null, 'p-tint', 'p-tint/Dark cherry', 'code'],
    ['DM1', null, 'p-dm', 'p-dm', 'code'],
    ['mug please', null, 'p-mug', 'p-mug', 'name'],
    ['quiero la taza de cerámica', null, 'p-mug', 'p-mug', 'name'],
    ['i want the silk scarf in blue', 'p-mug', 'p-scarf', 'p-scarf/Blue', 'name'],
    ['linen dress red m', 'p-mug', 'p-dress', 'p-dress/M/Red', 'name'],
    ['mine, the ceramc mug', null, 'p-mug', 'p-mug', 'name'],
    ['kicks size 40 pls', null, 'p-shoe', 'p-shoe/40', 'name'],
    ['velvet lip tint in peach please', null, 'p-tint', 'p-tint/Peach', 'name'],
    ['mine', 'p-mug', 'p-mug', 'p-mug', 'on_screen'],
    ['lo quiero', 'p-dm', 'p-dm', 'p-dm', 'on_screen'],
    ['mine 2 in red M', 'p-dress', 'p-dress', 'p-dress/M/Red', 'on_screen'],
    ['我要红色', 'p-scarf', 'p-scarf', 'p-scarf/Red', 'on_screen'],
    ['the dress in M, mine', 'p-party', 'p-party', 'p-party/M', 'on_screen'],
  ])('%s with %s on screen: %s', async (text, onScreen, productId, variantId, resolvedBy) => {
    expect(await resolve(text, onScreen)).toMatchObject({ kind: 'found', productId, variantId, resolvedBy });
  });
});

test('what the camera put on screen is said to be from the camera, and as sure as it was', async () => {
  expect(await resolve('mine', 'p-mug', 'camera')).toMatchObject({ kind: 'found', productId: 'p-mug', resolvedBy: 'camera', score: 0.83 });
  expect(await resolve('mine', 'p-mug', 'hand')).toMatchObject({ resolvedBy: 'on_screen', score: 0.8 });
  expect(await resolve('sold 7', 'p-dress', 'camera')).toMatchObject({ productId: 'p-mug', resolvedBy: 'code' });
});

describe('for review', () => {
  test.each([
    ['mine', null, 'no_product', null, []],
    ['sold 99', 'p-mug', 'unknown_code', null, []],
    ['A99 x2', 'p-mug', 'unknown_code', null, []],
    ['mine #15', 'p-mug', 'unknown_code', null, []],
    ['A17', null, 'which_variant', 'p-scarf', ['p-scarf']],
    ['14 M', null, 'which_variant', 'p-dress', ['p-dress']],
    ['14 red', 'p-dress', 'which_variant', 'p-dress', ['p-dress']],
    ['mine', 'p-dress', 'which_variant', 'p-dress', ['p-dress']],
    ['A17 green', null, 'which_variant', 'p-scarf', ['p-scarf']],
    ['i want the dress', null, 'which_product', null, ['p-dress', 'p-party']],
    ['i want the dress', 'p-mug', 'which_product', null, ['p-dress', 'p-party']],
    ['14, A17', null, 'which_product', null, ['p-dress', 'p-scarf']],
  ])('%s with %s on screen: %s', async (text, onScreen, reason, productId, candidates) => {
    expect(await resolve(text, onScreen)).toMatchObject({ kind: 'review', reason, productId, candidates });
  });

  test('a product without variants, a pinned product that is gone', async () => {
    const bare = { products: [{ id: 'x', code: 'X1', name: 'Xylophone', aliases: [], variants: [] }] };
    const [understanding] = await rulesClassifier.classify([{ text: 'x1', catalogue: bare }]);
    expect(understanding && resolveProduct(understanding, 'x1', bare, null)).toMatchObject({ kind: 'review', reason: 'which_variant', productId: 'x' });
    expect(await resolve('mine', 'deleted')).toMatchObject({ kind: 'review', reason: 'no_product' });
  });
});
