import { Tensor } from 'onnxruntime-web/wasm';
import { runPlanes } from '#lib/adapters/onnx/run-planes.ts';
import { encoderOf } from '#lib/vision/encoder.ts';
import { ImageManifest } from '#lib/vision/manifest.ts';
import type { Encoder } from '#lib/vision/schema.ts';
import { fetchModelFile, openModelFile } from '#components/model-files.ts';

/** Longer than this the camera does not wait for it, ms. */
const withinMs = 20_000;

/** Our own image encoder, run in this worker on one thread; undefined where it is not to be had in time, and details alone decide. */
export function loadLooks(): Promise<Encoder | undefined> {
  return Promise.race([load(), new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), withinMs))]);
}

async function load(): Promise<Encoder | undefined> {
  try {
    const manifest = ImageManifest.parse(await (await fetchModelFile('images.json', withinMs)).json());
    const encoder = encoderOf(manifest, runPlanes(await openModelFile(manifest.file, withinMs), { Tensor }, manifest.size));
    await encoder.encode([{ data: new Uint8ClampedArray(4 * 4 * 4), width: 4, height: 4 }], 'frame');
    return encoder;
  } catch {
    return undefined;
  }
}
