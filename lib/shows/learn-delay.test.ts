import { describe, expect, test } from 'vitest';
import { chanceFrom } from '#lib/vision/drawn.ts';
import { learnDelay, type Confirmation, type PinChange } from './learn-delay.ts';

interface Show {
  delayMs: number;
  /** Share of comments that name something else than what is shown. */
  noise?: number;
  /** Mean of the time until somebody types, in ms; `evenly`: at any moment while it is shown. */
  reactionMs?: number | 'evenly';
  pinMs?: [least: number, most: number];
  perPin?: number;
  pins?: number;
}

/** A show of forty products, and what was said in it. */
function played(seed: number, { delayMs, noise = 0.15, reactionMs = 5000, pinMs = [20_000, 70_000], perPin = 3, pins: count = 40 }: Show): { said: Confirmation[]; pins: PinChange[] } {
  const chance = chanceFrom(seed);
  const pins: PinChange[] = [];
  const said: Confirmation[] = [];
  let at = 1_700_000_000_000;
  for (let i = 0; i < count; i++) {
    pins.push({ pinnedAtMs: at, productId: `p${i}` });
    const length = pinMs[0] + chance() * (pinMs[1] - pinMs[0]);
    for (let n = 0; n < perPin; n++) {
      const wait = reactionMs === 'evenly' ? chance() * length : 700 - Math.log(1 - chance()) * reactionMs;
      said.push({ commentAtMs: at + delayMs + wait, productId: chance() < noise ? `p${Math.floor(chance() * count)}` : `p${i}` });
    }
    at += length;
  }
  return { said, pins };
}

describe('the delay', () => {
  test.each([0, 2500, 8000, 15_000, 31_500, 48_000])('of %i ms is found to within two seconds, through noise', (delayMs) => {
    for (const [seed, reactionMs] of [[1, 3000], [2, 5000], [3, 9000], [4, 'evenly']] as const) {
      const { said, pins } = played(seed, { delayMs, reactionMs });
      const learnt = learnDelay(said, pins);
      expect([seed, learnt]).toEqual([seed, expect.objectContaining({ comments: expect.any(Number) as number })]);
      expect([seed, Math.abs((learnt?.delayMs ?? -1e9) - delayMs) <= 2000, learnt?.delayMs]).toEqual([seed, true, learnt?.delayMs]);
      expect((learnt?.delayMs ?? 1) % 500).toBe(0);
    }
  });

  test('does not depend on the order of what it is told', () => {
    const { said, pins } = played(5, { delayMs: 9000 });
    expect(learnDelay(said.toReversed(), pins.toReversed())).toEqual(learnDelay(said, pins));
  });
});

describe('nothing is learnt', () => {
  test('from few comments, or few products', () => {
    const { said, pins } = played(6, { delayMs: 9000, noise: 0 });
    expect(learnDelay([], [])).toBe(null);
    expect(learnDelay(said, [])).toBe(null);
    expect(learnDelay(said.slice(0, 7), pins)).toBe(null);
    expect(learnDelay(played(7, { delayMs: 9000, pins: 2, perPin: 30 }).said, played(7, { delayMs: 9000, pins: 2, perPin: 30 }).pins)).toBe(null);
  });

  test('from comments that have nothing to do with what was on screen', () => {
    for (const seed of [8, 9, 10, 11]) {
      const { said, pins } = played(seed, { delayMs: 9000, noise: 1 });
      expect([seed, learnDelay(said, pins)]).toEqual([seed, null]);
    }
  });

  test('when it may be more than a minute', () => {
    const { said, pins } = played(12, { delayMs: 75_000, noise: 0 });
    expect(learnDelay(said, pins)).toBe(null);
  });
});
