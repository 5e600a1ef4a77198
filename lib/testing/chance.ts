import { seededRandom } from '#lib/core/random.ts';

/** Chance that comes out the same for the same seed, so that a failed run can be run again. */
export interface Chance {
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  /** One of them; undefined when there is none. */
  pick<T>(from: readonly T[]): T | undefined;
  shuffle<T>(list: readonly T[]): T[];
}

export function chanceOf(seed: number): Chance {
  const next = seededRandom(seed);
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    int,
    pick: (from) => from[int(0, from.length - 1)],
    shuffle(list) {
      const out = [...list];
      for (let i = out.length - 1; i > 0; i--) {
        const j = int(0, i);
        [out[i], out[j]] = [out[j]!, out[i]!];
      }
      return out;
    },
  };
}
