import { expect, test } from 'vitest';
import type { ProductRow, VariantRow } from '#lib/products/schema.ts';
import { draftOf, newVariant, readDraft, saveOf } from './draft.ts';

const variant = (name: string, stock: number): VariantRow => ({ id: crypto.randomUUID(), name, options: {}, sku: null, price_minor: null, stock, held: 1, sold: 1, waiting: 0 });
const product: ProductRow = {
  id: crypto.randomUUID(), streamer_id: crypto.randomUUID(), key: 'PROD-00001', code: '14', name: 'Linen shirt', description: '', price_minor: 2990, currency: 'USD', aliases: [], pictures: [], position: 0,
  archived_at: null, created_at: '2026-11-21T18:00:00Z', variants: [variant('M', 5), variant('L', 7)], version: 1, weight_grams: 0, buyer_limit: null,
};

/** What the form would save after these changes of its variants. */
function saved(change: (variants: ReturnType<typeof draftOf>['variants']) => ReturnType<typeof draftOf>['variants']) {
  const draft = draftOf(product);
  const read = readDraft({ ...draft, variants: change(draft.variants) }, 'USD');
  return 'save' in read ? read.save.variants.map(({ name, stock }) => [name, stock]) : read.problems;
}

test('a change in place says nothing of stock', () => {
  expect(saveOf({ ...product, name: 'Renamed' }).variants.map((each) => 'stock' in each)).toEqual([false, false]);
});

test('the form sends the stock that was typed, and of new variants', () => {
  expect(saved((variants) => variants)).toEqual([['M', undefined], ['L', undefined]]);
  expect(saved(([m, l]) => [m!, { ...l!, stock: '9' }, newVariant('new-1', 'XL', {}, '2')])).toEqual([['M', undefined], ['L', 9], ['XL', 2]]);
  expect(saved(([m, l]) => [m!, { ...l!, stock: '1' }])).toEqual({ 'variants.1.stock': '1 is held and 1 sold, so stock cannot be less than 2.' });
});
