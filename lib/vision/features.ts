import { describe, rawDims } from './describe.ts';
import { findKeypoints } from './keypoints.ts';
import type { FeatureModel } from './model.ts';
import { greyOf } from './plane.ts';
import type { LocalFeatures, Pixels } from './schema.ts';

/** The local features of a picture at the size it is given, the `most` strongest keypoints. `within` is 1 where a keypoint may be. */
export function extractFeatures(pixels: Pixels, most: number, model: FeatureModel, within?: Uint8Array): LocalFeatures {
  const points = findKeypoints(greyOf(pixels), most, (x, y) => !within || within[Math.round(y) * pixels.width + Math.round(x)] !== 0);
  return {
    count: points.length,
    x: Float32Array.from(points, (point) => point.x),
    y: Float32Array.from(points, (point) => point.y),
    scale: Float32Array.from(points, (point) => point.scale),
    angle: Float32Array.from(points, (point) => point.angle),
    descriptors: project(describe(points), points.length, model),
  };
}

/** Raw descriptors in the model's basis, unit length, times 127. */
function project(raw: Float32Array, count: number, { dims, mean, basis }: FeatureModel): Int8Array {
  const out = new Int8Array(count * dims);
  const centred = new Float32Array(rawDims);
  const row = new Float32Array(dims);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < rawDims; k++) centred[k] = (raw[i * rawDims + k] as number) - (mean[k] as number);
    let squares = 0;
    for (let d = 0; d < dims; d++) {
      let sum = 0;
      for (let k = 0, at = d * rawDims; k < rawDims; k++, at++) sum += (centred[k] as number) * (basis[at] as number);
      row[d] = sum;
      squares += sum * sum;
    }
    const length = 127 / Math.sqrt(squares || 1);
    for (let d = 0; d < dims; d++) out[i * dims + d] = Math.max(-127, Math.min(127, Math.round((row[d] as number) * length)));
  }
  return out;
}
