import { expect, test } from 'vitest';
import { lateWords, lengthWords, startWords } from './words.ts';

test('a start is told on the seller’s clock', () => {
  const now = new Date('2027-01-08T16:30:00Z');
  expect(startWords('2027-01-08T18:00:00Z', 'UTC', now)).toBe('Today, 18:00');
  // In Bangkok it is 23:30: 18:00 UTC is tomorrow at one.
  expect(startWords('2027-01-08T18:00:00Z', 'Asia/Bangkok', now)).toBe('Tomorrow, 01:00');
  expect(startWords('2027-01-15T18:00:00Z', 'UTC', now)).toBe('Fri 15 Jan, 18:00');
  expect(startWords('2026-11-20T18:00:00Z', 'UTC', now)).toBe('Fri 20 Nov 2026, 18:00');
});

test('lengths and the late-claim time', () => {
  expect([lengthWords(59_000), lengthWords(2_700_000), lengthWords(7_800_000)]).toEqual(['under a minute', '45 min', '2 h 10 min']);
  expect([lateWords(0), lateWords(1800), lateWords(7200)]).toEqual(['Claims after the end do not count.', 'Claims up to 30 min after the end still count.', 'Claims up to 2 hours after the end still count.']);
});
