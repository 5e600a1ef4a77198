import { z } from 'zod';
import type { IntentManifest } from '#lib/intents/manifest.ts';
import { Intent } from '#lib/intents/schema.ts';
import type { IntentModel } from '#lib/ports.ts';
import { loadTransformers, openPipeline } from './library.ts';

type HubManifest = Extract<IntentManifest, { input: 'hub' }>;

const Answer = z.array(z.array(z.object({ label: z.string(), score: z.number() })));
/** Comments a run. */
const MAX_ROWS = 32;

/**
 * A sequence classifier of the hub, or of a folder that is laid out like one, on the device that the manifest names. Labels that the
 * manifest does not map are left out of the shares. Throws `bad_model` when it cannot be had.
 */
export async function hubTextModel(manifest: HubManifest, folder: string, load = loadTransformers): Promise<IntentModel> {
  const { name, labels } = manifest;
  const classify = await openPipeline(await load(), 'text-classification', manifest, folder);
  return {
    name,
    async score(batch) {
      const shares: Float32Array[] = [];
      for (let at = 0; at < batch.length; at += MAX_ROWS) {
        const answer = Answer.parse(await classify(batch.slice(at, at + MAX_ROWS).map(({ text }) => text), { top_k: null }));
        shares.push(...answer.map((row) => sharesOf(row, labels)));
      }
      return shares;
    },
  };
}

/** Several of the model's labels may mean one of ours. */
function sharesOf(row: readonly { label: string; score: number }[], labels: HubManifest['labels']): Float32Array {
  const shares = new Float32Array(Intent.options.length);
  for (const { label, score } of row) {
    const intent = labels[label];
    if (intent) shares[Intent.options.indexOf(intent)] = (shares[Intent.options.indexOf(intent)] ?? 0) + score;
  }
  const sum = shares.reduce((total, share) => total + share, 0);
  return sum > 0 ? shares.map((share) => share / sum) : shares;
}
