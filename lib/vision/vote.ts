import { acceptedFrom } from './rules.ts';
import type { Candidate, Recognition } from './schema.ts';

const most = 5;
const nearlyNever = 0.002;

/**
 * One steadier answer from the last few frames of the same moment (three is enough), oldest first. Each frame votes with its
 * scores as if it were the only one, so two so-so sightings of one product beat a single wrong one; a product is accepted
 * when a frame accepted it and it leads after all frames. No frames is `none`.
 */
export function vote(sightings: readonly Recognition[]): Recognition {
  const votes = new Map<string, { support: number; seen: number; score: number }>();
  for (const { candidates } of sightings) {
    for (const { productId, score, verified } of candidates) {
      const one = votes.get(productId) ?? { support: 0, seen: 0, score: 0 };
      // How much likelier than chance; an accepted sighting weighs as much as a few guesses.
      one.support += Math.log(Math.min(0.999, Math.max(nearlyNever, score)) / nearlyNever) * (verified ? 2 : 1);
      if (verified) one.seen++;
      one.score = Math.max(one.score, score);
      votes.set(productId, one);
    }
  }
  const ranked = [...votes].sort(([, a], [, b]) => b.support - a.support);
  const [first, second] = ranked;
  if (!first) return { kind: 'none', candidates: [], score: 0 };
  const accepted = first[1].seen > 0;
  const split = accepted && sightings.every(({ kind, candidates }) => kind !== 'match' || candidates[0]?.productId !== first[0]);
  const candidates = ranked.slice(0, most).map(([productId, { score, seen }], i): Candidate => {
    const verified = accepted && (i === 0 || (split && seen > 0));
    return { productId, score: verified ? score : Math.min(score, accepted ? score : acceptedFrom - 0.01), verified };
  });
  const kind = !accepted ? 'none' : split && second && second[1].seen > 0 ? 'one_of' : 'match';
  const corners = sightings.findLast((sighting) => sighting.corners && sighting.candidates[0]?.productId === first[0])?.corners;
  const answer: Recognition = { kind, candidates, score: candidates[0]?.score ?? 0 };
  return corners && accepted ? { ...answer, corners } : answer;
}
