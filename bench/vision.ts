/**
 * `node bench/vision.ts [folder] [--step 1] [--models <learnt on half 0>,<learnt on half 1>] [--images <manifest>[,<manifest>]] [--evidence <file>]`
 * How well and how fast lib/vision names products, on the Grocery Store photographs in `folder` (default ../shared/data/grocery-dev; not part of this repository; ends 2
 * when absent). Prints a table and writes it to bench/results/vision.json. `--step 4` takes every fourth photograph. `--models` judges each half of the
 * products by the model learnt on the other (bench/vision-learn.ts); without it the built-in model, learnt on all of them, is used. `--images` is the same for the image encoder
 * (bench/vision-encoder.ts): two manifests for the halves, or one for both; without it public/models/images.json, or none with `--images none`. `--evidence` keeps what speaks for each picture in each frame as JSON, to fit weights.ts on. One core; about six minutes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadImageEncoder } from '#lib/adapters/onnx/image-encoder.ts';
import { openCatalogue, type VisionCatalogue } from '#lib/vision/catalogue.ts';
import { gatherEvidence, type Evidence } from '#lib/vision/evidence.ts';
import { builtInModel, openModel, type FeatureModel } from '#lib/vision/model.ts';
import { preparePicture } from '#lib/vision/prepare.ts';
import { decide } from '#lib/vision/rules.ts';
import type { CataloguePicture, Encoder, Recognition } from '#lib/vision/schema.ts';
import { vote } from '#lib/vision/vote.ts';
import { chanceFrom, decode, readPictures, worsen, type Picture } from './vision-data.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { step: { type: 'string', default: '1' }, images: { type: 'string', default: path.join(ROOT, 'public/models/images.json') }, models: { type: 'string' }, evidence: { type: 'string' } },
});
const pictures = readPictures(path.resolve(positionals[0] ?? path.join(ROOT, '../shared/data/grocery-dev')));
const catalogueOf = pictures.filter(({ kind }) => kind === 'catalogue');
const photos = pictures.filter(({ kind }) => kind !== 'catalogue').filter((_, i) => i % Number(values.step) === 0);
const manifests = values.images === 'none' ? [] : values.images.split(',');
const loaded: Encoder[] = [];
for (const manifest of manifests) loaded.push(await loadImageEncoder(path.resolve(manifest)));
/** The encoder that judges products of half 0, and of half 1. */
const encoders = [loaded.at(-1), loaded[0]] as const;
const learnt = values.models?.split(',').map((file) => openModel(readFileSync(file)));
/** The model that judges products of half 0, and of half 1. */
const models: [FeatureModel, FeatureModel] = [learnt?.[1] ?? builtInModel(), learnt?.[0] ?? builtInModel()];

interface Seen {
  photo: Picture;
  evidence: Evidence[];
}
const table: { figure: string; value: number; unit: string; aim?: string }[] = [];
const tell = (figure: string, value: number, unit = '', aim?: string) => table.push({ figure, value: Math.round(value * 1000) / 1000, unit, ...(aim ? { aim } : {}) });
const share = <T>(list: readonly T[], is: (one: T) => boolean) => (list.length === 0 ? NaN : list.filter(is).length / list.length);

let prepareMs = 0;
async function open(model: FeatureModel, encoder: Encoder | undefined): Promise<VisionCatalogue> {
  const prepared: CataloguePicture[] = [];
  for (const picture of catalogueOf) {
    const pixels = await decode(picture.path);
    const from = performance.now();
    prepared.push({ productId: String(picture.id), picture: await preparePicture(pixels, { model, ...(encoder ? { encoder } : {}) }) });
    prepareMs += performance.now() - from;
  }
  return openCatalogue(prepared, model);
}
const first = await open(...judgesOf(0));
const isOne = models[1] === models[0] && encoders[1] === encoders[0];
const catalogues = [first, isOne ? first : await open(...judgesOf(1))] as const;
tell('prepare 500 pictures', ((prepareMs / catalogueOf.length / (isOne ? 1 : 2)) * 500) / 1000, 's', '< 60');

