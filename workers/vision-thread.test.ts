import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visionThread } from '#lib/adapters/vision/thread.ts';
import { pngOf } from '#lib/testing/sight.ts';
import { silentLog } from '#lib/testing/world.ts';
import { plain } from '#lib/vision/drawn.ts';
import { preparedVersion } from '#lib/vision/prepare.ts';
import { encodeOnnx } from './train/onnx-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'claimcast-vision-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('an image model in the thread ranks what has no details by its looks', async () => {
  await writeFile(path.join(folder, 'means.onnx'), encodeOnnx({
    name: 'means',
    inputs: [{ name: 'pixels', type: 'float', dims: ['n', 3, 16, 16] }],
    outputs: [{ name: 'vectors', type: 'float', dims: ['n', 3] }],
    tensors: [],
    nodes: [{ op: 'GlobalAveragePool', inputs: ['pixels'], output: 'pooled' }, { op: 'Flatten', inputs: ['pooled'], output: 'vectors', attributes: { axis: 1 } }],
  }));
  const imageModel = path.join(folder, 'means.json');
  await writeFile(imageModel, JSON.stringify({ kind: 'image', name: 'means', file: 'means.onnx', size: 16, dims: 3 }));
  const thread = visionThread(new URL('vision-thread.ts', import.meta.url), silentLog, { data: { imageModel, logLevel: 'silent' } });
  try {
    expect(await thread.model()).toBe(`v${preparedVersion}/means`);
    expect(thread.looks).toEqual({ encoder: 'means', problem: null });
    const colours = [[220, 40, 40], [40, 180, 40], [40, 40, 220]] as const;
    const pictures = await Promise.all(colours.map(async (colour, i) => ({ productId: `p${i}`, features: await thread.prepare(await pngOf(plain(100, 100, colour))) })));
    await thread.open({ sellerId: 's', version: '1' }, pictures);
    const [seen] = (await thread.recognise({ sellerId: 's', version: '1' }, [await pngOf(plain(640, 360, [50, 170, 60]))])) ?? [];
    expect(seen).toMatchObject({ kind: 'none', candidates: [{ productId: 'p1', verified: false }, {}, {}] });
  } finally {
    await thread.close();
  }
});
