import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shipping, Tax } from './schema.ts';
import { computeTotals, share, type TotalsInput } from './totals.ts';

const noTax: Tax = { rateBp: 0, included: true, onShipping: false };
const line = (unitPriceMinor: number, quantity = 1, weightGrams = 0, id = `${unitPriceMinor}x${quantity}`) => ({ id, unitPriceMinor, quantity, weightGrams });
const of = (input: Partial<TotalsInput>) => computeTotals({ currency: 'USD', lines: [], shipping: { kind: 'none' }, tax: noTax, discount: null, ...input });
const percent = (value: number, minMinor = 0) => ({ id: 'd1', code: 'TEN', kind: 'percent' as const, value, minMinor });
const amount = (value: number, minMinor = 0) => ({ id: 'd2', code: 'FIVE', kind: 'amount' as const, value, minMinor });

describe('the total of a cart', () => {
  test('of nothing is nothing', () => {
    expect(of({ shipping: { kind: 'flat', priceMinor: 500, freeAboveMinor: null } })).toMatchObject({ goodsMinor: 0, shippingMinor: 0, totalMinor: 0, lines: [] });
  });

  test('adds up lines and flat shipping, which is free from its limit on', () => {
    const shipping: Shipping = { kind: 'flat', priceMinor: 500, freeAboveMinor: 6000 };
    expect(of({ lines: [line(2990, 2)], shipping })).toMatchObject({ goodsMinor: 5980, shippingMinor: 500, totalMinor: 6480 });
    expect(of({ lines: [line(3000, 2)], shipping })).toMatchObject({ shippingMinor: 0, totalMinor: 6000 });
    // What counts is what is paid for the goods.
    expect(of({ lines: [line(3000, 2)], shipping, discount: amount(1) })).toMatchObject({ shippingMinor: 500, totalMinor: 6499 });
  });

  test('takes shipping by weight from the first band that fits, else the last', () => {
    const shipping: Shipping = { kind: 'by_weight', bands: [{ upToGrams: 500, priceMinor: 300 }, { upToGrams: 2000, priceMinor: 700 }], freeAboveMinor: null };
    const priced = (grams: number, quantity = 1) => of({ lines: [line(1000, quantity, grams)], shipping }).shippingMinor;
    expect([priced(0), priced(500), priced(501), priced(250, 3), priced(9000)]).toEqual([300, 300, 700, 700, 700]);
  });

  test('charges a parcel\'s shipping once: what joins it later pays only what it now costs more', () => {
    const flat: Shipping = { kind: 'flat', priceMinor: 500, freeAboveMinor: 6000 };
    const earlier = { goodsMinor: 2990, grams: 400, shippingMinor: 500 };
    expect(of({ lines: [line(1000)], shipping: flat, earlier })).toMatchObject({ shippingMinor: 0, totalMinor: 1000 });
    // Free from here on; what was paid before stays paid.
    expect(of({ lines: [line(4000)], shipping: flat, earlier })).toMatchObject({ shippingMinor: 0, totalMinor: 4000 });
    const bands: Shipping = { kind: 'by_weight', bands: [{ upToGrams: 500, priceMinor: 300 }, { upToGrams: 2000, priceMinor: 700 }], freeAboveMinor: null };
    expect(of({ lines: [line(1000, 1, 200)], shipping: bands, earlier: { goodsMinor: 2990, grams: 400, shippingMinor: 300 } })).toMatchObject({ shippingMinor: 400 });
    expect(of({ lines: [line(1000, 1, 50)], shipping: bands, earlier: { goodsMinor: 2990, grams: 400, shippingMinor: 300 } })).toMatchObject({ shippingMinor: 0 });
  });

  test('takes a discount off the goods only, at most all of them, and shares it over the lines', () => {
    const flat: Shipping = { kind: 'flat', priceMinor: 500, freeAboveMinor: null };
    expect(of({ lines: [line(1000, 1, 0, 'a'), line(2000, 1, 0, 'b')], discount: percent(1000) })).toMatchObject({ discountMinor: 300, discountCode: 'TEN', totalMinor: 2700, lines: [{ id: 'a', amountMinor: 900 }, { id: 'b', amountMinor: 1800 }] });
    expect(of({ lines: [line(1000)], shipping: flat, discount: amount(5000) })).toMatchObject({ discountMinor: 1000, totalMinor: 500 });
    expect(of({ lines: [line(1000)], discount: amount(100, 1500) })).toMatchObject({ discountMinor: 0, discountId: null, discountShortMinor: 500, totalMinor: 1000 });
  });

  test('has tax on top, or in the price, and on shipping where it is due', () => {
    const flat: Shipping = { kind: 'flat', priceMinor: 1000, freeAboveMinor: null };
    const lines = [line(10_000)];
    expect(of({ lines, shipping: flat, tax: { rateBp: 1900, included: false, onShipping: true } })).toMatchObject({ taxMinor: 2090, totalMinor: 13_090, lines: [{ amountMinor: 11_900 }], shippingWithTaxMinor: 1190 });
    expect(of({ lines, shipping: flat, tax: { rateBp: 1900, included: false, onShipping: false } })).toMatchObject({ taxMinor: 1900, totalMinor: 12_900 });
    expect(of({ lines, shipping: flat, tax: { rateBp: 1900, included: true, onShipping: true } })).toMatchObject({ taxMinor: 1597 + 160, totalMinor: 11_000 });
  });

  test.each([
    ['JPY', 1980, 3, 10_00, 5346],
    ['KWD', 12_500, 1, 10_00, 11_250],
    ['KWD', 12_550, 1, 3_33, 12_130],
  ])('in %s %i x %i less %i basis points is %i', (currency, price, quantity, bp, total) => {
    expect(of({ currency, lines: [line(price, quantity)], discount: percent(bp) }).totalMinor).toBe(total);
  });

  test('adds up exactly, whatever is in the cart', () => {
    const price = fc.integer({ min: 0, max: 10_000_000 });
    const input = fc.record({
      step: fc.constantFrom(1, 10),
      lines: fc.array(fc.record({ unitPriceMinor: price, quantity: fc.integer({ min: 1, max: 999 }), weightGrams: fc.nat(5000) }), { maxLength: 30 }),
      shipping: fc.oneof(fc.constant({ kind: 'none' as const }), fc.record({ kind: fc.constant('flat' as const), priceMinor: price, freeAboveMinor: fc.option(price) })),
      tax: fc.record({ rateBp: fc.integer({ min: 0, max: 10_000 }), included: fc.boolean(), onShipping: fc.boolean() }),
      discount: fc.option(fc.oneof(
        fc.record({ id: fc.constant('d'), code: fc.constant('X'), kind: fc.constant('percent' as const), value: fc.integer({ min: 1, max: 10_000 }), minMinor: price }),
        fc.record({ id: fc.constant('d'), code: fc.constant('X'), kind: fc.constant('amount' as const), value: fc.integer({ min: 1, max: 10_000_000 }), minMinor: price }))),
    });
    fc.assert(
      fc.property(input, ({ step, lines, shipping, tax, discount }) => {
        const by = (minor: number) => minor * step;
        const totals = computeTotals({
          currency: step === 10 ? 'KWD' : 'USD',
          lines: lines.map((item, n) => ({ ...item, unitPriceMinor: by(item.unitPriceMinor), id: String(n) })),
          shipping: shipping.kind === 'none' ? shipping : { ...shipping, priceMinor: by(shipping.priceMinor) },
          tax,
          discount: discount?.kind === 'amount' ? { ...discount, value: by(discount.value) } : discount,
        });
        const parts = totals.lines.reduce((sum, item) => sum + item.amountMinor, 0);
        expect(parts + totals.shippingWithTaxMinor).toBe(totals.totalMinor);
        expect(totals.lines.every((item) => item.amountMinor >= 0 && item.amountMinor % step === 0)).toBe(true);
        expect(totals.totalMinor % step).toBe(0);
        expect(totals.discountMinor).toBeLessThanOrEqual(totals.goodsMinor);
        expect(Object.values(totals).filter((value) => typeof value === 'number').every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('shares are exact and fair', () => {
    expect(share(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(share(5, [0, 0])).toEqual([0, 0]);
    expect(share(1_000_000_000_000, [999_999_999_999, 1])).toEqual([999_999_999_999, 1]);
  });
});
