/**
 * `node bench/vision-learn.ts [folder] [--half 0|1] [--out <file>]`
 * Learns what lib/vision/model.ts reads, on the grocery photographs in `folder` (default ../shared/data/grocery-dev): the PCA of RootSIFT descriptors, visual words,
 * and how common colours are in frames. `--half` learns on half of the products only, for judging on the other (bench/vision.ts --models). Without
 * `--out` lib/vision/model-data.ts is written anew. Pictures prepared before are then stale: raise `preparedVersion`. Deterministic; about two minutes.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { colourDims, frameColours } from '#lib/vision/colour.ts';
import { describe, rawDims } from '#lib/vision/describe.ts';
import { findKeypoints } from '#lib/vision/keypoints.ts';
import { greyOf, resizePixels } from '#lib/vision/plane.ts';
import { decode, readPictures } from './vision-data.ts';

const DIMS = 40;
const WORDS = 1024;
const ROUNDS = 10;
/** Descriptors taken of a photograph: packages have more to tell than potatoes. */
const OF_PACKAGED = 100;
const OF_LOOSE = 30;

const ROOT = path.resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { half: { type: 'string' }, out: { type: 'string' } } });
const photos = readPictures(path.resolve(positionals[0] ?? path.join(ROOT, '../shared/data/grocery-dev'))).filter(({ kind, half }) => kind !== 'catalogue' && (!values.half || half === Number(values.half)));

const rows: Float32Array[] = [];
const background = new Float64Array(colourDims);
for (const photo of photos) {
  const pixels = await decode(photo.path);
  const scale = Math.sqrt(133_000 / (pixels.width * pixels.height));
  const working = resizePixels(pixels, Math.round(pixels.width * scale), Math.round(pixels.height * scale));
  const points = findKeypoints(greyOf(working), 700);
  const most = photo.packaged ? OF_PACKAGED : OF_LOOSE;
  const some = points.filter((_, i) => Math.floor((i * most) / points.length) !== Math.floor(((i - 1) * most) / points.length));
  const raw = describe(some);
  for (let i = 0; i < some.length; i++) rows.push(raw.slice(i * rawDims, (i + 1) * rawDims));
  for (const colours of frameColours(working)) for (let i = 0; i < colourDims; i++) background[i] = (background[i] as number) + (colours[i] as number);
}

const mean = new Float64Array(rawDims);
for (const row of rows) for (let k = 0; k < rawDims; k++) mean[k] = (mean[k] as number) + (row[k] as number) / rows.length;
const covariance = Array.from({ length: rawDims }, () => new Float64Array(rawDims));
for (const row of rows) {
  const centred = row.map((value, k) => value - (mean[k] as number));
  for (let a = 0; a < rawDims; a++) for (let b = 0; b < rawDims; b++) (covariance[a] as Float64Array)[b] = ((covariance[a] as Float64Array)[b] as number) + ((centred[a] as number) * (centred[b] as number)) / rows.length;
}
const axes = eigen(covariance).slice(0, DIMS);
// Whitened by the fourth root: in between keeping each axis' share and making all alike.
const basis = axes.map(({ value, vector }) => vector.map((part) => part * value ** -0.25));
const projected = rows.map((row) => unit(basis.map((axis) => axis.reduce((sum, part, k) => sum + part * ((row[k] as number) - (mean[k] as number)), 0))));
const words = cluster(projected, WORDS);
const bytes = pack();
if (values.out) writeFileSync(values.out, bytes);
else writeFileSync(path.join(ROOT, 'lib/vision/model-data.ts'), `/** See model.ts: learnt on all 40 development products. Written by bench/vision-learn.ts. */\nexport const modelBase64 =\n  '${bytes.toString('base64')}';\n`);
process.stdout.write(`${photos.length} photographs, ${rows.length} descriptors, ${bytes.length} bytes\n`);

/** Eigenvectors of a symmetric matrix, the largest value first, by Jacobi's rotations. */
function eigen(matrix: Float64Array[]): { value: number; vector: Float64Array }[] {
  const n = matrix.length;
  const a = matrix.map((row) => row.slice());
  const v = matrix.map((_, i) => Float64Array.from({ length: n }, (__, k) => (i === k ? 1 : 0)));
  const at = (m: Float64Array[], i: number, k: number) => (m[i] as Float64Array)[k] as number;
  const turn = (m: Float64Array[], i: number, k: number, j: number, l: number, c: number, s: number) => {
    const x = at(m, i, k);
    const y = at(m, j, l);
    (m[i] as Float64Array)[k] = c * x - s * y;
    (m[j] as Float64Array)[l] = s * x + c * y;
  };
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(at(a, p, q)) < 1e-14) continue;
        const theta = (at(a, q, q) - at(a, p, p)) / (2 * at(a, p, q));
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) turn(a, k, p, k, q, c, s);
        for (let k = 0; k < n; k++) turn(a, p, k, q, k, c, s);
        for (let k = 0; k < n; k++) turn(v, k, p, k, q, c, s);
      }
    }
  }
  return matrix.map((_, i) => ({ value: at(a, i, i), vector: Float64Array.from({ length: n }, (__, k) => at(v, k, i)) })).sort((x, y) => y.value - x.value);
}

function unit(row: readonly number[]): Float32Array {
  const length = Math.hypot(...row) || 1;
  return Float32Array.from(row, (value) => value / length);
}

/** Spherical k-means from evenly chosen starts; a word that loses all its members stays where it was. */
function cluster(points: readonly Float32Array[], count: number): Float32Array[] {
  const some = points.filter((_, i) => i % Math.max(1, Math.floor(points.length / 40_000)) === 0);
  let centres = Array.from({ length: count }, (_, i) => some[Math.floor((i * some.length) / count)] as Float32Array);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map(() => new Float64Array(DIMS));
    for (const point of some) {
      let best = 0;
      let most = -2;
      centres.forEach((centre, i) => {
        let dot = 0;
        for (let d = 0; d < DIMS; d++) dot += (centre[d] as number) * (point[d] as number);
        if (dot <= most) return;
        most = dot;
        best = i;
      });
      const sum = sums[best] as Float64Array;
      for (let d = 0; d < DIMS; d++) sum[d] = (sum[d] as number) + (point[d] as number);
    }
    centres = centres.map((centre, i) => ((sums[i] as Float64Array).some((value) => value !== 0) ? unit([...(sums[i] as Float64Array)]) : centre));
  }
  return centres;
}

/** In the order that openModel reads. */
function pack(): Buffer {
  const scale = Math.max(...basis.flatMap((axis) => [...axis].map(Math.abs)));
  const out = Buffer.alloc(12 + rawDims * 2 + DIMS * rawDims * 2 + WORDS * DIMS + colourDims * 4);
  let at = out.writeUInt32LE(DIMS, 0);
  at = out.writeUInt32LE(WORDS, at);
  at = out.writeFloatLE(scale, at);
  for (const value of mean) at = out.writeInt16LE(Math.round(value * 32767), at);
  for (const axis of basis) for (const value of axis) at = out.writeInt16LE(Math.round((value / scale) * 32767), at);
  for (const word of words) for (const value of word) at = out.writeInt8(Math.round(value * 127), at);
  const total = background.reduce((sum, value) => sum + value, 0);
  for (const value of background) at = out.writeFloatLE(value / total, at);
  return out;
}
