import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DENSE, featureSettings } from '#lib/intents/features.ts';
import type { ConceptLists } from '#lib/intents/concepts.ts';
import type { IntentManifest } from '#lib/intents/manifest.ts';
import { Intent } from '#lib/intents/schema.ts';
import { CLASSES, ROWS, type Network } from './network.ts';
import { encodeOnnx, type Bytes } from './onnx-file.ts';

/** Writes `intents.onnx`, `intents.concepts.json` and `intents.json` into the folder; the table in int8, a scale a row. */
export async function saveModel(folder: string, network: Network, lists: ConceptLists, about: { temperature: number; data: Extract<IntentManifest, { input: 'pieces' }>['data'] }): Promise<IntentManifest> {
  const bytes = toOnnx(network, about.temperature);
  const concepts = JSON.stringify(lists);
  const sha256 = sha256Of(bytes);
  const manifest: IntentManifest = {
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
  const { rows, scales } = quantise(network.table, width);
  return encodeOnnx({
    name: 'intents',
    inputs: [
      { name: 'ids', type: 'int32', dims: ['n', 'l'] },
      { name: 'weights', type: 'float', dims: ['n', 'l'] },
      { name: 'dense', type: 'float', dims: ['n', DENSE] },
    ],
    outputs: [{ name: 'shares', type: 'float', dims: ['n', CLASSES] }],
    tensors: [
      { name: 'table', dims: [ROWS, width], data: rows },
      { name: 'scales', dims: [ROWS], data: scales },
      { name: 'one', dims: [1], data: BigInt64Array.of(1n) },
      { name: 'hidden', dims: [width + DENSE, units], data: network.hidden },
      { name: 'hiddenBias', dims: [units], data: network.hiddenBias },
      { name: 'out', dims: [units, CLASSES], data: network.out.map((value) => value / temperature) },
      { name: 'outBias', dims: [CLASSES], data: network.outBias.map((value) => value / temperature) },
    ],
    nodes: [
      { op: 'Gather', inputs: ['table', 'ids'], output: 'pieces8' },
      { op: 'Cast', inputs: ['pieces8'], output: 'pieces', attributes: { to: 1 } },
      { op: 'Gather', inputs: ['scales', 'ids'], output: 'pieceScales' },
      { op: 'Mul', inputs: ['pieceScales', 'weights'], output: 'pieceWeights' },
      { op: 'Unsqueeze', inputs: ['pieceWeights', 'one'], output: 'rowWeights' },
      { op: 'MatMul', inputs: ['rowWeights', 'pieces'], output: 'bags' },
      { op: 'Squeeze', inputs: ['bags', 'one'], output: 'bag' },
      { op: 'Concat', inputs: ['bag', 'dense'], output: 'inputs', attributes: { axis: 1 } },
      { op: 'Gemm', inputs: ['inputs', 'hidden', 'hiddenBias'], output: 'sums' },
      { op: 'Relu', inputs: ['sums'], output: 'units' },
      { op: 'Gemm', inputs: ['units', 'out', 'outBias'], output: 'logits' },
      { op: 'Softmax', inputs: ['logits'], output: 'shares', attributes: { axis: 1 } },
    ],
  });
}

function quantise(table: Float32Array, width: number): { rows: Int8Array; scales: Float32Array } {
  const rows = new Int8Array(table.length);
  const scales = new Float32Array(table.length / width);
  for (let id = 0; id < scales.length; id++) {
    const row = table.subarray(id * width, (id + 1) * width);
    const most = row.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    if (most === 0) continue;
    scales[id] = most / 127;
    for (let j = 0; j < width; j++) rows[id * width + j] = Math.round(((row[j] ?? 0) * 127) / most);
  }
  return { rows, scales };
}
