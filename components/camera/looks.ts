import * as ort from 'onnxruntime-web/wasm';
import { encoderOf } from '#lib/vision/encoder.ts';
import { ImageManifest } from '#lib/vision/manifest.ts';
import type { Encoder } from '#lib/vision/schema.ts';

const folder = '/models/';

/** Longer than this the camera does not wait for it, ms. */
const withinMs = 20_000;

/** Our own image encoder, run in this worker on one thread; undefined where it is not to be had in time, and details alone decide. */
export function loadLooks(): Promise<Encoder | undefined> {
  return Promise.race([load(), new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), withinMs))]);
}

async function load(): Promise<Encoder | undefined> {
  try {
    const manifest = ImageManifest.parse(await (await fetched('images.json')).json());
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create(await (await fetched(manifest.file)).arrayBuffer(), { executionProviders: ['wasm'] });
    const encoder = encoderOf(manifest, async (planes, count) => {
      const output = (await session.run({ [session.inputNames[0] ?? '']: new ort.Tensor('float32', planes, [count, 3, manifest.size, manifest.size]) }))[session.outputNames[0] ?? ''];
      return output?.data as Float32Array;
    });
    await encoder.encode([{ data: new Uint8ClampedArray(4 * 4 * 4), width: 4, height: 4 }], 'frame');
    return encoder;
  } catch {
    return undefined;
  }
}

async function fetched(file: string): Promise<Response> {
  const answer = await fetch(folder + file, { signal: AbortSignal.timeout(withinMs) });
  if (!answer.ok) throw new Error(`${file} was refused: ${answer.status}`);
  return answer;
}
