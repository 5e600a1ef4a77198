import { dotOf, type Match } from './inverted-index.ts';
import type { LocalFeatures } from './schema.ts';
import { apply, fitAffine, fitHomography, isPlausible, similarity, type Pairs, type Transform } from './transform.ts';

/** Matches that each suggest a placement, strongest first; more of them find nothing new. */
const hypotheses = 35;
/** How far a match may lie from where a placement puts it, in pixels of the catalogue picture (about 400 long), from a coarse similarity to a fine homography. */
const coarseReach = 36;
const affineReaches = [28, 18, 12];
const guidedReaches = [16, 10, 7];
const minPlaced = 4;
/** Dot product (of unit vectors) from which a keypoint found at the very place counts as the same. */
const minLikeness = 0.55;
/** Beyond these a keypoint's own size or direction contradicts the placement. */
const maxScaleRatio = 1.8;
const maxTurn = 0.6;
const cell = 16;

/** Where a picture would lie in the frame by its similarity alone, and the weight of the matches that agree. */
export interface Placement {
  transform: Transform;
  weight: number;
  matches: readonly Match[];
}

/** Frame keypoints by place. */
export interface Grid {
  columns: number;
  rows: number;
  cells: Int32Array[];
}

export interface Verified {
  transform: Transform;
  /** Keypoints of the picture found at their place, and those that would be in the frame at a size that can be seen. */
  hits: number;
  visible: number;
  /** Sum over hits of likeness above `minLikeness`. */
  likeness: number;
  /** Weight of the global matches that fit the final placement. */
  weight: number;
  /** Cells of a 6 by 6 grid over the picture that have a hit, and those that could. */
  spread: number;
  spreadable: number;
}

export function gridOf(frame: LocalFeatures, width: number, height: number): Grid {
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const lists: number[][] = Array.from({ length: columns * rows }, () => []);
  for (let i = 0; i < frame.count; i++) {
    const column = Math.max(0, Math.min(columns - 1, Math.floor((frame.x[i] as number) / cell)));
    const row = Math.max(0, Math.min(rows - 1, Math.floor((frame.y[i] as number) / cell)));
    (lists[row * columns + column] as number[]).push(i);
  }
  return { columns, rows, cells: lists.map((list) => Int32Array.from(list)) };
}

/**
 * The placement most match weight agrees with. Every strong match proposes one, by its own place, size and direction (as
 * Philbin et al., CVPR 2007), so nothing is drawn at random and the answer is always the same. Null below three agreeing matches.
 */
export function place(frame: LocalFeatures, picture: LocalFeatures, matches: readonly Match[]): Placement | null {
  if (matches.length < 3) return null;
  const ranked = [...matches].sort((a, b) => b.weight - a.weight || a.query - b.query || a.keypoint - b.keypoint);
  let best: Placement | null = null;
  /** The hypothesis that last counted a keypoint: each counts once. */
  const takenBy = new Int32Array(picture.count).fill(-1);
  for (const [turnOf, { query, keypoint }] of ranked.slice(0, hypotheses).entries()) {
    const scale = (frame.scale[query] as number) / (picture.scale[keypoint] as number);
    const turn = (frame.angle[query] as number) - (picture.angle[keypoint] as number);
    const t = similarity(scale, turn, picture.x[keypoint] as number, picture.y[keypoint] as number, frame.x[query] as number, frame.y[query] as number);
    let weight = 0;
    let count = 0;
    for (const match of ranked) {
      if (takenBy[match.keypoint] === turnOf || !agrees(frame, match.query, picture, match.keypoint, t, scale, turn, coarseReach)) continue;
      takenBy[match.keypoint] = turnOf;
      weight += match.weight;
      count++;
    }
    if (count >= 3 && weight > (best?.weight ?? 0)) best = { transform: t, weight, matches: ranked };
  }
  return best;
}

/**
 * Sharpens a placement to an affine transform and, with enough points, a homography; after that looks at each place where the
 * picture has a keypoint whether the frame has the same one. Null when too little fits or no real picture could lie so.
 */
export function verify(frame: LocalFeatures, grid: Grid, size: { width: number; height: number }, picture: LocalFeatures & { width: number; height: number }, placement: Placement, dims: number): Verified | null {
  let t = placement.transform;
  for (const reach of affineReaches) {
    const pairs = collect(frame, picture, placement.matches.filter(({ query, keypoint }) => isNear(frame, query, picture, keypoint, t, reach)));
    if (pairs.count < minPlaced) {
      if (reach === affineReaches[0]) break;
      return null;
    }
    const fitted = fitAffine(pairs);
    if (!fitted || !isPlausible(fitted, picture.width, picture.height)) break;
    t = fitted;
  }
  let found: Found | null = null;
  for (const reach of guidedReaches) {
    found = look(frame, grid, size, picture, t, reach, dims);
    if (found.matches.length < minPlaced) return null;
    const pairs = collect(frame, picture, found.matches);
    let fitted = fitAffine(pairs);
    if (fitted && found.matches.length >= 12) fitted = fitHomography(pairs, fitted) ?? fitted;
    if (!fitted || !isPlausible(fitted, picture.width, picture.height)) break;
    t = fitted;
  }
  found = look(frame, grid, size, picture, t, guidedReaches.at(-1) as number, dims);
  if (found.matches.length < minPlaced || !isPlausible(t, picture.width, picture.height)) return null;
  const cellsOf = (keypoints: readonly number[]) => new Set(keypoints.map((i) => Math.floor(((picture.x[i] as number) * 6) / picture.width) * 6 + Math.floor(((picture.y[i] as number) * 6) / picture.height))).size;
  const weight = placement.matches.reduce((sum, match) => sum + (isNear(frame, match.query, picture, match.keypoint, t, affineReaches.at(-1) as number) ? match.weight : 0), 0);
  return { transform: t, hits: found.matches.length, visible: found.visible.length, likeness: found.matches.reduce((sum, match) => sum + match.weight, 0), weight, spread: cellsOf(found.matches.map(({ keypoint }) => keypoint)), spreadable: cellsOf(found.visible) };
}

