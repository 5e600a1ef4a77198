import type { Evidence } from './evidence.ts';
import type { Candidate, Point, Recognition } from './schema.ts';
import { acceptAt, acceptWeights, rankWeights, rivalMargin, unverifiedMost } from './weights.ts';

const most = 5;
/** A frame is accepted above this score; also the contract's setting for "names a product". */
export const acceptedFrom = 0.7;
/** Overlap (intersection over union of bounding boxes) from which two outlines are the same thing in the frame. */
const samePlace = 0.3;

interface Ranked {
  productId: string;
  rank: number;
  /** 0..1; 0 without a close look. */
  seen: number;
  corners: [Point, Point, Point, Point] | null;
}

/** What the evidence amounts to. Pure; ties go to the earlier picture. */
export function decide(evidence: readonly Evidence[]): Recognition {
  const ranked = bestOfEach(evidence);
  const chances = softmax(ranked.map(({ rank }) => rank));
  const candidates = ranked.map(({ productId, seen }, i): Candidate => ({ productId, score: scoreOf(seen, chances[i] as number, i), verified: seen >= acceptedFrom }));
  const first = ranked[0];
  if (!first) return { kind: 'none', candidates: [], score: 0 };
  const answer = (kind: Recognition['kind'], list: Candidate[]): Recognition => {
    const [top] = list;
    const found = { kind, candidates: list.slice(0, most), score: top?.score ?? 0 };
    return kind === 'none' || !first.corners ? found : { ...found, corners: first.corners };
  };
  if (first.seen < acceptedFrom) return answer('none', candidates);
  const isRival = (other: Ranked) => other !== first && other.corners !== null && first.rank - other.rank < rivalMargin && first.corners !== null && overlap(first.corners, other.corners) >= samePlace;
  const rivals = new Set(ranked.filter(isRival).map(({ productId }) => productId));
  if (rivals.size === 0) return answer('match', candidates);
  const among = candidates.map((candidate) => ({ ...candidate, verified: candidate.productId === first.productId || rivals.has(candidate.productId) }));
  return answer('one_of', [...among.filter(({ verified }) => verified), ...among.filter(({ verified }) => !verified)]);
}

/** What was accepted has its own score; the best of the rest as much as its close look gives, and guesses their share, in order. */
function scoreOf(seen: number, chance: number, place: number): number {
  if (seen >= acceptedFrom) return seen;
  const guess = Math.min(unverifiedMost, chance);
  return place === 0 ? Math.max(guess, seen) : guess;
}

/** Each product by its best picture, best first; what was verified and accepted comes before guesses. */
function bestOfEach(evidence: readonly Evidence[]): Ranked[] {
  const best = new Map<string, Ranked>();
  for (const one of evidence) {
    const ranked: Ranked = { productId: one.productId, rank: rankOf(one), seen: seenOf(one), corners: one.sight?.corners ?? null };
    const before = best.get(one.productId);
    if (!before || ranked.rank > before.rank) best.set(one.productId, ranked);
  }
  return [...best.values()].sort((a, b) => Number(b.seen >= acceptedFrom) - Number(a.seen >= acceptedFrom) || b.rank - a.rank);
}

export function rankOf({ sight, placed, colour, embedding }: Evidence): number {
  const { likeness, placed: byPlaced, patchColour, colour: byColour, embedding: byEmbedding } = rankWeights;
  const looks = byColour * colour + byEmbedding * (embedding ?? 0);
  const close = sight ? likeness * Math.log1p(sight.likeness) + patchColour * (sight.colour / 20) : 0;
  return looks + byPlaced * Math.log1p(placed) + close;
}

/** How sure the close look is, 0..1; looks only say how far to trust it. */
export function seenOf({ sight, excess }: Evidence): number {
  if (!sight) return 0;
  const { base, likeness, spread, agreeing, agreeingColour, tint, aside, excess: byExcess, mostExcess, noExcess } = acceptWeights;
  const odds = base + likeness * Math.log1p(sight.likeness) + spread * Math.log1p(sight.spread) + agreeing * sight.agreeing + agreeingColour * (sight.agreeingColour / 20) + tint * (sight.tint / 20) + aside * sight.aside + byExcess * Math.min(mostExcess, excess ?? noExcess);
  return 1 / (1 + Math.exp(-(odds - acceptAt) - Math.log(acceptedFrom / (1 - acceptedFrom))));
}

function softmax(values: readonly number[]): number[] {
  const top = Math.max(...values);
  const parts = values.map((value) => Math.exp(value - top));
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}

function overlap(a: readonly Point[], b: readonly Point[]): number {
  const [ax0, ay0, ax1, ay1] = boxOf(a);
  const [bx0, by0, bx1, by1] = boxOf(b);
  const shared = Math.max(0, Math.min(ax1, bx1) - Math.max(ax0, bx0)) * Math.max(0, Math.min(ay1, by1) - Math.max(ay0, by0));
  return shared / Math.max(1e-9, (ax1 - ax0) * (ay1 - ay0) + (bx1 - bx0) * (by1 - by0) - shared);
}

function boxOf(points: readonly Point[]): [number, number, number, number] {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
