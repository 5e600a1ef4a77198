import { expect, test } from 'vitest';
import type { Recognition } from '#lib/vision/schema.ts';
import { agreeingOn, autoPinOf, inPlaces, surenessOf } from './sureness.ts';

const match = (productId: string, score = 0.95): Recognition => ({ kind: 'match', candidates: [{ productId, score, verified: true }], score });
const guess = (...ids: string[]): Recognition => ({ kind: 'none', candidates: ids.map((productId) => ({ productId, score: 0.2, verified: false })), score: 0.2 });
const idsOf = (candidates: readonly { productId: string }[]) => candidates.map(({ productId }) => productId).join('');

test.each([[0.86, 'sure'], [0.85, 'likely'], [0.71, 'likely'], [0.7, 'ask'], [0, 'ask']] as const)('%d is %s', (score, word) => {
  expect(surenessOf(score)).toBe(word);
});

test('the camera pins by itself only what it is sure of, more than once, and not against the seller', () => {
  const ready = { isOn: true, seen: match('a'), agreeing: 2, pinnedId: 'b', overruledId: null, sinceHandMs: 20_000 };
  expect(autoPinOf(ready)).toBe('a');
  expect(autoPinOf({ ...ready, pinnedId: null, sinceHandMs: Infinity })).toBe('a');
  for (const change of [
    { isOn: false },
    { seen: match('a', 0.85) },
    { seen: guess('a') },
    { seen: { ...match('a'), kind: 'one_of' as const } },
    { agreeing: 1 },
    { pinnedId: 'a' },
    { overruledId: 'a' },
    { sinceHandMs: 19_999 },
  ]) {
    expect(autoPinOf({ ...ready, ...change })).toBeNull();
  }
});

test('frames agree when each was a match of the product', () => {
  expect(agreeingOn([match('a'), guess('a'), match('b'), match('a')], 'a')).toBe(2);
});

test('candidates keep their places; another product that is recognised comes first', () => {
  const before = guess('a', 'b', 'c').candidates;
  expect(idsOf(inPlaces(before, guess('c', 'd', 'a')))).toBe('adc');
  expect(idsOf(inPlaces(before, { ...guess('b', 'a', 'c'), kind: 'match' }))).toBe('bac');
  expect(idsOf(inPlaces(before, { ...guess('a', 'c', 'b'), kind: 'match' }))).toBe('abc');
  expect(idsOf(inPlaces([], guess('x', 'y')))).toBe('xy');
});
