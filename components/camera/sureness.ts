import type { Candidate, Recognition } from '#lib/vision/schema.ts';

export type Sureness = 'sure' | 'likely' | 'ask';

const sureAbove = 0.85;
const likelyAbove = 0.7;

/** A score (0..1) in a word. */
export const surenessOf = (score: number): Sureness => (score > sureAbove ? 'sure' : score > likelyAbove ? 'likely' : 'ask');

/** After the seller chose by hand, the camera keeps quiet for this long, ms. */
export const quietAfterHandMs = 20_000;

interface AutoPin {
  isOn: boolean;
  seen: Recognition;
  /** How many of the last frames had the product first, of their own. */
  agreeing: number;
  pinnedId: string | null;
  /** The product the camera saw when the seller chose otherwise; until it has seen something else, it does not insist. */
  overruledId: string | null;
  sinceHandMs: number;
}

/** The product that the camera may put on screen by itself, or null. */
export function autoPinOf({ isOn, seen, agreeing, pinnedId, overruledId, sinceHandMs }: AutoPin): string | null {
  const [first] = seen.candidates;
  if (!isOn || seen.kind !== 'match' || !first || surenessOf(seen.score) !== 'sure' || agreeing < 2) return null;
  if (first.productId === pinnedId || first.productId === overruledId || sinceHandMs < quietAfterHandMs) return null;
  return first.productId;
}

/** How many of these frames were a match of the product. */
export const agreeingOn = (frames: readonly Recognition[], productId: string | undefined): number =>
  frames.filter(({ kind, candidates }) => kind === 'match' && candidates[0]?.productId === productId).length;

/**
 * The candidates in an order that holds still under a finger: those that were there keep their places and newcomers fill the gaps.
 * Another product that was recognised is first at once, and all are ranked anew.
 */
export function inPlaces(before: readonly Candidate[], { kind, candidates }: Recognition): Candidate[] {
  if (kind !== 'none' && before[0]?.productId !== candidates[0]?.productId) return [...candidates];
  const coming = new Map(candidates.map((candidate) => [candidate.productId, candidate]));
  const places = before.map(({ productId }) => {
    const still = coming.get(productId);
    coming.delete(productId);
    return still;
  });
  const rest = [...coming.values()];
  return [...places.map((still) => still ?? rest.shift()).filter((candidate) => candidate !== undefined), ...rest];
}
