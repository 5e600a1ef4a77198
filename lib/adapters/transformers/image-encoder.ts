import { z } from 'zod';
import type { HubImageManifest } from '#lib/vision/manifest.ts';
import type { Encoder, Pixels } from '#lib/vision/schema.ts';
import { loadTransformers, openPipeline } from './library.ts';

/** Vectors [n, dims], or one for each patch [n, patches, dims]. */
const Answer = z.object({ dims: z.array(z.number().int().positive()).min(2).max(3), data: z.instanceof(Float32Array) });

/**
 * An image encoder of the hub (SigLIP, DINO, CLIP), or of a folder that is laid out like one, on the device that the manifest names; a model
 * that gives a vector for each patch gives their mean. Throws `bad_model` when it cannot be had.
 */
export async function hubImageEncoder(manifest: HubImageManifest, folder: string, load = loadTransformers): Promise<Encoder> {
  const { name, dims } = manifest;
  const library = await load();
  const extract = await openPipeline(library, 'image-feature-extraction', manifest, folder);
  return {
    id: name,
    dims,
    async encode(crops: readonly Pixels[]) {
      if (crops.length === 0) return [];
      const answer = Answer.parse(await extract(crops.map(({ data, width, height }) => new library.RawImage(data, width, height, 4).rgb()), {}));
      const patches = answer.dims.length === 3 ? (answer.dims[1] ?? 1) : 1;
      if (answer.dims[0] !== crops.length || answer.dims.at(-1) !== dims || answer.data.length !== crops.length * patches * dims) throw new Error(`the encoder does not give ${dims} numbers a picture`);
      return crops.map((_, i) => mean(answer.data.subarray(i * patches * dims, (i + 1) * patches * dims), patches, dims));
    },
  };
}

function mean(data: Float32Array, patches: number, dims: number): Float32Array {
  const vector = new Float32Array(dims);
  for (let i = 0; i < data.length; i++) vector[i % dims] = (vector[i % dims] ?? 0) + (data[i] ?? 0) / patches;
  return vector;
}
