import path from 'node:path';
import { AppError } from '#lib/core/errors.ts';

const packageName = '@huggingface/transformers';

type Task = 'text-classification' | 'image-feature-extraction';
type Pipeline = (inputs: unknown[], options: Record<string, unknown>) => Promise<unknown>;

/** What is used of `@huggingface/transformers`. Half a gigabyte with its runtimes: installed only where somebody wants a model of the hub. */
export interface Transformers {
  pipeline: (task: Task, model: string, placing: { device: string; dtype: string }) => Promise<Pipeline>;
  RawImage: new (data: Uint8ClampedArray, width: number, height: number, channels: number) => { rgb(): unknown };
}

/** The library, when it is installed. Throws `bad_model` with the command that installs it. */
export async function loadTransformers(): Promise<Transformers> {
  // The name is no literal: bundlers would look for what is rarely there.
  return (await import(/* turbopackIgnore: true */ /* @vite-ignore */ packageName).catch((cause: unknown) => {
    throw new AppError('bad_model', `A model of the hub needs ${packageName}, which is not installed. In the folder of Claimcast run: npm install --no-save ${packageName}`, { cause });
  })) as Transformers;
}

/** A model by its name on the hub, or from a folder (`./mine`) relative to the manifest's. Throws `bad_model` with the reason. */
export function openPipeline({ pipeline }: Transformers, task: Task, { model, device, dtype }: { model: string; device: string; dtype: string }, folder: string): Promise<Pipeline> {
  return pipeline(task, model.startsWith('.') ? path.resolve(folder, model) : model, { device, dtype }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '').slice(0, 200) : 'no reason was given';
    throw new AppError('bad_model', `${model} cannot be run on ${device}: ${reason}`, { cause });
  });
}
