import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DENSE, featureSettings } from '#lib/intents/features.ts';
import type { ConceptLists } from '#lib/intents/concepts.ts';
import type { IntentManifest } from '#lib/intents/manifest.ts';
import { Intent } from '#lib/intents/schema.ts';
import { CLASSES, NONE, OUTPUTS, ROWS, TALK, type Network } from './network.ts';
import { encodeOnnx, type Bytes } from './onnx-file.ts';

type PieceManifest = Extract<IntentManifest, { input: 'pieces' }>;

const STEPS = 7;
const ZERO = 8;

/** Writes `intents.onnx`, `intents.concepts.json` and `intents.json` into the folder; the table in 4 bits, two to a byte, and a byte each for a row's scale and its owner. */
export async function saveModel(folder: string, network: Network, lists: ConceptLists, about: { temperature: number; data: PieceManifest['data'] }): Promise<PieceManifest> {
  const bytes = toOnnx(network, about.temperature);
  const concepts = JSON.stringify(lists);
  const sha256 = sha256Of(bytes);
  const manifest: PieceManifest = {
    kind: 'intents',
    input: 'pieces',
    name: `intents-${featureSettings.version}-${sha256.slice(0, 8)}`,
    file: 'intents.onnx',
    sha256,
    labels: Intent.options as unknown as Extract<IntentManifest, { input: 'pieces' }>['labels'],
    thresholds: { claim: 0.5 },
    concepts: { file: 'intents.concepts.json', sha256: sha256Of(concepts) },
    features: { ...featureSettings },
    ...about,
  };
  await writeFile(path.join(folder, 'intents.onnx'), bytes);
  await writeFile(path.join(folder, 'intents.concepts.json'), concepts);
  await writeFile(path.join(folder, 'intents.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function sha256Of(content: string | Bytes): string {
  return createHash('sha256').update(content).digest('hex');
}

/** ids [n, l], weights [n, l], dense [n, DENSE] -> shares [n, CLASSES]. The temperature is folded into the last layer. */
export function toOnnx(network: Network, temperature: number): Bytes {
  const { width, units } = network;
  const { pairs, scales, least, step } = quantise(network.table, width);
  return encodeOnnx({
    name: 'intents',
    inputs: [
      { name: 'ids', type: 'int32', dims: ['n', 'l'] },
      { name: 'weights', type: 'float', dims: ['n', 'l'] },
      { name: 'dense', type: 'float', dims: ['n', DENSE] },
    ],
    outputs: [{ name: 'shares', type: 'float', dims: ['n', CLASSES] }],
    tensors: [
      { name: 'table', dims: [ROWS, width / 2], data: pairs },
      { name: 'rows', dims: [], data: Int32Array.of(ROWS) },
      { name: 'owners', dims: [ROWS], data: Uint8Array.from(network.owners, (owner) => Math.max(0, Math.floor(owner / ROWS))) },
      { name: 'scales', dims: [ROWS], data: scales },
      { name: 'least', dims: [], data: Float32Array.of(least) },
      { name: 'step', dims: [], data: Float32Array.of(step) },
      { name: 'one', dims: [1], data: BigInt64Array.of(1n) },
      { name: 'last', dims: [1], data: BigInt64Array.of(2n) },
      { name: 'sixteen', dims: [], data: Float32Array.of(16) },
      { name: 'zero', dims: [], data: Float32Array.of(ZERO) },
      { name: 'hidden', dims: [width + DENSE, units], data: network.hidden },
      { name: 'hiddenBias', dims: [units], data: network.hiddenBias },
      { name: 'out', dims: [units, OUTPUTS], data: network.out.map((value) => value / temperature) },
      { name: 'outBias', dims: [OUTPUTS], data: network.outBias.map((value) => value / temperature) },
      { name: 'intents', dims: [OUTPUTS, CLASSES], data: intentsOfOutputs() },
    ],
    nodes: [
      // A piece on a row that is not its own weighs nothing.
      { op: 'Mod', inputs: ['ids', 'rows'], output: 'row' },
      { op: 'Div', inputs: ['ids', 'rows'], output: 'upper' },
      { op: 'Gather', inputs: ['owners', 'row'], output: 'ownerBytes' },
      { op: 'Cast', inputs: ['ownerBytes'], output: 'owner', attributes: { to: 6 } },
      { op: 'Equal', inputs: ['upper', 'owner'], output: 'isOwn' },
      { op: 'Cast', inputs: ['isOwn'], output: 'own', attributes: { to: 1 } },
      { op: 'Mul', inputs: ['weights', 'own'], output: 'ownWeights' },
      { op: 'Gather', inputs: ['table', 'row'], output: 'bytes' },
      { op: 'Cast', inputs: ['bytes'], output: 'pairs', attributes: { to: 1 } },
      { op: 'Div', inputs: ['pairs', 'sixteen'], output: 'sixteenths' },
      { op: 'Floor', inputs: ['sixteenths'], output: 'highs' },
      { op: 'Gather', inputs: ['scales', 'row'], output: 'scaleBytes' },
      { op: 'Cast', inputs: ['scaleBytes'], output: 'scaleSteps', attributes: { to: 1 } },
      { op: 'Mul', inputs: ['scaleSteps', 'step'], output: 'aboveLeast' },
      { op: 'Add', inputs: ['aboveLeast', 'least'], output: 'logScales' },
      { op: 'Exp', inputs: ['logScales'], output: 'pieceScales' },
      { op: 'Mul', inputs: ['pieceScales', 'ownWeights'], output: 'pieceWeights' },
      { op: 'Unsqueeze', inputs: ['pieceWeights', 'one'], output: 'rowWeights' },
      // A byte is 16 high + low: the sum of the lows is what the highs leave of the sum of the bytes.
      { op: 'MatMul', inputs: ['rowWeights', 'highs'], output: 'high' },
      { op: 'MatMul', inputs: ['rowWeights', 'pairs'], output: 'both' },
      { op: 'Mul', inputs: ['high', 'sixteen'], output: 'highInBoth' },
      { op: 'Sub', inputs: ['both', 'highInBoth'], output: 'low' },
      { op: 'Concat', inputs: ['high', 'low'], output: 'raised', attributes: { axis: 2 } },
      { op: 'ReduceSum', inputs: ['rowWeights', 'last'], output: 'weight' },
      { op: 'Mul', inputs: ['weight', 'zero'], output: 'raise' },
      { op: 'Sub', inputs: ['raised', 'raise'], output: 'bags' },
      { op: 'Squeeze', inputs: ['bags', 'one'], output: 'bag' },
      { op: 'Concat', inputs: ['bag', 'dense'], output: 'inputs', attributes: { axis: 1 } },
      { op: 'Gemm', inputs: ['inputs', 'hidden', 'hiddenBias'], output: 'sums' },
      { op: 'Relu', inputs: ['sums'], output: 'units' },
      { op: 'Gemm', inputs: ['units', 'out', 'outBias'], output: 'logits' },
      { op: 'Softmax', inputs: ['logits'], output: 'outputs', attributes: { axis: 1 } },
      { op: 'MatMul', inputs: ['outputs', 'intents'], output: 'shares' },
    ],
  });
}

/** Each intent is its own output; talk outside shops is none. */
function intentsOfOutputs(): Float32Array {
  const matrix = new Float32Array(OUTPUTS * CLASSES);
  for (let c = 0; c < CLASSES; c++) matrix[c * CLASSES + c] = 1;
  matrix[TALK * CLASSES + NONE] = 1;
  return matrix;
}

/**
 * Four bits a value, ZERO for 0: the first half of a row in the high bits, the second in the low ones; the width is even.
 * A row's scale is e to the power of `least` and so many `step`s.
 */
function quantise(table: Float32Array, width: number) {
  const half = width / 2;
  const pairs = new Uint8Array(table.length / 2).fill(ZERO * 16 + ZERO);
  const scales = new Uint8Array(table.length / width);
  const rowOf = (id: number) => table.subarray(id * width, (id + 1) * width);
  const logs = Array.from(scales, (_, id) => Math.log(bestScale(rowOf(id))));
  const known = logs.filter(Number.isFinite);
  const [least, most] = known.reduce(([low, high], log) => [Math.min(low, log), Math.max(high, log)], [Infinity, -Infinity]);
  const step = (most - least) / 255 || 1;
  for (const [id, log] of logs.entries()) {
    if (!Number.isFinite(log)) continue;
    scales[id] = Math.round((log - least) / step);
    const scale = Math.exp(least + (scales[id] ?? 0) * step);
    const row = rowOf(id);
    const bits = (j: number) => ZERO + nearest(row[j] ?? 0, scale);
    for (let j = 0; j < half; j++) pairs[id * half + j] = 16 * bits(j) + bits(half + j);
  }
  return { pairs, scales, least, step };
}

/** Cutting the largest values a little off leaves finer steps for the others. */
const CUTS = [1, 0.88, 0.76, 0.64];

function bestScale(row: Float32Array): number {
  const most = row.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  if (most === 0) return 0;
  let best = { scale: 0, error: Infinity };
  for (const cut of CUTS) {
    const scale = (most * cut) / STEPS;
    const error = row.reduce((sum, value) => sum + (value - scale * nearest(value, scale)) ** 2, 0);
    if (error < best.error) best = { scale, error };
  }
  return best.scale;
}

function nearest(value: number, scale: number): number {
  return Math.max(-STEPS, Math.min(STEPS, Math.round(value / scale)));
}
