import type * as Ort from 'onnxruntime-web';
import { DENSE } from '#lib/intents/features.ts';
import type { Run } from '#lib/intents/piece-model.ts';

/** Our own net in a session of this runtime: the whole one in Node, the one for WebAssembly alone in a browser. */
export function runPieces(session: Ort.InferenceSession, { Tensor }: Pick<typeof Ort, 'Tensor'>): Run {
  return async ({ ids, weights, dense, rows, longest }) => {
    const { shares } = await session.run({
      ids: new Tensor('int32', ids, [rows, longest]),
      weights: new Tensor('float32', weights, [rows, longest]),
      dense: new Tensor('float32', dense, [rows, DENSE]),
    });
    if (!(shares?.data instanceof Float32Array)) throw new Error('the model gave no shares');
    return shares.data;
  };
}
