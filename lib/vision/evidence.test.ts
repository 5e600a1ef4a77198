import { expect, test } from 'vitest';
import { openCatalogue } from './catalogue.ts';
import { drawProduct, drawRoom, held, plain } from './drawn.ts';
import { asideOf, gatherEvidence } from './evidence.ts';
import { preparePicture } from './prepare.ts';
import { decide } from './rules.ts';
import { recognise } from './recognise.ts';
import type { Encoder, Pixels, Point } from './schema.ts';

const box = (left: number, top: number, right: number, bottom: number): [Point, Point, Point, Point] => [{ x: left, y: top }, { x: right, y: top }, { x: right, y: bottom }, { x: left, y: bottom }];
const frame = { width: 640, height: 360 };

test('what is small and at the edge stands aside; what is large or near the middle does not', () => {
  expect(asideOf(box(0, 0, 60, 90), frame)).toBeGreaterThan(1);
  expect(asideOf(box(290, 140, 350, 220), frame)).toBe(0);
  expect(asideOf(box(0, 0, 300, 350), frame)).toBe(0);
});

test('a product on a shelf behind is not what is held up', async () => {
  const catalogue = openCatalogue([{ productId: 'shelved', picture: await preparePicture(drawProduct(4)) }, { productId: 'other', picture: await preparePicture(drawProduct(5)) }]);
  const small = { angle: 0, scale: 2.6, y: 70 };
  const behind = await gatherEvidence(held(drawProduct(4), 71, { ...small, x: 60 }), catalogue);
  expect(behind[0]?.sight?.hits).toBeGreaterThan(8);
  expect(decide(behind).kind).toBe('none');
  expect(await recognise(held(drawProduct(4), 71, { ...small, x: 320, y: 180 }), catalogue)).toMatchObject({ kind: 'match', candidates: { 0: { productId: 'shelved' } } });
});

test('a picture that is like anything does not outrank one that is like the frame', async () => {
  // Embeddings by hand: the dull picture is near to every frame, the apt one to this frame almost as much and to no other.
  const vectors = { picture: { 10: [0.8, 0.6, 0], 20: [0.1, 0.75, 0.65] }, frame: { 30: [0.3, 0.9, 0.3] } };
  const encoder = (strangers: Encoder['strangers']): Encoder => ({
    id: 'by hand',
    dims: 3,
    ...(strangers ? { strangers } : {}),
    encode: (crops, kind) => Promise.resolve(crops.map(({ data, width }) => Float32Array.from((vectors[kind] as Record<number, number[]>)[data[(width * (width >> 1) + (width >> 1)) * 4] as number] ?? [0, 0, 0]))),
  });
  const grey = (value: number): Pixels => plain(100, 100, [value, value, value]);
  const embeddings = async (used: Encoder) => {
    const catalogue = openCatalogue(await Promise.all([10, 20].map(async (value) => ({ productId: String(value), picture: await preparePicture(grey(value), { encoder: used }) }))));
    return (await gatherEvidence(grey(30), catalogue, used)).map(({ embedding }) => embedding as number);
  };
  const [dull, apt] = await embeddings(encoder([Float32Array.of(1, 0, 0), Float32Array.of(0.9, 0.3, 0)]));
  expect(apt).toBeGreaterThan(dull as number);
  const [plainDull, plainApt] = await embeddings(encoder(undefined));
  expect(Math.abs((plainDull as number) - (plainApt as number))).toBeLessThan((apt as number) - (dull as number));
});

test('however alike by its looks, nothing is accepted without its details', async () => {
  const encoder: Encoder = { id: 'same', dims: 2, encode: (crops) => Promise.resolve(crops.map(() => Float32Array.of(1, 0))) };
  const catalogue = openCatalogue([{ productId: 'p', picture: await preparePicture(drawProduct(4), { encoder }) }]);
  expect(await recognise(drawRoom(72), catalogue, { encoder })).toMatchObject({ kind: 'none', candidates: [{ verified: false }] });
});
