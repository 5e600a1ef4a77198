import type { ImageManifest } from './manifest.ts';
import { resizePixels } from './plane.ts';
import type { Encoder, Pixels } from './schema.ts';

/** Runs the network on `count` crops' planes: `count` rows of `dims` out. */
export type Run = (planes: Float32Array, count: number) => Promise<Float32Array>;

/** The encoder that a manifest describes, on whatever runs its network. */
export function encoderOf(manifest: ImageManifest, run: Run): Encoder {
  const { dims, means } = manifest;
  return {
    id: manifest.name,
    dims,
    strangers: strangersOf(manifest),
    async encode(crops, kind) {
      if (crops.length === 0) return [];
      const data = await run(planesOf(crops, manifest), crops.length);
      if (data.length !== crops.length * dims) throw new Error(`the encoder does not give ${dims} numbers a picture`);
      const mean = means?.[kind];
      return crops.map((_, i) => data.slice(i * dims, (i + 1) * dims).map((value, d) => value - (mean?.[d] ?? 0)));
    },
  };
}

function strangersOf({ strangers, dims }: ImageManifest): Float32Array[] {
  const bytes = Int8Array.from(atob(strangers ?? ''), (character) => character.charCodeAt(0));
  return Array.from({ length: Math.floor(bytes.length / dims) }, (_, i) => Float32Array.from(bytes.subarray(i * dims, (i + 1) * dims), (value) => value / 127));
}

/** Crops at the model's size, planes one after the other, as its manifest wants them. */
export function planesOf(crops: readonly Pixels[], { size, mean, std }: Pick<ImageManifest, 'size' | 'mean' | 'std'>): Float32Array {
  const area = size * size;
  const out = new Float32Array(crops.length * 3 * area);
  for (const [i, crop] of crops.entries()) {
    const { data } = resizePixels(crop, size, size);
    for (let c = 0; c < 3; c++) for (let p = 0, at = (i * 3 + c) * area; p < area; p++, at++) out[at] = ((data[p * 4 + c] as number) / 255 - (mean[c] as number)) / (std[c] as number);
  }
  return out;
}
