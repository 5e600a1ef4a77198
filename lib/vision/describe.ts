import type { Keypoint } from './keypoints.ts';

/** Samples a side of the patch a keypoint is described by, and of it a cell; the patch is 4 cells of 3 sigma, as Lowe's. */
const side = 20;
const cells = 4;
const directions = 8;
export const rawDims = cells * cells * directions;
const patchSigmas = 3 * (cells + 1);

/** For each inner sample: its (up to) four cells and their weights, Gaussian included. */
const table = layOut();
const patch = new Float32Array(side * side);

/**
 * The RootSIFT descriptors of keypoints, one after another, `rawDims` numbers each, unit length (Arandjelovic and
 * Zisserman, CVPR 2012). Gradients are taken on a small upright resampled patch, which costs a tenth of walking over the pixels.
 */
export function describe(points: readonly Keypoint[]): Float32Array {
  const out = new Float32Array(points.length * rawDims);
  points.forEach((point, i) => {
    samplePatch(point);
    describePatch(out.subarray(i * rawDims, (i + 1) * rawDims));
  });
  return out;
}

function samplePatch({ plane: { data, width, height }, x, y, step, sigma, angle }: Keypoint): void {
  const spacing = (patchSigmas * sigma) / side;
  const cos = Math.cos(angle) * spacing;
  const sin = Math.sin(angle) * spacing;
  const middle = (side - 1) / 2;
  const maxX = width - 1.001;
  const maxY = height - 1.001;
  for (let row = 0, i = 0; row < side; row++) {
    for (let column = 0; column < side; column++, i++) {
      const u = column - middle;
      const v = row - middle;
      let px = x / step + u * cos - v * sin;
      let py = y / step + u * sin + v * cos;
      px = px < 0 ? 0 : px > maxX ? maxX : px;
      py = py < 0 ? 0 : py > maxY ? maxY : py;
      const ix = px | 0;
      const iy = py | 0;
      const fx = px - ix;
      const at = iy * width + ix;
      const top = (data[at] as number) + fx * ((data[at + 1] as number) - (data[at] as number));
      const bottom = (data[at + width] as number) + fx * ((data[at + width + 1] as number) - (data[at + width] as number));
      patch[i] = top + (py - iy) * (bottom - top);
    }
  }
}

const raw = new Float64Array(rawDims);

function describePatch(out: Float32Array): void {
  raw.fill(0);
  for (let row = 1, sample = 0; row < side - 1; row++) {
    for (let column = 1; column < side - 1; column++, sample++) {
      const at = row * side + column;
      const gx = (patch[at + 1] as number) - (patch[at - 1] as number);
      const gy = (patch[at + side] as number) - (patch[at - side] as number);
      const length = Math.sqrt(gx * gx + gy * gy);
      if (length < 1e-9) continue;
      const turn = direction(gx, gy, length);
      const bin = turn | 0;
      const part = turn - bin;
      const next = (bin + 1) & (directions - 1);
      const first = bin & (directions - 1);
      for (let k = sample * 4; k < sample * 4 + 4; k++) {
        const weight = (table.weights[k] as number) * length;
        if (weight === 0) continue;
        const cell = (table.cells[k] as number) * directions;
        raw[cell + first] = (raw[cell + first] as number) + weight * (1 - part);
        raw[cell + next] = (raw[cell + next] as number) + weight * part;
      }
    }
  }
  let squares = 0;
  for (let i = 0; i < rawDims; i++) squares += (raw[i] as number) ** 2;
  const most = 0.2 * Math.sqrt(squares);
  let sum = 0;
  for (let i = 0; i < rawDims; i++) sum += raw[i] = Math.min(most, raw[i] as number);
  if (sum === 0) return;
  for (let i = 0; i < rawDims; i++) out[i] = Math.sqrt((raw[i] as number) / sum);
}

/** The gradient's direction in eighths of a turn, 0..8; atan by a polynomial (Abramowitz and Stegun 4.4.49, short), wrong by less than 0.01. */
function direction(gx: number, gy: number, length: number): number {
  const ax = Math.abs(gx);
  const ay = Math.abs(gy);
  const ratio = Math.min(ax, ay) / Math.max(ax, ay, length * 1e-9);
  const square = ratio * ratio;
  let turn = ratio * (0.99535 + square * (-0.2887 + square * 0.0793)) * (4 / Math.PI);
  if (ay > ax) turn = 2 - turn;
  if (gx < 0) turn = 4 - turn;
  return gy < 0 ? 8 - turn : turn;
}

function layOut(): { cells: Uint8Array; weights: Float32Array } {
  const inner = side - 2;
  const cellOf = new Uint8Array(inner * inner * 4);
  const weights = new Float32Array(inner * inner * 4);
  const middle = (side - 1) / 2;
  const cellWidth = side / (cells + 1);
  for (let row = 1, k = 0; row < side - 1; row++) {
    for (let column = 1; column < side - 1; column++) {
      const u = (column - middle) / cellWidth;
      const v = (row - middle) / cellWidth;
      const near = Math.exp(-(u * u + v * v) / (2 * (cells / 2) ** 2));
      const cu = u + cells / 2 - 0.5;
      const cv = v + cells / 2 - 0.5;
      for (const [iu, iv] of [[0, 0], [1, 0], [0, 1], [1, 1]] as const) {
        const cx = Math.floor(cu) + iu;
        const cy = Math.floor(cv) + iv;
        const inside = cx >= 0 && cy >= 0 && cx < cells && cy < cells;
        cellOf[k] = inside ? cy * cells + cx : 0;
        weights[k++] = inside ? near * (1 - Math.abs(cu - cx)) * (1 - Math.abs(cv - cy)) : 0;
      }
    }
  }
  return { cells: cellOf, weights };
}
