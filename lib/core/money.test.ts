import { expect, test } from 'vitest';
import { formatMoney, minorDigits, toMajor, toMinor } from './money.ts';

test.each([
  ['USD', 2],
  ['JPY', 0],
  ['KWD', 3],
])('%s has %i decimal places', (currency, digits) => {
  expect(minorDigits(currency)).toBe(digits);
});

test.each([
  ['29.90', 'USD', 2990],
  ['29,9', 'EUR', 2990],
  ['1200', 'JPY', 1200],
  ['1.234', 'KWD', 1234],
  ['0.07', 'USD', 7],
])('%s %s is %i minor units and back', (amount, currency, minor) => {
  expect(toMinor(amount, currency)).toBe(minor);
  expect(toMinor(String(toMajor(minor, currency)), currency)).toBe(minor);
});

test.each([['12.5', 'JPY'], ['-1', 'USD'], ['1e3', 'USD'], ['', 'USD'], ['1.234', 'USD']])('refuses %j %s', (amount, currency) => {
  expect(() => toMinor(amount, currency)).toThrow(RangeError);
});

test('writes money as the currency is written', () => {
  expect(formatMoney(120400, 'USD')).toBe('$1,204.00');
  expect(formatMoney(1200, 'JPY')).toBe('¥1,200');
});
