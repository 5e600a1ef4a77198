import { expect, test } from 'vitest';
import { delayOf, otherDelay, secondsOf } from './delay.ts';

test.each([[0, '0 s'], [4000, '4 s'], [6500, '6.5 s'], [120_000, '120 s'], [4040, '4 s']] as const)('%i ms is %s', (ms, words) => expect(secondsOf(ms)).toBe(words));

test.each([
  ['4', 4000], [' 4,5 ', 4500], ['4.5 s', 4500], ['6s', 6000], ['0', 0], ['120', 120_000], ['4.26', 4500],
  ['', null], ['-1', null], ['121', null], ['soon', null], ['1e2', null], ['4:30', null],
] as const)('“%s” is %s ms', (written, ms) => expect(delayOf(written)).toBe(ms));

test('a suggestion is worth a word only where it differs', () => {
  expect([otherDelay(4000, 6000), otherDelay(4000, 3000), otherDelay(0, 1000)]).toEqual([6000, 3000, 1000]);
  expect([otherDelay(4000, undefined), otherDelay(4000, 4000), otherDelay(4000, 4500)]).toEqual([null, null, null]);
});
