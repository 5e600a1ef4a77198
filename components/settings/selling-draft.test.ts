import { expect, test } from 'vitest';
import { type PriceDraft, priceDraftOf, readPrices, readRate } from './selling-draft.ts';

const draft: PriceDraft = { kind: 'flat', price: '5', bands: [], freeAbove: '', rate: '7,25', included: false, onShipping: true };

test.each([['USD', '4.50', 450], ['JPY', '450', 450], ['KWD', '1.250', 1250]])('money is read in %s as it is typed there', (currency, price, minor) => {
  const read = readPrices({ ...draft, price, freeAbove: price }, currency);
  expect(read).toEqual({ shipping: { kind: 'flat', priceMinor: minor, freeAboveMinor: minor }, tax: { rateBp: 725, included: false, onShipping: true } });
  const kept = 'shipping' in read ? priceDraftOf({ ...read, currency }) : null;
  expect(kept).toMatchObject({ price, freeAbove: price, rate: '7.25' });
});

test('JPY has no decimals, and says so', () => {
  expect(readPrices({ ...draft, price: '4.50' }, 'JPY')).toEqual({ problems: { price: 'Like 2990, without a sign' } });
});

test('bands grow, and each is a weight and a price', () => {
  const band = (key: string, grams: string, price: string) => ({ key, grams, price });
  expect(readPrices({ ...draft, kind: 'by_weight', bands: [band('a', '500', '4'), band('b', '500', '9'), band('c', 'x', '')] }, 'USD')).toEqual({
    problems: { 'grams.1': 'Heavier than the one above', 'grams.2': 'Whole grams, up to 1,000,000', 'band.2': 'A price is needed. 0 is fine' },
  });
});

test.each([['', 0], ['19', 1900], ['7.25', 725], ['7,2', 720], ['100', 10_000]])('a rate of %j is %i basis points', (text, bp) => expect(readRate(text)).toBe(bp));
test.each(['101', '-1', '7.255', 'x'])('a rate of %j is none', (text) => expect(typeof readRate(text)).toBe('string'));