interface Found {
  matches: Match[];
  visible: number[];
}

/** For each keypoint of the picture, the frame's most alike one within reach of where it should be. */
function look(frame: LocalFeatures, grid: Grid, size: { width: number; height: number }, picture: LocalFeatures, t: Transform, reach: number, dims: number): Found {
  const matches: Match[] = [];
  const visible: number[] = [];
  for (let keypoint = 0; keypoint < picture.count; keypoint++) {
    const px = picture.x[keypoint] as number;
    const py = picture.y[keypoint] as number;
    const { x, y } = apply(t, px, py);
    if (!(x >= 4 && y >= 4 && x < size.width - 4 && y < size.height - 4)) continue;
    const right = apply(t, px + 1, py);
    const down = apply(t, px, py + 1);
    const scale = Math.sqrt(Math.abs((right.x - x) * (down.y - y) - (right.y - y) * (down.x - x)));
    const sigma = (picture.scale[keypoint] as number) * scale;
    if (sigma < 1.3) continue; // too small to be found in the frame
    visible.push(keypoint);
    const cos = Math.cos(picture.angle[keypoint] as number);
    const sin = Math.sin(picture.angle[keypoint] as number);
    const angle = Math.atan2((right.y - y) * cos + (down.y - y) * sin, (right.x - x) * cos + (down.x - x) * sin);
    const around = reach * scale;
    let best = -1;
    let likeness = minLikeness * 127 * 127;
    for (let row = Math.max(0, Math.floor((y - around) / cell)); row <= Math.min(grid.rows - 1, Math.floor((y + around) / cell)); row++) {
      for (let column = Math.max(0, Math.floor((x - around) / cell)); column <= Math.min(grid.columns - 1, Math.floor((x + around) / cell)); column++) {
        for (const query of grid.cells[row * grid.columns + column] as Int32Array) {
          const dx = (frame.x[query] as number) - x;
          const dy = (frame.y[query] as number) - y;
          if (dx * dx + dy * dy > around * around) continue;
          const ratio = (frame.scale[query] as number) / sigma;
          if (ratio > maxScaleRatio || ratio < 1 / maxScaleRatio || turned(frame.angle[query] as number, angle) > maxTurn) continue;
          const dot = dotOf(frame.descriptors, query * dims, picture.descriptors, keypoint * dims, dims);
          if (dot <= likeness) continue;
          likeness = dot;
          best = query;
        }
      }
    }
    if (best >= 0) matches.push({ query: best, keypoint, weight: likeness / (127 * 127) - minLikeness + 0.02 });
  }
  return { matches, visible };
}

function collect(frame: LocalFeatures, picture: LocalFeatures, matches: readonly Match[]): Pairs {
  return {
    count: matches.length,
    fromX: Float64Array.from(matches, ({ keypoint }) => picture.x[keypoint] as number),
    fromY: Float64Array.from(matches, ({ keypoint }) => picture.y[keypoint] as number),
    toX: Float64Array.from(matches, ({ query }) => frame.x[query] as number),
    toY: Float64Array.from(matches, ({ query }) => frame.y[query] as number),
    weight: Float64Array.from(matches, ({ weight }) => weight),
  };
}

function agrees(frame: LocalFeatures, query: number, picture: LocalFeatures, keypoint: number, t: Transform, scale: number, turn: number, reach: number): boolean {
  const ratio = (frame.scale[query] as number) / ((picture.scale[keypoint] as number) * scale);
  if (ratio > maxScaleRatio || ratio < 1 / maxScaleRatio) return false;
  if (turned((frame.angle[query] as number) - (picture.angle[keypoint] as number), turn) > maxTurn) return false;
  const { x, y } = apply(t, picture.x[keypoint] as number, picture.y[keypoint] as number);
  const around = reach * scale;
  return (x - (frame.x[query] as number)) ** 2 + (y - (frame.y[query] as number)) ** 2 < around * around;
}

function isNear(frame: LocalFeatures, query: number, picture: LocalFeatures, keypoint: number, t: Transform, reach: number): boolean {
  const scale = Math.sqrt(Math.abs(t[0] * t[4] - t[1] * t[3]));
  const { x, y } = apply(t, picture.x[keypoint] as number, picture.y[keypoint] as number);
  const around = reach * scale;
  return (x - (frame.x[query] as number)) ** 2 + (y - (frame.y[query] as number)) ** 2 < around * around;
}

/** The angle between two directions, 0..pi. */
function turned(a: number, b: number): number {
  const turn = Math.abs(a - b) % (2 * Math.PI);
  return turn > Math.PI ? 2 * Math.PI - turn : turn;
}
