import type { Pixels } from './schema.ts';

/** One number a pixel, rows from the top. */
export interface Plane {
  data: Float32Array;
  width: number;
  height: number;
}

/** Brightness 0..1 (Rec. 601 weights); a transparent pixel is seen on white. */
export function greyOf({ data, width, height }: Pixels): Plane {
  const out = new Float32Array(width * height);
  for (let i = 0, p = 0; i < out.length; i++, p += 4) {
    const grey = 0.299 * (data[p] as number) + 0.587 * (data[p + 1] as number) + 0.114 * (data[p + 2] as number);
    const alpha = data[p + 3] as number;
    out[i] = (alpha === 255 ? grey : (grey * alpha) / 255 + 255 - alpha) / 255;
  }
  return { data: out, width, height };
}

/** The picture at another size: the mean of what falls in a pixel when it shrinks, bilinear when it grows. Transparent becomes white. */
export function resizePixels(from: Pixels, width: number, height: number): Pixels {
  const out = new Uint8ClampedArray(width * height * 4);
  const columns = taps(from.width, width);
  const rows = taps(from.height, height);
  const line = new Float32Array(from.width * 4);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    const first = rows.first[y] as number;
    for (let k = 0; k < rows.span; k++) {
      const weight = rows.weights[y * rows.span + k] as number;
      if (weight === 0) continue;
      const at = (first + k) * from.width * 4;
      for (let i = 0; i < line.length; i++) line[i] = (line[i] as number) + weight * (from.data[at + i] as number);
    }
    for (let x = 0; x < width; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let alpha = 0;
      const start = (columns.first[x] as number) * 4;
      for (let k = 0; k < columns.span; k++) {
        const weight = columns.weights[x * columns.span + k] as number;
        if (weight === 0) continue;
        const at = start + k * 4;
        red += weight * (line[at] as number);
        green += weight * (line[at + 1] as number);
        blue += weight * (line[at + 2] as number);
        alpha += weight * (line[at + 3] as number);
      }
      const to = (y * width + x) * 4;
      const part = alpha / 255;
      const white = 255 - alpha;
      out[to] = red * part + white;
      out[to + 1] = green * part + white;
      out[to + 2] = blue * part + white;
      out[to + 3] = 255;
    }
  }
  return { data: out, width, height };
}

/** A rectangle of a picture, in whole pixels, white where it leaves the picture. */
export function cropPixels(from: Pixels, left: number, top: number, width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const x0 = Math.max(0, -left);
  const x1 = Math.min(width, from.width - left);
  for (let y = Math.max(0, -top); y < Math.min(height, from.height - top) && x1 > x0; y++) {
    const at = ((y + top) * from.width + left + x0) * 4;
    data.set(from.data.subarray(at, at + (x1 - x0) * 4), (y * width + x0) * 4);
  }
  return { data, width, height };
}

/** Every second pixel of every second row. */
export function halve({ data, width, height }: Plane): Plane {
  const w = Math.max(1, width >> 1);
  const h = Math.max(1, height >> 1);
  const out = new Float32Array(w * h);
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) out[y * w + x] = data[y * 2 * width + x * 2] as number;
  return { data: out, width: w, height: h };
}

/** Gaussian blur of `sigma` pixels, cut at two and a half sigma, edges repeated. */
export function blur({ data, width, height }: Plane, sigma: number): Plane {
  const kernel = gaussian(sigma);
  const radius = kernel.length - 1;
  const sums = new Float64Array(width);
  const padded = new Float32Array(width + radius * 2);
  const across = new Float32Array(width * height);
  const before = (k: number) => radius - k;
  const after = (k: number) => radius + k;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    padded.fill(data[row] as number, 0, radius);
    padded.set(data.subarray(row, row + width), radius);
    padded.fill(data[row + width - 1] as number, radius + width);
    convolve(sums, padded, kernel, before, after);
    across.set(sums, row);
  }
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const above = (k: number) => Math.max(0, y - k) * width;
    const below = (k: number) => Math.min(height - 1, y + k) * width;
    convolve(sums, across, kernel, above, below);
    out.set(sums, y * width);
  }
  return { data: out, width, height };
}

/** One line of a convolution with a symmetric kernel, whose k-th neighbours start at `before(k)` and `after(k)`. Three at a time: half as many passes over the sums. */
function convolve(sums: Float64Array, from: Float32Array, kernel: Float32Array, before: (k: number) => number, after: (k: number) => number): void {
  const length = sums.length;
  const middle = kernel[0] as number;
  const start = before(0);
  for (let x = 0; x < length; x++) sums[x] = middle * (from[start + x] as number);
  let k = 1;
  for (; k + 2 < kernel.length; k += 3) {
    const [a, b, c] = [kernel[k] as number, kernel[k + 1] as number, kernel[k + 2] as number];
    const [a0, b0, c0] = [before(k), before(k + 1), before(k + 2)];
    const [a1, b1, c1] = [after(k), after(k + 1), after(k + 2)];
    for (let x = 0; x < length; x++) {
      sums[x] = (sums[x] as number) + a * ((from[a0 + x] as number) + (from[a1 + x] as number)) + b * ((from[b0 + x] as number) + (from[b1 + x] as number)) + c * ((from[c0 + x] as number) + (from[c1 + x] as number));
    }
  }
  for (; k < kernel.length; k++) {
    const weight = kernel[k] as number;
    const start0 = before(k);
    const start1 = after(k);
    for (let x = 0; x < length; x++) sums[x] = (sums[x] as number) + weight * ((from[start0 + x] as number) + (from[start1 + x] as number));
  }
}

/** Half a kernel from its middle outwards. */
function gaussian(sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(sigma * 2.5));
  const kernel = Float32Array.from({ length: radius + 1 }, (_, i) => Math.exp(-(i * i) / (2 * sigma * sigma)));
  const sum = kernel.reduce((total, weight, i) => total + weight * (i === 0 ? 1 : 2), 0);
  return kernel.map((weight) => weight / sum);
}

/** For each pixel of the new line: the first old pixel it takes from, and the weights of `span` of them. */
function taps(from: number, to: number): { first: Int32Array; weights: Float32Array; span: number } {
  const ratio = from / to;
  const reach = Math.max(1, ratio);
  const span = Math.min(from, Math.ceil(reach * 2) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * span);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * ratio - 0.5;
    const start = Math.max(0, Math.min(from - span, Math.ceil(centre - reach)));
    let sum = 0;
    for (let k = 0; k < span; k++) sum += weights[i * span + k] = Math.max(0, 1 - Math.abs(start + k - Math.max(0, Math.min(from - 1, centre))) / reach);
    for (let k = 0; k < span; k++) weights[i * span + k] = (weights[i * span + k] as number) / sum;
    first[i] = start;
  }
  return { first, weights, span };
}