// Plain photographs: each once, against all products.
const seen: Seen[] = [];
let tookMs = 0;
for (const photo of photos) {
  const pixels = await decode(photo.path);
  const from = performance.now();
  seen.push({ photo, evidence: await gatherEvidence(pixels, catalogues[photo.half], encoders[photo.half]) });
  tookMs += performance.now() - from;
}
tell(`a frame, ${catalogueOf.length} pictures`, tookMs / photos.length, 'ms');
report('', seen, '');
// Three frames of one product, drawn from its photographs.
const chance = chanceFrom(1);
const packages = seen.filter(({ photo }) => photo.packaged);
const bundles = Array.from({ length: 2000 }, () => {
  const one = packages[Math.floor(chance() * packages.length)] as Seen;
  const same = packages.filter(({ photo }) => photo.id === one.photo.id);
  return { id: one.photo.id, three: [one, ...[0, 1].map(() => same[Math.floor(chance() * same.length)] as Seen)] };
});
const voted = bundles.map(({ id, three }) => ({ id, answer: vote(three.map(({ evidence }) => decide(evidence))) }));
tell('packaged, three frames voted, best guess right', share(voted, ({ id, answer }) => isRight(answer, id)), '', '>= 0.95');
tell('packaged, three frames voted, accepted and right', share(voted, ({ id, answer }) => answer.kind === 'match' && isRight(answer, id)));
tell('packaged, three frames voted, accepted and wrong', share(voted, ({ id, answer }) => answer.kind === 'match' && !isRight(answer, id)));

// Worse frames of packaged goods.
const clutter = photos.filter(({ packaged }) => !packaged);
const worse: Seen[] = [];
for (const [i, photo] of photos.filter(({ packaged }) => packaged).entries()) {
  if (i % 3 !== 0) continue;
  const pixels = await worsen(photo.path, (clutter[(i * 37) % clutter.length] as Picture).path, i);
  worse.push({ photo, evidence: await gatherEvidence(pixels, catalogues[photo.half], encoders[photo.half]) });
}
report('worse frames: ', worse, '');

