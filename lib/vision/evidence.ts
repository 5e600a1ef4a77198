import type { VisionCatalogue } from './catalogue.ts';
import { colourEvidence, frameColours } from './colour.ts';
import { compare, warpFrame, type Likeness } from './compare.ts';
import { frameCrops } from './crops.ts';
import { extractFeatures } from './features.ts';
import { findMatches } from './inverted-index.ts';
import { resizePixels } from './plane.ts';
import { dot, unit } from './prepare.ts';
import type { CataloguePicture, Encoder, Pixels, Point } from './schema.ts';
import { areaOf, cornersOf } from './transform.ts';
import { gridOf, place, verify, type Placement, type Verified } from './verify.ts';

/** A frame is worked on at about this many pixels (364 by 364, or 486 by 273), scaled up at most this many times. */
const workingArea = 133_000;
const maxUpscale = 2;
const maxKeypoints = 700;
/** Pictures with the weightiest placements that are looked at closely. */
const shortlist = 10;
/** Of these, those with the most details found whose patch is compared too. */
const compared = 5;
/** Share of the frame that something held up takes at least, and how far from the middle (in shares of the sides) it may be however small. */
const heldArea = 0.2;
const nearMiddle = 0.3;

/** All that speaks for one picture being in the frame. */
export interface Evidence {
  productId: string;
  /** Weight of the matches that agree on one placement; 0 when none do. */
  placed: number;
  /** The close look: geometry and the warped patch; null when it failed or was not worth it. */
  sight: (Verified & Likeness & { aside: number; corners: [Point, Point, Point, Point] }) | null;
  /** Mean log odds of the frame's colours. */
  colour: number;
  /** Mean cosine of the frame's crops, less what is usual for the picture where that is known; null without an encoder, or when the picture was prepared with another. */
  embedding: number | null;
  /** The same where it is known what is usual, so that 0 is undecided. */
  excess: number | null;
}

/** What speaks for each picture of the catalogue, in its order. */
export async function gatherEvidence(frame: Pixels, catalogue: VisionCatalogue, encoder?: Encoder): Promise<Evidence[]> {
  const { pictures, odds } = catalogue;
  const scale = Math.min(maxUpscale, Math.sqrt(workingArea / (frame.width * frame.height)));
  const working = resizePixels(frame, Math.max(1, Math.round(frame.width * scale)), Math.max(1, Math.round(frame.height * scale)));
  const colours = frameColours(working);
  const embeddings = encoder ? (await encoder.encode(frameCrops(frame), 'frame')).map(unit) : [];
  const evidence = pictures.map(({ productId, picture }, i): Evidence => {
    const own = encoder && picture.embedding?.encoderId === encoder.id ? picture.embedding : null;
    const alike = own && embeddings.length > 0 ? embeddings.reduce((sum, vector) => sum + dot(vector, own.vector), 0) / embeddings.length : null;
    const usual = own?.usual ?? null;
    const excess = alike === null || usual === null ? null : alike - usual;
    return { productId, placed: 0, sight: null, colour: colourEvidence(colours, odds[i] as Float32Array), embedding: excess ?? alike, excess };
  });
  lookForDetails(frame, working, catalogue, evidence);
  return evidence;
}

function lookForDetails(frame: Pixels, working: Pixels, { pictures, index, model }: VisionCatalogue, evidence: Evidence[]): void {
  if (pictures.length === 0) return;
  const features = extractFeatures(working, maxKeypoints, model);
  const placements: { at: number; placement: Placement }[] = [];
  const byWeight = [...findMatches(features, index, model)].map(([at, matches]) => ({ at, matches, weight: matches.reduce((sum, match) => sum + match.weight, 0) })).sort((a, b) => b.weight - a.weight || a.at - b.at);
  for (const { at, matches, weight } of byWeight) {
    // No placement weighs more than all matches together, so from here on none would make the shortlist.
    if (weight <= (placements[shortlist - 1]?.placement.weight ?? 0)) break;
    const picture = pictures[at];
    const placement = picture ? place(features, picture.picture.features, matches) : null;
    if (!placement) continue;
    placements.push({ at, placement });
    placements.sort((a, b) => b.placement.weight - a.placement.weight || a.at - b.at);
    (evidence[at] as Evidence).placed = placement.weight;
  }
  const grid = gridOf(features, working.width, working.height);
  const small = resizePixels(working, Math.max(1, working.width >> 1), Math.max(1, working.height >> 1));
  const verified = placements.slice(0, shortlist).flatMap(({ at, placement }) => {
    const { picture } = pictures[at] as CataloguePicture;
    const found = verify(features, grid, working, { ...picture.features, width: picture.width, height: picture.height }, placement, model.dims);
    return found ? [{ at, picture, found }] : [];
  });
  verified.sort((a, b) => b.found.likeness - a.found.likeness || a.at - b.at);
  for (const { at, picture, found } of verified.slice(0, compared)) {
    const likeness = compare(warpFrame(small, small.width / working.width, found.transform, picture), picture.thumbnail);
    const corners = cornersOf(found.transform, picture.width, picture.height);
    const back = ({ x, y }: Point): Point => ({ x: (x * frame.width) / working.width, y: (y * frame.height) / working.height });
    const aside = asideOf(corners, working);
    (evidence[at] as Evidence).sight = { ...found, ...likeness, aside, corners: [back(corners[0]), back(corners[1]), back(corners[2]), back(corners[3])] };
  }
}

/**
 * How much a placement looks like something on a shelf behind rather than held up: 0 where it is large or near the middle, else how far it falls short of `heldArea`, as a
 * logarithm. Corners are in pixels of the frame.
 */
export function asideOf(corners: readonly [Point, Point, Point, Point], { width, height }: { width: number; height: number }): number {
  const middle = (of: (point: Point) => number, side: number) => corners.reduce((sum, point) => sum + of(point), 0) / 4 / side - 0.5;
  const away = Math.hypot(middle(({ x }) => x, width), middle(({ y }) => y, height));
  const share = Math.abs(areaOf(corners)) / (width * height);
  return Math.min(1, Math.max(0, (away - nearMiddle) / 0.15)) * Math.max(0, Math.log(heldArea / (share + 0.01)));
}
