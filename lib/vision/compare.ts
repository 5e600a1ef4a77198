import { labOf } from './lab.ts';
import type { Pixels, PreparedPicture, Thumbnail } from './schema.ts';
import { apply, type Transform } from './transform.ts';

/** How alike the warped frame is to the product's own picture, block by block: each block may slip a little, since products are not flat. */
export interface Likeness {
  /** Mean correlation of brightness of the blocks with something to see in them, -1..1. */
  brightness: number;
  /** Share of those blocks that correlate above `sameFrom`. */
  agreeing: number;
  /** Mean distance in a and b of all blocks after taking out the light's own tint, Lab units up to 30; and of the agreeing blocks alone. */
  colour: number;
  agreeingColour: number;
  /** The light's tint. */
  tint: number;
  /** Share of the product that lies in the frame. */
  inside: number;
}

const block = 8;
/** Thumbnail pixels a block may slip. */
const slip = 3;
const sameFrom = 0.6;
/** Standard deviation of L below which a block is flat. */
const minSpread = 4;

interface Block {
  correlation: number;
  weight: number;
  da: number;
  db: number;
}

/** Lab of the thumbnail's pixels as the frame shows them, at the places where the transform puts them; NaN outside the frame. */
export function warpFrame(frame: Pixels, frameScale: number, t: Transform, picture: PreparedPicture): Float32Array {
  const { width, height } = picture.thumbnail;
  const out = new Float32Array(width * height * 3).fill(NaN);
  for (let v = 0, i = 0; v < height; v++) {
    for (let u = 0; u < width; u++, i++) {
      const at = apply(t, ((u + 0.5) * picture.width) / width, ((v + 0.5) * picture.height) / height);
      const x = at.x * frameScale - 0.5;
      const y = at.y * frameScale - 0.5;
      if (!(x >= 0 && y >= 0 && x < frame.width - 1 && y < frame.height - 1)) continue;
      sampleLab(frame, x, y, out, i * 3);
    }
  }
  return out;
}

function sampleLab({ data, width }: Pixels, x: number, y: number, out: Float32Array, to: number): void {
  const ix = x | 0;
  const iy = y | 0;
  const fx = x - ix;
  const fy = y - iy;
  const at = (iy * width + ix) * 4;
  const below = at + width * 4;
  const channel = (k: number) => {
    const top = (data[at + k] as number) * (1 - fx) + (data[at + k + 4] as number) * fx;
    const bottom = (data[below + k] as number) * (1 - fx) + (data[below + k + 4] as number) * fx;
    return Math.round(top * (1 - fy) + bottom * fy);
  };
  labOf(channel(0), channel(1), channel(2), out, to);
}

export function compare(warped: Float32Array, thumbnail: Thumbnail): Likeness {
  const { width, height, mask } = thumbnail;
  const blocks: Block[] = [];
  let product = 0;
  let seen = 0;
  for (let i = 0; i < mask.length; i++) {
    product += mask[i] as number;
    if (mask[i] === 1 && !Number.isNaN(warped[i * 3] as number)) seen++;
  }
  for (let top = 0; top < height; top += block) for (let left = 0; left < width; left += block) {
    const found = compareBlock(warped, thumbnail, left, top);
    if (found) blocks.push(found);
  }
  const textured = blocks.filter(({ weight }) => weight > 0);
  const total = textured.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { brightness: 0, agreeing: 0, colour: 30, agreeingColour: 30, tint: 0, inside: seen / Math.max(1, product) };
  const same = textured.filter(({ correlation }) => correlation >= sameFrom);
  const lit = same.length > 0 ? same : blocks;
  const tintA = median(lit.map(({ da }) => da));
  const tintB = median(lit.map(({ db }) => db));
  const distance = (some: Block[]) => (some.length === 0 ? 30 : some.reduce((sum, { da, db }) => sum + Math.min(30, Math.hypot(da - tintA, db - tintB)), 0) / some.length);
  return {
    brightness: textured.reduce((sum, { correlation, weight }) => sum + correlation * weight, 0) / total,
    agreeing: same.reduce((sum, { weight }) => sum + weight, 0) / total,
    colour: distance(blocks),
    agreeingColour: distance(same),
    tint: Math.hypot(tintA, tintB),
    inside: seen / Math.max(1, product),
  };
}

/** One block at the slip where its brightness correlates best, weighed by how much there is to see in it; null where the product or the frame is not. */
function compareBlock(warped: Float32Array, { width, height, lab, mask }: Thumbnail, left: number, top: number): Block | null {
  const places: number[] = [];
  for (let v = top; v < Math.min(height, top + block); v++) for (let u = left; u < Math.min(width, left + block); u++) if (mask[v * width + u] === 1) places.push(v * width + u);
  if (places.length < (block * block) / 3) return null;
  let best = -2;
  let bestOffset = 0;
  const own = Float32Array.from(places, (i) => (lab[i * 3] as number) / 2.55);
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
  const reach = spread < minSpread ? 0 : slip;
  for (let dy = -reach; dy <= reach; dy++) {
    if (top + dy < 0 || top + dy + block > height + slip) continue;
    for (let dx = -reach; dx <= reach; dx++) {
      if (left + dx < 0 || left + dx + block > width + slip) continue;
      const correlation = correlate(own, mean, spread, places, warped, dy * width + dx);
      if (correlation <= best) continue;
      best = correlation;
      bestOffset = dy * width + dx;
    }
  }
  if (best < -1) return null;
  let da = 0;
  let db = 0;
  let n = 0;
  for (const i of places) {
    const a = warped[(i + bestOffset) * 3 + 1];
    if (a === undefined || Number.isNaN(a)) continue;
    da += a - ((lab[i * 3 + 1] as number) - 128);
    db += (warped[(i + bestOffset) * 3 + 2] as number) - ((lab[i * 3 + 2] as number) - 128);
    n++;
  }
  return { correlation: best, weight: spread < minSpread ? 0 : Math.min(15, spread), da: da / n, db: db / n };
}

/** -1..1; -2 where the frame does not show the whole block. */
function correlate(own: Float32Array, mean: number, spread: number, places: readonly number[], warped: Float32Array, offset: number): number {
  let b = 0;
  let bb = 0;
  let ab = 0;
  for (let k = 0; k < own.length; k++) {
    const seen = warped[((places[k] as number) + offset) * 3];
    if (seen === undefined || Number.isNaN(seen)) return -2;
    b += seen;
    bb += seen * seen;
    ab += (own[k] as number) * seen;
  }
  const n = own.length;
  const seenSpread = Math.sqrt(Math.max(0, bb / n - (b / n) ** 2));
  return (ab / n - mean * (b / n)) / (Math.max(1, spread) * Math.max(2.5, seenSpread));
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
