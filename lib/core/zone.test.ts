import { expect, test } from 'vitest';
import { instantOf, zonedText } from './zone.ts';

test.each([
  ['UTC', '2027-01-08T19:00', '2027-01-08T19:00:00.000Z'],
  ['Asia/Bangkok', '2027-01-08T19:00', '2027-01-08T12:00:00.000Z'],
  ['America/New_York', '2027-07-08T00:30', '2027-07-08T04:30:00.000Z'],
  ['America/New_York', '2027-01-08T23:30', '2027-01-09T04:30:00.000Z'],
  ['Asia/Kathmandu', '2027-01-01T00:00', '2026-12-31T18:15:00.000Z'],
  // The day on which the clock changes, before and after.
  ['Europe/Berlin', '2027-03-28T01:30', '2027-03-28T00:30:00.000Z'],
  ['Europe/Berlin', '2027-03-28T03:30', '2027-03-28T01:30:00.000Z'],
])('%s: %s is %s', (zone, text, instant) => {
  expect(instantOf(text, zone).toISOString()).toBe(instant);
  expect(zonedText(new Date(instant), zone)).toBe(text);
});

test('an hour that the clock skips is the one after it', () => {
  expect(zonedText(instantOf('2027-03-28T02:30', 'Europe/Berlin'), 'Europe/Berlin')).toMatch(/T0[13]:30$/);
  expect(() => instantOf('tomorrow', 'UTC')).toThrow(RangeError);
});
