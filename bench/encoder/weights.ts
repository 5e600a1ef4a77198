import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { gunzipSync } from 'node:zlib';

/** A weight of a published network: numbers in the order of `shape`, the last dimension running fastest. */
export interface Weight {
  shape: readonly number[];
  data: Float32Array;
}

interface WeightSpec {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: { min: number; scale: number; dtype: 'uint8' | 'uint16' };
}

const block = 512;

/** The weights of the MobileNetV2 that the npm package nsfwjs carries (a .tgz as `npm pack nsfwjs@4.3.0` fetches it), by name. */
export function readWeights(tarball: string): ReadonlyMap<string, Weight> {
  const files = untar(gunzipSync(readFileSync(tarball)));
  const folder = 'package/dist/models/mobilenet_v2/';
  const model = run(files.get(`${folder}model.min.js`)) as { weightsManifest: { weights: WeightSpec[] }[] };
  const bytes = Buffer.from(run(files.get(`${folder}group1-shard1of1.min.js`)) as string, 'base64');
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const { name, shape, quantization } of model.weightsManifest.flatMap((group) => group.weights)) {
    const count = shape.reduce((product, side) => product * side, 1);
    if (quantization?.dtype !== 'uint8') throw new Error(`${name} is not kept in bytes`);
    const { min, scale } = quantization;
    weights.set(name, { shape, data: Float32Array.from(bytes.subarray(at, at + count), (value) => value * scale + min) });
    at += count;
  }
  return weights;
}

/** What a bundled CommonJS file exports; it sees nothing but its own module. */
function run(source: Buffer | undefined): unknown {
  if (!source) throw new Error('the package does not hold the network: is it nsfwjs 4.3.0?');
  const own = { exports: {} as unknown };
  vm.runInNewContext(source.toString('utf8'), { module: own, exports: own.exports });
  return own.exports;
}

/** The files of a tar archive by name; long names are not needed here. */
function untar(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; at + block <= archive.length; ) {
    const text = (from: number, length: number) => archive.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = parseInt(text(124, 12), 8) || 0;
    const prefix = text(345, 155);
    files.set(prefix ? `${prefix}/${text(0, 100)}` : text(0, 100), archive.subarray(at + block, at + block + size));
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}
