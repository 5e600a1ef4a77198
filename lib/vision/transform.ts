import type { Point } from './schema.ts';

/** A plane homography, row by row; the last number is 1. Affine and similarity transforms have zeros in the last row. */
export type Transform = readonly [number, number, number, number, number, number, number, number];

export function apply(t: Transform, x: number, y: number): Point {
  const w = t[6] * x + t[7] * y + 1;
  return { x: (t[0] * x + t[1] * y + t[2]) / w, y: (t[3] * x + t[4] * y + t[5]) / w };
}

/** Turns by `angle` radians, scales, and takes (fromX, fromY) to (toX, toY). */
export function similarity(scale: number, angle: number, fromX: number, fromY: number, toX: number, toY: number): Transform {
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  return [cos, -sin, toX - cos * fromX + sin * fromY, sin, cos, toY - sin * fromX - cos * fromY, 0, 0];
}

/** Pairs of points, as four columns, and how much each counts. */
export interface Pairs {
  count: number;
  fromX: Float64Array;
  fromY: Float64Array;
  toX: Float64Array;
  toY: Float64Array;
  weight: Float64Array;
}

/** The affine transform with the least squared error; null when the points lie on a line. */
export function fitAffine({ count, fromX, fromY, toX, toY, weight }: Pairs): Transform | null {
  const normal = new Float64Array(9);
  const right = new Float64Array(6);
  for (let i = 0; i < count; i++) {
    const row = [fromX[i] as number, fromY[i] as number, 1];
    for (let a = 0; a < 3; a++) {
      const part = (row[a] as number) * (weight[i] as number);
      for (let b = 0; b < 3; b++) normal[a * 3 + b] = (normal[a * 3 + b] as number) + part * (row[b] as number);
      right[a] = (right[a] as number) + part * (toX[i] as number);
      right[a + 3] = (right[a + 3] as number) + part * (toY[i] as number);
    }
  }
  const first = solve(normal.slice(), right.slice(0, 3), 3);
  const second = solve(normal, right.slice(3), 3);
  if (!first || !second) return null;
  return [first[0] as number, first[1] as number, first[2] as number, second[0] as number, second[1] as number, second[2] as number, 0, 0];
}

/** The homography near `start` with the least squared error (two Gauss-Newton steps on the true residuals); null when it cannot be told. */
export function fitHomography(pairs: Pairs, start: Transform): Transform | null {
  let current = Float64Array.from(start);
  for (let step = 0; step < 2; step++) {
    const normal = new Float64Array(64);
    const right = new Float64Array(8);
    for (let i = 0; i < pairs.count; i++) {
      const x = pairs.fromX[i] as number;
      const y = pairs.fromY[i] as number;
      const w = (current[6] as number) * x + (current[7] as number) * y + 1;
      const u = ((current[0] as number) * x + (current[1] as number) * y + (current[2] as number)) / w;
      const v = ((current[3] as number) * x + (current[4] as number) * y + (current[5] as number)) / w;
      const rows = [
        [x / w, y / w, 1 / w, 0, 0, 0, (-u * x) / w, (-u * y) / w, (pairs.toX[i] as number) - u],
        [0, 0, 0, x / w, y / w, 1 / w, (-v * x) / w, (-v * y) / w, (pairs.toY[i] as number) - v],
      ];
      for (const row of rows) {
        for (let a = 0; a < 8; a++) {
          const part = (row[a] as number) * (pairs.weight[i] as number);
          if (part === 0) continue;
          for (let b = 0; b < 8; b++) normal[a * 8 + b] = (normal[a * 8 + b] as number) + part * (row[b] as number);
          right[a] = (right[a] as number) + part * (row[8] as number);
        }
      }
    }
    // A little stiffness on the two perspective terms: few points, all on one side, must not bend the plane.
    const stiff = [6, 7] as const;
    for (const a of stiff) normal[a * 8 + a] = (normal[a * 8 + a] as number) * 1.02;
    const change = solve(normal, right, 8);
    if (!change) return null;
    current = current.map((value, i) => value + (change[i] as number));
  }
  return Array.from(current) as unknown as Transform;
}

/** Gaussian elimination with pivoting, in place; null when singular. */
function solve(matrix: Float64Array, right: Float64Array, size: number): Float64Array | null {
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(matrix[row * size + column] as number) > Math.abs(matrix[pivot * size + column] as number)) pivot = row;
    const top = matrix[pivot * size + column] as number;
    if (!(Math.abs(top) > 1e-9)) return null;
    for (let k = 0; k < size; k++) {
      const swap = matrix[column * size + k] as number;
      matrix[column * size + k] = matrix[pivot * size + k] as number;
      matrix[pivot * size + k] = swap;
    }
    const swap = right[column] as number;
    right[column] = right[pivot] as number;
    right[pivot] = swap;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = (matrix[row * size + column] as number) / top;
      if (factor === 0) continue;
      for (let k = column; k < size; k++) matrix[row * size + k] = (matrix[row * size + k] as number) - factor * (matrix[column * size + k] as number);
      right[row] = (right[row] as number) - factor * (right[column] as number);
    }
  }
  return right.map((value, i) => value / (matrix[i * size + i] as number));
}

/** The corners of a width by height picture where the transform puts them: top left, top right, bottom right, bottom left. */
export function cornersOf(t: Transform, width: number, height: number): [Point, Point, Point, Point] {
  return [apply(t, 0, 0), apply(t, width, 0), apply(t, width, height), apply(t, 0, height)];
}

/** Twice-signed area of a quadrilateral; positive when it keeps the picture's own sense of turning. */
export function areaOf([a, b, c, d]: readonly [Point, Point, Point, Point]): number {
  return ((c.x - a.x) * (d.y - b.y) - (d.x - b.x) * (c.y - a.y)) / 2;
}

/** Whether a real picture could look so: not mirrored, convex, neither a speck nor a sliver, no side far longer than its opposite. */
export function isPlausible(t: Transform, width: number, height: number): boolean {
  const corners = cornersOf(t, width, height);
  const sides: number[] = [];
  for (let i = 0; i < 4; i++) {
    const a = corners[i] as Point;
    const b = corners[(i + 1) % 4] as Point;
    const c = corners[(i + 2) % 4] as Point;
    if (!((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) > 0)) return false;
    sides.push(Math.hypot(b.x - a.x, b.y - a.y));
  }
  const [top = 0, right = 0, bottom = 0, left = 0] = sides;
  const stretch = (top + bottom) / width / ((left + right) / height);
  const opposite = Math.max(top / bottom, bottom / top, left / right, right / left);
  return opposite < 2.5 && stretch > 0.28 && stretch < 3.5 && Math.min(...sides) > 8;
}
