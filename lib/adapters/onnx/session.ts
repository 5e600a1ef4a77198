import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web';
import type { z } from 'zod';
import { AppError } from '#lib/core/errors.ts';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** Larger files are refused before they are read. */
const maxModelBytes = 2_000_000_000;
const maxManifestBytes = 1_000_000;

/** A session over an .onnx file, on one thread. Throws `bad_model` in words for the health page when it is missing, changed or no model. */
export async function openSession(file: string, sha256?: string): Promise<ort.InferenceSession> {
  const bytes = await readModel(file, maxModelBytes, sha256);
  return ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' }).catch((cause: unknown) => {
    throw new AppError('bad_model', `${file} is no model that can be run`, { cause });
  });
}

/** The bytes of a model's file or manifest. Throws `bad_model`. */
export async function readModel(file: string, maxBytes: number, sha256?: string): Promise<Buffer> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new AppError('bad_model', `${file} cannot be read`, { cause });
  });
  if (bytes.length > maxBytes) throw new AppError('bad_model', `${file} is larger than ${maxBytes} bytes`);
  if (sha256 && createHash('sha256').update(bytes).digest('hex') !== sha256) throw new AppError('bad_model', `${file} is not the file that its manifest names. Train again, or copy all files of the model together`);
  return bytes;
}

/** Throws `bad_model`. */
export function parseJson(bytes: Buffer, file: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new AppError('bad_model', `${file} is no JSON`, { cause });
  }
}

/** What a manifest says, checked; `hintOf` adds what to do about a place that is wrong. Throws `bad_model`. */
export async function readManifest<T>(schema: z.ZodType<T>, file: string, hintOf: (place: string) => string = () => ''): Promise<T> {
  const found = schema.safeParse(parseJson(await readModel(file, maxManifestBytes), file));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new AppError('bad_model', `${file}: ${place} ${issue?.message ?? 'is wrong'}${hintOf(place)}`);
}