// Time with more pictures: photographs stand in for them.
const many = [...first.pictures];
for (const photo of photos.filter((_, i) => i % Math.max(1, Math.floor(photos.length / 460)) === 0)) {
  if (many.length >= 500) break;
  many.push({ productId: `extra-${photo.path}`, picture: await preparePicture(await decode(photo.path), { model: models[0], ...(encoders[0] ? { encoder: encoders[0] } : {}) }) });
}
for (const count of [100, 500]) {
  const catalogue = openCatalogue(many.slice(0, count), models[0]);
  const times: number[] = [];
  for (const photo of photos.filter((_, i) => i % Math.ceil(photos.length / 40) === 0)) {
    const pixels = await decode(photo.path);
    const from = performance.now();
    await gatherEvidence(pixels, catalogue, encoders[0]).then(decide);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  tell(`a frame, ${count} pictures, median`, times[times.length >> 1] as number, 'ms', count === 100 ? '< 80' : undefined);
  tell(`a frame, ${count} pictures, slowest of ${times.length}`, times.at(-1) as number, 'ms', count === 100 ? '< 150' : undefined);
}
if (values.evidence) writeFileSync(values.evidence, JSON.stringify(seen.map(({ photo, evidence }) => ({ ...photo, evidence }))));
finish();

function judgesOf(half: 0 | 1): [FeatureModel, Encoder | undefined] {
  return [models[half], encoders[half]];
}

function isRight({ candidates: [best] }: Recognition, id: number): boolean {
  return best?.productId === String(id);
}

/** The same brand, by the first word of its name: a near-identical variant. */
function isSibling(productId: string, photo: Picture): boolean {
  return catalogueOf.some(({ id, product }) => String(id) === productId && product.split('-')[0] === photo.product.split('-')[0]);
}

function report(kind: string, frames: readonly Seen[], unit: string): void {
  const packaged = frames.filter(({ photo }) => photo.packaged);
  const loose = frames.filter(({ photo }) => !photo.packaged);
  const packagedIds = new Set(catalogueOf.filter((one) => one.packaged).map(({ id }) => String(id)));
  const answers = packaged.map(({ photo, evidence }) => ({ photo, answer: decide(evidence) }));
  const among = packaged.map(({ photo, evidence }) => ({ photo, answer: decide(evidence.filter(({ productId }) => packagedIds.has(productId))) }));
  tell(`${kind}packaged, best guess right, one of ${packagedIds.size}`, share(among, ({ photo, answer }) => isRight(answer, photo.id)), unit, kind ? undefined : '>= 0.85');
  tell(`${kind}packaged, best guess right, one of ${catalogueOf.length}`, share(answers, ({ photo, answer }) => isRight(answer, photo.id)), unit);
  tell(`${kind}packaged, among the first five`, share(answers, ({ photo, answer }) => answer.candidates.some(({ productId }) => productId === String(photo.id))), unit);
  if (loose.length > 0) {
    const right = ({ photo, evidence }: Seen) => isRight(decide(evidence), photo.id);
    tell(`any goods, best guess right, one of ${catalogueOf.length}`, share(frames, right), unit, '>= 0.55');
    tell('loose goods, best guess right', share(loose, right), unit);
    tell('any goods, among the first five', share(frames, ({ photo, evidence }) => decide(evidence).candidates.some(({ productId }) => productId === String(photo.id))), unit);
    tell('loose goods, accepted and wrong', share(loose, ({ photo, evidence }) => decide(evidence).kind === 'match' && !right({ photo, evidence })), unit, '<= 0.01');
  }
  tell(`${kind}packaged, accepted and right`, share(answers, ({ photo, answer }) => answer.kind === 'match' && isRight(answer, photo.id)), unit, kind ? undefined : '>= 0.90');
  tell(`${kind}packaged, one of several, right among them`, share(answers, ({ photo, answer }) => answer.kind === 'one_of' && answer.candidates.some(({ productId, verified }) => verified && productId === String(photo.id))), unit);
  tell(`${kind}packaged, accepted and wrong`, share(answers, ({ photo, answer }) => answer.kind === 'match' && !isRight(answer, photo.id)), unit, '<= 0.01');
  const absent = packaged.map(({ photo, evidence }) => ({ photo, answer: decide(evidence.filter(({ productId }) => productId !== String(photo.id))) }));
  const taken = absent.filter(({ answer }) => answer.kind === 'match');
  const bySibling = taken.filter(({ photo, answer }) => isSibling(answer.candidates[0]?.productId ?? '', photo));
  tell(`${kind}packaged, left out of the catalogue, accepted as another brand`, (taken.length - bySibling.length) / packaged.length, unit, '<= 0.01');
  const branded = absent.filter(({ photo }) => catalogueOf.some(({ id }) => id !== photo.id && isSibling(String(id), photo)));
  tell(`${kind}packaged, left out but a sibling in, accepted as the sibling`, bySibling.length / Math.max(1, branded.length), unit);
}

function finish(): void {
  const width = Math.max(...table.map(({ figure }) => figure.length));
  for (const { figure, value, unit, aim } of table) process.stdout.write(`${figure.padEnd(width)}  ${String(value).padStart(8)} ${unit.padEnd(3)} ${aim ?? ''}\n`);
  const folder = path.join(ROOT, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const machine = { cpu: os.cpus()[0]?.model ?? '', node: process.version };
  writeFileSync(path.join(folder, 'vision.json'), `${JSON.stringify({ machine, photographs: photos.length, encoders: loaded.map(({ id }) => id), heldOutModel: learnt !== undefined, heldOutEncoder: loaded.length === 2, figures: table }, null, 2)}\n`);
}
