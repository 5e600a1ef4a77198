import { expect, test } from 'vitest';
import { arrivalOf, IsoTime, parseInstant } from './time.ts';

test.each([
  ['2025-12-06T14:30:45.123456', '2025-12-06T14:30:45.123Z'],
  ['2025-12-06T14:30:45Z', '2025-12-06T14:30:45.000Z'],
  ['2025-12-06T14:30:45+07:00', '2025-12-06T07:30:45.000Z'],
  ['2024-02-29T00:00:00-05:30', '2024-02-29T05:30:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
])('%s is the instant %s', (iso, instant) => {
  expect(parseInstant(IsoTime.parse(iso)).toISOString()).toBe(instant);
});

test.each(['', 'now', '2025-12-06', '2025-13-06T00:00:00Z', '2025-02-29T00:00:00Z', '2025-12-06T25:00:00Z', '0000-12-31T23:59:59Z', '0001-01-01T00:00:00+01:00', '9999-12-31T23:59:59-00:01', '+12025-12-06T14:30:45Z'])('%j is no time that can be kept, said once', (iso) => {
  expect(IsoTime.safeParse(iso).error?.issues).toHaveLength(1);
});

test('arrivals sort as Redis’ ids do', () => {
  const ids = ['0-1', '1-0', '1-1', '1700000000000-9', '1700000000000-10', '1700000000001-0', '9999999999999-1048575'];
  expect(ids.map(arrivalOf)).toEqual(ids.map(arrivalOf).toSorted((a, b) => (a < b ? -1 : 1)));
  expect(new Set(ids.map(arrivalOf)).size).toBe(ids.length);
});
