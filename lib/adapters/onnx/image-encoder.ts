import path from 'node:path';
import * as ort from 'onnxruntime-web';
import { z } from 'zod';
import { hubImageEncoder } from '#lib/adapters/transformers/image-encoder.ts';
import { AppError } from '#lib/core/errors.ts';
import { encoderOf } from '#lib/vision/encoder.ts';
import { HubImageManifest, ImageManifest } from '#lib/vision/manifest.ts';
import type { Encoder } from '#lib/vision/schema.ts';
import { runPlanes } from './run-planes.ts';
import { openSession, readManifest } from './session.ts';

/** The encoder that a manifest describes, tried once. Throws `bad_model`; the matcher does without one. */
export async function loadImageEncoder(manifestFile: string): Promise<Encoder> {
  const manifest = await readManifest(z.union([HubImageManifest, ImageManifest]), manifestFile);
  const folder = path.dirname(manifestFile);
  const encoder = 'input' in manifest ? await hubImageEncoder(manifest, folder) : await onnxEncoder(manifest, folder);
  await encoder.encode([{ data: new Uint8ClampedArray(4 * 4 * 4), width: 4, height: 4 }], 'frame').catch((cause: unknown) => {
    throw new AppError('bad_model', `${manifest.name} does not do what its manifest says`, { cause });
  });
  return encoder;
}

async function onnxEncoder(manifest: ImageManifest, folder: string): Promise<Encoder> {
  return encoderOf(manifest, runPlanes(await openSession(path.resolve(folder, manifest.file), manifest.sha256), ort, manifest.size));
}
