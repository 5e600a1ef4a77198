import { expect, test } from 'vitest';
import type { Recognition } from './schema.ts';
import { vote } from './vote.ts';

const match = (productId: string, score = 0.9): Recognition => ({ kind: 'match', candidates: [{ productId, score, verified: true }], score });
const guess = (...scores: [string, number][]): Recognition => ({ kind: 'none', candidates: scores.map(([productId, score]) => ({ productId, score, verified: false })), score: scores[0]?.[1] ?? 0 });
const oneOf = (...ids: string[]): Recognition => ({ kind: 'one_of', candidates: ids.map((productId) => ({ productId, score: 0.8, verified: true })), score: 0.8 });

test('two frames that agree outvote one that does not', () => {
  expect(vote([match('a'), match('b'), match('a')])).toMatchObject({ kind: 'match', candidates: [{ productId: 'a', verified: true }, { productId: 'b' }] });
});

test('one verified sighting is enough where the other frames saw little', () => {
  expect(vote([guess(['b', 0.3], ['a', 0.2]), match('a'), guess(['a', 0.2])])).toMatchObject({ kind: 'match', candidates: [{ productId: 'a' }, {}] });
});

test('guesses alone never become a match, however many', () => {
  const found = vote([guess(['a', 0.5]), guess(['a', 0.5]), guess(['a', 0.5])]);
  expect(found).toMatchObject({ kind: 'none', candidates: [{ productId: 'a', verified: false }] });
  expect(found.score).toBeLessThanOrEqual(0.5);
});

test('a frame that tells variants apart settles it; without one it stays open', () => {
  expect(vote([oneOf('a', 'b'), oneOf('b', 'a'), match('b')])).toMatchObject({ kind: 'match', candidates: [{ productId: 'b' }, {}] });
  expect(vote([oneOf('a', 'b'), oneOf('a', 'b')])).toMatchObject({ kind: 'one_of', candidates: [{ verified: true }, { verified: true }] });
});

test('no frames is none', () => {
  expect(vote([])).toEqual({ kind: 'none', candidates: [], score: 0 });
});
