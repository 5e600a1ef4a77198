import type * as Ort from 'onnxruntime-web';
import type { Run } from '#lib/vision/encoder.ts';

/** A network whose only input is planes [n, 3, size, size] and whose first output is vectors, in a session of this runtime. */
export function runPlanes(session: Ort.InferenceSession, { Tensor }: Pick<typeof Ort, 'Tensor'>, size: number): Run {
  return async (planes, count) => {
    const output = (await session.run({ [session.inputNames[0] ?? '']: new Tensor('float32', planes, [count, 3, size, size]) }))[session.outputNames[0] ?? ''];
    if (!(output?.data instanceof Float32Array)) throw new Error('the network does not give numbers');
    return output.data;
  };
}
