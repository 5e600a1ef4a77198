import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogueCrops, frameCrops } from '#lib/vision/crops.ts';
import { drawProduct, held } from '#lib/vision/drawn.ts';
import { planesOf } from '#lib/vision/encoder.ts';
import { dot, unit } from '#lib/vision/prepare.ts';
import type { Encoder } from '#lib/vision/schema.ts';
import { loadImageEncoder } from './image-encoder.ts';

const ours = 'public/models/images.json';
const hues = [[200, 60, 40], [40, 160, 60], [40, 70, 200], [230, 200, 60], [90, 40, 110], [240, 240, 235]] as const;

describe('our own image encoder', () => {
  let encoder: Encoder;
  beforeAll(async () => {
    encoder = await loadImageEncoder(ours);
  });

  test('gives unlike things unlike vectors, the same each time, whatever else is in the batch', async () => {
    const crops = hues.flatMap((hue, i) => catalogueCrops(drawProduct(i + 1, hue)));
    const vectors = await encoder.encode(crops, 'picture');
    expect(vectors.every(({ length }) => length === encoder.dims)).toBe(true);
    const [alone] = await encoder.encode(crops.slice(2, 3), 'picture');
    expect(dot(unit(alone as Float32Array), unit(vectors[2] as Float32Array))).toBeGreaterThan(0.9999);
  });

  test('finds most products in a frame by their looks alone', async () => {
    const pictures = (await encoder.encode(hues.flatMap((hue, i) => catalogueCrops(drawProduct(i + 1, hue))), 'picture')).map(unit);
    let right = 0;
    for (const [i, hue] of hues.entries()) {
      const crops = (await encoder.encode(frameCrops(held(drawProduct(i + 1, hue), 80 + i, { scale: 0.95 })), 'frame')).map(unit);
      const alike = pictures.map((picture) => crops.reduce((sum, crop) => sum + dot(crop, picture), 0));
      if (alike.indexOf(Math.max(...alike)) === i) right += 1;
    }
    expect(right).toBeGreaterThanOrEqual(4);
  });

  test('knows what strangers look like', () => {
    expect(encoder.strangers?.length).toBeGreaterThanOrEqual(100);
    for (const stranger of encoder.strangers ?? []) expect(dot(stranger, stranger)).toBeLessThanOrEqual(1.02);
  });
});

describe('a manifest', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'claimcast-images-'));
    await writeFile(path.join(folder, 'images.onnx'), await readFile('public/models/images.onnx'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('with means of another length, or another file beside it, is refused', async () => {
    const manifest = JSON.parse(await readFile(ours, 'utf8')) as { means: { frame: number[] } };
    const file = path.join(folder, 'wrong.json');
    await writeFile(file, JSON.stringify({ ...manifest, means: { ...manifest.means, frame: [1, 2] } }));
    await expect(loadImageEncoder(file)).rejects.toMatchObject({ code: 'bad_model', message: expect.stringContaining('means') as string });
    await writeFile(file, JSON.stringify({ ...manifest, sha256: '0'.repeat(64) }));
    await expect(loadImageEncoder(file)).rejects.toMatchObject({ code: 'bad_model' });
  });
});

test('a crop becomes planes, one colour after the other, scaled as told', () => {
  const data = new Uint8ClampedArray(4 * 2 * 4).map((_, i) => [0, 51, 102, 255][i % 4] as number);
  const planes = planesOf([{ data, width: 4, height: 2 }], { size: 2, mean: [0.5, 0.5, 0], std: [0.5, 0.5, 1] });
  expect([...planes].map((value) => Math.round(value * 10) / 10)).toEqual([-1, -1, -1, -1, -0.6, -0.6, -0.6, -0.6, 0.4, 0.4, 0.4, 0.4]);
});
