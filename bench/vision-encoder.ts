/**
 * `node bench/vision-encoder.ts <nsfwjs-4.3.0.tgz> [folder] [--half 0|1] [--out <folder>]`
 * Writes `images.onnx` and `images.json`, the image encoder that ranks products by looks, to public/models or `--out`. The first ten blocks of a MobileNetV2 trained on
 * ImageNet come out of the npm package nsfwjs (MIT; fetch it by `npm pack nsfwjs@4.3.0`); what its normalisation layers lost when they were put into bytes is measured anew, and
 * the projection behind it is learnt, on the grocery photographs in `folder` (default ../shared/data/grocery-dev). `--half` learns on half of the products only, for judging on the
 * other (bench/vision.ts --images). Deterministic; about four minutes on one core.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as ort from 'onnxruntime-web';
import { runPlanes } from '#lib/adapters/onnx/run-planes.ts';
import { catalogueCrops, frameCrops } from '#lib/vision/crops.ts';
import { planesOf } from '#lib/vision/encoder.ts';
import type { ImageManifest } from '#lib/vision/manifest.ts';
import { unit } from '#lib/vision/prepare.ts';
import type { Pixels } from '#lib/vision/schema.ts';
import { encodeOnnx, type Graph } from '#workers/train/onnx-file.ts';
import { learnProjection, type Sample } from './encoder/discriminant.ts';
import { inputSide, lookingGraph, measuringGraph, type Statistics } from './encoder/network.ts';
import { readWeights } from './encoder/weights.ts';
import { decode, readPictures } from './vision-data.ts';

const DIMS = 128;
/** Photographs that normalisation is measured on. */
const MEASURED = 48;
/** Photographs of a product that stand for what else a camera may see. */
const STRANGERS = 5;
const INPUT = { size: inputSide, mean: [0, 0, 0] as [number, number, number], std: [1, 1, 1] as [number, number, number] };

const ROOT = path.resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { half: { type: 'string' }, out: { type: 'string', default: path.join(ROOT, 'public/models') } } });
const [tarball, folder = path.join(ROOT, '../shared/data/grocery-dev')] = positionals;
if (!tarball) throw new Error('give the package: npm pack nsfwjs@4.3.0');
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

const weights = readWeights(tarball);
const pictures = readPictures(path.resolve(folder)).filter(({ half }) => !values.half || half === Number(values.half));
const photos = pictures.filter(({ kind }) => kind !== 'catalogue');
const statistics = await measure(await Promise.all(evenly(photos, MEASURED).map(async (photo) => frameCrops(await decode(photo.path))[0])));

const seeing = await sessionOf(lookingGraph(weights, statistics));
const samples: Sample[][] = [];
for (const photo of photos) samples.push((await run(seeing, frameCrops(await decode(photo.path)))).map((features) => ({ features, label: photo.id })));
const projection = { rows: learnProjection(samples.flat(), DIMS), dims: DIMS };

const bytes = encodeOnnx(lookingGraph(weights, statistics, projection));
const looking = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
const frames: Float32Array[][] = [];
for (const photo of photos) frames.push(await run(looking, frameCrops(await decode(photo.path))));
const catalogue: Float32Array[] = [];
for (const picture of pictures) if (picture.kind === 'catalogue') catalogue.push(...(await run(looking, catalogueCrops(await decode(picture.path)))));
const means = { picture: meanOf(catalogue), frame: meanOf(frames.flat()) };
const ids = [...new Set(photos.map(({ id }) => id))];
const strangers = ids.flatMap((id) => evenly(frames.filter((_, i) => photos[i]?.id === id), STRANGERS).map((crops) => meanOf(crops.map((crop) => unit(crop.map((value, d) => value - (means.frame[d] as number)))))));

const sha256 = createHash('sha256').update(bytes).digest('hex');
const manifest: ImageManifest = {
  kind: 'image',
  name: `images-1-${sha256.slice(0, 8)}`,
  file: 'images.onnx',
  sha256,
  ...INPUT,
  dims: DIMS,
  means: { picture: rounded(means.picture), frame: rounded(means.frame) },
  strangers: Buffer.from(Int8Array.from(strangers.flatMap((row) => [...row]), (value) => Math.round(value * 127)).buffer).toString('base64'),
};
mkdirSync(values.out, { recursive: true });
writeFileSync(path.join(values.out, 'images.onnx'), bytes);
writeFileSync(path.join(values.out, 'images.json'), `${JSON.stringify(manifest, null, 2)}\n`);
process.stdout.write(`${photos.length} photographs of ${ids.length} products, ${bytes.length} bytes, ${manifest.name}\n`);

async function sessionOf(graph: Graph): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(encodeOnnx(graph), { executionProviders: ['wasm'] });
}

/** A row a crop. */
async function run(session: ort.InferenceSession, crops: readonly Pixels[]): Promise<Float32Array[]> {
  const data = await runPlanes(session, ort, inputSide)(planesOf(crops, INPUT), crops.length);
  const size = data.length / crops.length;
  return crops.map((_, i) => data.slice(i * size, (i + 1) * size));
}

async function measure(crops: readonly Pixels[]): Promise<Statistics> {
  const { graph, layers } = measuringGraph(weights);
  const session = await sessionOf(graph);
  const found = await session.run({ pixels: new ort.Tensor('float32', planesOf(crops, INPUT), [crops.length, 3, inputSide, inputSide]) });
  const part = (name: string) => Float32Array.from(found[name]?.data as Float32Array);
  await session.release();
  return new Map(layers.map((name) => [name, { mean: part(`${name}/mean`), variance: part(`${name}/variance`) }]));
}

function meanOf(rows: readonly Float32Array[]): Float32Array {
  return Float32Array.from({ length: rows[0]?.length ?? 0 }, (_, i) => rows.reduce((sum, row) => sum + (row[i] as number), 0) / rows.length);
}

function evenly<T>(list: readonly T[], count: number): T[] {
  return list.filter((_, i) => Math.floor((i * count) / list.length) !== Math.floor(((i - 1) * count) / list.length));
}

function rounded(row: Float32Array): number[] {
  return Array.from(row, (value) => Math.round(value * 1e4) / 1e4);
}
