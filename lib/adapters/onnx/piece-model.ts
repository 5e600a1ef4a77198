import * as ort from 'onnxruntime-web';
import { DENSE, type Features } from '#lib/intents/features.ts';
import { Intent } from '#lib/intents/schema.ts';
import type { IntentModel } from '#lib/ports.ts';

/** One run reads at most so many pieces, padding included: about 8 MB of table rows. */
const MAX_PIECES = 32_768;
const MAX_ROWS = 128;

/** Our own net over hashed pieces of text (`#lib/intents/features.ts`). Comments of like length run together, to pad little. */
export function pieceModel(session: ort.InferenceSession, name: string): IntentModel {
  return {
    name,
    async score(batch) {
      const shares: Float32Array[] = Array.from({ length: batch.length });
      for (const run of runsOf(batch.map((one) => one.features))) {
        const answers = await scoreRun(session, run.map((i) => batch[i]?.features ?? { ids: [], weights: [], dense: [] }));
        for (const [at, i] of run.entries()) shares[i] = answers.slice(at * Intent.options.length, (at + 1) * Intent.options.length);
      }
      return shares;
    },
  };
}

/** Places in the batch, shortest first, in runs that fit. */
function runsOf(features: readonly Features[]): number[][] {
  const order = features.map((_, i) => i).sort((a, b) => (features[a]?.ids.length ?? 0) - (features[b]?.ids.length ?? 0));
  const runs: number[][] = [];
  let run: number[] = [];
  for (const i of order) {
    const longest = features[i]?.ids.length ?? 0;
    if (run.length > 0 && (run.length >= MAX_ROWS || (run.length + 1) * longest > MAX_PIECES)) {
      runs.push(run);
      run = [];
    }
    run.push(i);
  }
  return run.length > 0 ? [...runs, run] : runs;
}

async function scoreRun(session: ort.InferenceSession, rows: readonly Features[]): Promise<Float32Array> {
  const longest = Math.max(1, ...rows.map((row) => row.ids.length));
  const ids = new Int32Array(rows.length * longest);
  const weights = new Float32Array(rows.length * longest);
  const dense = new Float32Array(rows.length * DENSE);
  for (const [i, row] of rows.entries()) {
    ids.set(row.ids, i * longest);
    weights.set(row.weights, i * longest);
    dense.set(row.dense, i * DENSE);
  }
  const { shares } = await session.run({
    ids: new ort.Tensor('int32', ids, [rows.length, longest]),
    weights: new ort.Tensor('float32', weights, [rows.length, longest]),
    dense: new ort.Tensor('float32', dense, [rows.length, DENSE]),
  });
  if (!(shares?.data instanceof Float32Array)) throw new Error('the model gave no shares');
  return shares.data;
}
