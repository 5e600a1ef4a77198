import type { IntentModel } from '#lib/ports.ts';
import { DENSE, type Features } from './features.ts';
import { Intent } from './schema.ts';

/** One run reads at most so many pieces, padding included: about 8 MB of table rows. */
const MAX_PIECES = 32_768;
const MAX_ROWS = 128;

/** What one run of the network is fed: ids and weights [rows, longest], dense [rows, DENSE]. */
export interface Fed {
  ids: Int32Array;
  weights: Float32Array;
  dense: Float32Array;
  rows: number;
  longest: number;
}

/** Runs the network: `rows` times a share for each intent out. */
export type Run = (fed: Fed) => Promise<Float32Array>;

/** Our own net over hashed pieces of text (`features.ts`), on whatever runs it. Comments of like length run together, to pad little. */
export function pieceModel(run: Run, name: string): IntentModel {
  return {
    name,
    async score(batch) {
      const shares: Float32Array[] = Array.from({ length: batch.length });
      for (const together of runsOf(batch.map((one) => one.features))) {
        const answers = await run(fedOf(together.map((i) => batch[i]?.features ?? { ids: [], weights: [], dense: [] })));
        for (const [at, i] of together.entries()) shares[i] = answers.slice(at * Intent.options.length, (at + 1) * Intent.options.length);
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

function fedOf(rows: readonly Features[]): Fed {
  const longest = Math.max(1, ...rows.map((row) => row.ids.length));
  const fed: Fed = { ids: new Int32Array(rows.length * longest), weights: new Float32Array(rows.length * longest), dense: new Float32Array(rows.length * DENSE), rows: rows.length, longest };
  for (const [i, row] of rows.entries()) {
    fed.ids.set(row.ids, i * longest);
    fed.weights.set(row.weights, i * longest);
    fed.dense.set(row.dense, i * DENSE);
  }
  return fed;
}
