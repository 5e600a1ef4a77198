import { describe, expect, test } from 'vitest';
import type { ProductRow } from '#lib/products/schema.ts';
import { judge, type ReadyFacts } from './ready.ts';

let made = 0;
function product(code: string, input: Partial<ProductRow> & { free?: number; sizes?: string[] } = {}): ProductRow {
  const { free = 3, sizes = ['One size'], ...rest } = input;
  const id = `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;
  const variants = sizes.map((name) => ({ id, name, options: {}, sku: null, price_minor: null, stock: free, held: 0, sold: 0, waiting: 0 }));
  return {
    id, streamer_id: id, key: 'PROD-00001', code, name: `Product ${code}`, description: '', price_minor: 1000, currency: 'USD', aliases: [], pictures: ['/p.jpg'],
    position: 0, archived_at: null, created_at: '', variants, version: 1, weight_grams: 0, buyer_limit: null, ...rest,
  };
}

function facts(changes: Partial<ReadyFacts> = {}): ReadyFacts {
  const sheet = changes.sheet ?? [product('14'), product('15')];
  return {
    show: { hold_seconds: 900, platforms: ['tiktok_live'] }, sheet, catalogue: sheet, pictures: { total: 2, ready: 2, failed: 0 }, payments: 'ok',
    heard: new Set(['tiktok_live']), pipelines: 1, channels: ['e-mail'], ...changes,
  };
}
const itemOf = (id: string, changes: Partial<ReadyFacts>) => judge(facts(changes)).find((item) => item.id === id);

test('a show that is ready has nothing to mend', () => {
  expect(judge(facts()).map(({ status }) => status)).toEqual(Array.from({ length: 11 }, () => 'ok'));
});

test('without products the rest of them is not asked', () => {
  const items = judge(facts({ sheet: [], catalogue: [] }));
  expect(items[0]).toMatchObject({ id: 'products', status: 'stop', fix: '/products' });
  expect(items.map(({ id }) => id)).not.toContain('stock');
});

test('an empty run sheet is all products', () => {
  const catalogue = [product('1', { free: 0 }), product('2')];
  expect(itemOf('products', { sheet: [], catalogue })).toMatchObject({ status: 'warn' });
  expect(itemOf('stock', { sheet: [], catalogue })).toMatchObject({ status: 'warn', words: expect.stringContaining('#1') as string });
});

describe('codes', () => {
  test.each([
    ['A17', 'A-17', 'stop'],
    ['007', '7', 'stop'],
    ['O1', '01', 'warn'],
    ['O1', '1', 'warn'],
    ['B5', '85', 'warn'],
    ['I2', 'L2', 'warn'],
    ['14', '41', 'ok'],
    ['A1', 'B1', 'ok'],
  ] as const)('#%s beside #%s: %s', (a, b, status) => {
    expect(itemOf('codes', { sheet: [product(a), product(b)] })).toMatchObject({ status });
    // Comments name products that are not on the run sheet as well.
    const shown = product(a);
    expect(itemOf('codes', { sheet: [shown], catalogue: [product(b), shown] })).toMatchObject({ status });
  });

  test('that are a size or another name of something else are told', () => {
    expect(itemOf('codes', { sheet: [product('38'), product('9', { sizes: ['37', '38 wide'] })] })).toMatchObject({ status: 'warn', words: expect.stringMatching(/#38 .* Product 9/) as string });
    expect(itemOf('codes', { sheet: [product('rose'), product('9', { aliases: ['Rose'] })] })).toMatchObject({ status: 'warn' });
    expect(itemOf('codes', { sheet: [product('M', { sizes: ['M', 'L'] }), product('9')] })).toMatchObject({ status: 'ok' });
  });

  test('that nobody sells today do not trouble', () => {
    expect(itemOf('codes', { sheet: [product('1')], catalogue: [product('O5'), product('05')] })).toMatchObject({ status: 'ok' });
  });
});

test.each([
  ['stock', { sheet: [product('1', { free: 0 })] }, 'stop'],
  ['prices', { sheet: [product('1', { price_minor: 0 }), product('2')] }, 'stop'],
  ['pictures', { sheet: [product('1', { pictures: [] })] }, 'warn'],
  ['camera', { pictures: { total: 4, ready: 1, failed: 0 } }, 'warn'],
  ['camera', { pictures: { total: 4, ready: 3, failed: 1 } }, 'warn'],
  ['payments', { payments: 'test' }, 'warn'],
  ['payments', { payments: 'away' }, 'warn'],
  ['hold', { show: { hold_seconds: 60, platforms: [] } }, 'warn'],
  ['hold', { show: { hold_seconds: 604_800, platforms: [] } }, 'warn'],
  ['messages', { channels: [] }, 'warn'],
  ['platforms', { heard: new Set<string>() }, 'warn'],
  ['platforms', { show: { hold_seconds: 900, platforms: [] } }, 'warn'],
  ['pipeline', { pipelines: 0 }, 'stop'],
] as const)('%s, %j: %s', (id, changes, status) => {
  expect(itemOf(id, changes)).toMatchObject({ status });
});
