import path from 'node:path';
import * as ort from 'onnxruntime-web';
import { z } from 'zod';
import { hubImageEncoder } from '#lib/adapters/transformers/image-encoder.ts';
import { AppError } from '#lib/core/errors.ts';
import { HubImageManifest, ImageManifest } from '#lib/vision/manifest.ts';
import type { Encoder, Pixels } from '#lib/vision/schema.ts';
import { openSession, readManifest } from './session.ts';

/** The encoder that a manifest describes, tried once. Throws `bad_model`; the matcher does without one. */
export async function loadImageEncoder(manifestFile: string): Promise<Encoder> {
  const manifest = await readManifest(z.union([HubImageManifest, ImageManifest]), manifestFile);
  const encoder = 'input' in manifest ? await hubImageEncoder(manifest, path.dirname(manifestFile)) : await onnxEncoder(manifest, path.dirname(manifestFile));
  await encoder.encode([{ data: new Uint8ClampedArray(4 * 4 * 4), width: 4, height: 4 }]).catch((cause: unknown) => {
    throw new AppError('bad_model', `${manifest.name} does not do what its manifest says`, { cause });
  });
  return encoder;
}

async function onnxEncoder(manifest: ImageManifest, folder: string): Promise<Encoder> {
  const session = await openSession(path.resolve(folder, manifest.file), manifest.sha256);
  const { size, dims } = manifest;
  return {
    id: manifest.name,
    dims,
    async encode(crops) {
      if (crops.length === 0) return [];
      const input = new Float32Array(crops.length * 3 * size * size);
      for (const [i, crop] of crops.entries()) fill(input, i * 3 * size * size, crop, manifest);
      const output = (await session.run({ [session.inputNames[0] ?? '']: new ort.Tensor('float32', input, [crops.length, 3, size, size]) }))[session.outputNames[0] ?? ''];
      if (!(output?.data instanceof Float32Array) || output.data.length !== crops.length * dims) throw new Error(`the encoder does not give ${dims} numbers a picture`);
      const { data } = output;
      return crops.map((_, i) => data.slice(i * dims, (i + 1) * dims));
    },
  };
}

/** Bilinear from the crop to the model's square, planes one after the other. */
function fill(input: Float32Array, at: number, { data, width, height }: Pixels, { size, mean, std }: ImageManifest): void {
  for (let y = 0; y < size; y++) {
    const sy = Math.min(height - 1, Math.max(0, ((y + 0.5) * height) / size - 0.5));
    for (let x = 0; x < size; x++) {
      const sx = Math.min(width - 1, Math.max(0, ((x + 0.5) * width) / size - 0.5));
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
      const [x1, y1] = [Math.min(width - 1, x0 + 1), Math.min(height - 1, y0 + 1)];
      const [fx, fy] = [sx - x0, sy - y0];
      for (let c = 0; c < 3; c++) {
        const value = (px: number, py: number) => data[(py * width + px) * 4 + c] ?? 0;
        const mixed = (value(x0, y0) * (1 - fx) + value(x1, y0) * fx) * (1 - fy) + (value(x0, y1) * (1 - fx) + value(x1, y1) * fx) * fy;
        input[at + c * size * size + y * size + x] = (mixed / 255 - (mean[c] ?? 0)) / (std[c] ?? 1);
      }
    }
  }
}
