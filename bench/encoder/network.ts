import type { Graph, Node, Tensor } from '#workers/train/onnx-file.ts';
import type { Weight } from './weights.ts';

/** Mean and variance of each channel after a convolution, by the convolution's name. */
export type Statistics = ReadonlyMap<string, { mean: Float32Array; variance: Float32Array }>;

/** Pictures [n, 3, side, side], 0..1, in. */
export const inputSide = 160;
const epsilon = 1e-3;
/** Blocks of MobileNetV2 (Sandler et al., CVPR 2018) up to the tenth: stride, and whether the input is added to the output. */
const blocks = [[1, false], [2, false], [1, true], [2, false], [1, true], [1, true], [2, false], [1, true], [1, true], [1, true]] as const;
/** Blocks whose widened activations make the features: what stands for looks lies early, later layers tell kinds of things rather than things. */
const tapped = [1, 3, 4, 6, 10];

/** A layer's convolution in NCHW order, without its normalisation. */
interface Layer {
  name: string;
  norm: string;
  kernel: Float32Array;
  dims: readonly [number, number, number, number];
  group: number;
  stride: number;
  /** Top, left, bottom, right. */
  pads: readonly number[];
}

interface Parts {
  nodes: Node[];
  tensors: Tensor[];
}

/** How a convolution is normalised: adds nodes, answers with the name of the result. */
type Normalise = (parts: Parts, input: string, layer: Layer) => string;

/** What the normalisation layers should have kept: their statistics were lost when the weights were put into bytes. Outputs mean and variance of each convolution over the batch. */
export function measuringGraph(weights: ReadonlyMap<string, Weight>): { graph: Graph; layers: string[] } {
  const layers: string[] = [];
  const parts = start();
  parts.tensors.push({ name: 'epsilon', dims: [], data: Float32Array.of(epsilon) });
  body(weights, parts, ({ nodes, tensors }, input, layer) => {
    const { name } = layer;
    layers.push(name);
    const channels = layer.dims[0];
    tensors.push({ name: `${name}/k`, dims: layer.dims, data: layer.kernel });
    for (const part of ['gamma', 'beta']) tensors.push({ name: `${name}/${part}`, dims: [1, channels, 1, 1], data: weightOf(weights, `${layer.norm}/${part}`).data });
    const mean = { axes: [0, 2, 3], keepdims: 1 };
    nodes.push(
      { op: 'Conv', inputs: [input, `${name}/k`], output: `${name}/raw`, attributes: convolution(layer) },
      { op: 'ReduceMean', inputs: [`${name}/raw`], output: `${name}/mean`, attributes: mean },
      { op: 'Sub', inputs: [`${name}/raw`, `${name}/mean`], output: `${name}/centred` },
      { op: 'Mul', inputs: [`${name}/centred`, `${name}/centred`], output: `${name}/square` },
      { op: 'ReduceMean', inputs: [`${name}/square`], output: `${name}/variance`, attributes: mean },
      { op: 'Add', inputs: [`${name}/variance`, 'epsilon'], output: `${name}/above` },
      { op: 'Sqrt', inputs: [`${name}/above`], output: `${name}/spread` },
      { op: 'Div', inputs: [`${name}/centred`, `${name}/spread`], output: `${name}/whitened` },
      { op: 'Mul', inputs: [`${name}/whitened`, `${name}/gamma`], output: `${name}/scaled` },
      { op: 'Add', inputs: [`${name}/scaled`, `${name}/beta`], output: name },
    );
    return name;
  });
  const outputs = layers.flatMap((name) => ['mean', 'variance'].map((part) => ({ name: `${name}/${part}`, type: 'float' as const, dims: [1, 'c', 1, 1] })));
  return { graph: { name: 'measure', inputs: [input], outputs, ...parts }, layers };
}

/** The network with its normalisation folded into the convolutions. Out comes [n, d]: the tapped features, or what `projection` (rows of d, one a feature) makes of them. */
export function lookingGraph(weights: ReadonlyMap<string, Weight>, statistics: Statistics, projection?: { rows: Float32Array; dims: number }): Graph {
  const parts = start();
  const taps = body(weights, parts, ({ nodes, tensors }, from, layer) => {
    const { name, kernel, dims } = layer;
    const { mean, variance } = statistics.get(name) ?? missing(name);
    const gamma = weightOf(weights, `${layer.norm}/gamma`).data;
    const beta = weightOf(weights, `${layer.norm}/beta`).data;
    const size = kernel.length / dims[0];
    const factor = gamma.map((value, i) => value / Math.sqrt((variance[i] as number) + epsilon));
    tensors.push(
      { name: `${name}/k`, dims, data: kernel.map((value, i) => value * (factor[Math.floor(i / size)] as number)) },
      { name: `${name}/b`, dims: [dims[0]], data: beta.map((value, i) => value - (mean[i] as number) * (factor[i] as number)) },
    );
    nodes.push({ op: 'Conv', inputs: [from, `${name}/k`, `${name}/b`], output: name, attributes: convolution(layer) });
    return name;
  });
  const { nodes, tensors } = parts;
  // Generalised mean (Radenovic et al., PAMI 2019), of power three: strong places speak louder.
  tensors.push({ name: 'third', dims: [], data: Float32Array.of(1 / 3) });
  for (const tap of taps) {
    nodes.push(
      { op: 'Mul', inputs: [tap, tap], output: `${tap}/square` },
      { op: 'Mul', inputs: [`${tap}/square`, tap], output: `${tap}/cube` },
      { op: 'GlobalAveragePool', inputs: [`${tap}/cube`], output: `${tap}/mean` },
      { op: 'Flatten', inputs: [`${tap}/mean`], output: `${tap}/flat` },
      { op: 'Pow', inputs: [`${tap}/flat`, 'third'], output: `${tap}/pooled` },
    );
  }
  nodes.push({ op: 'Concat', inputs: taps.map((tap) => `${tap}/pooled`), output: 'features', attributes: { axis: 1 } });
  if (!projection) return { name: 'features', inputs: [input], outputs: [{ name: 'features', type: 'float', dims: ['n', 'd'] }], ...parts };
  const { rows, dims } = projection;
  tensors.push({ name: 'projection', dims: [rows.length / dims, dims], data: rows });
  nodes.push({ op: 'MatMul', inputs: ['features', 'projection'], output: 'vectors' });
  return { name: 'looks', inputs: [input], outputs: [{ name: 'vectors', type: 'float', dims: ['n', dims] }], ...parts };
}

const input = { name: 'pixels', type: 'float' as const, dims: ['n', 3, inputSide, inputSide] };

function start(): Parts {
  return { nodes: [], tensors: [{ name: 'zero', dims: [], data: Float32Array.of(0) }, { name: 'six', dims: [], data: Float32Array.of(6) }] };
}

/** The names of the tapped activations. */
function body(weights: ReadonlyMap<string, Weight>, parts: Parts, normalise: Normalise): string[] {
  const { nodes } = parts;
  const clipped = (name: string): string => {
    nodes.push({ op: 'Clip', inputs: [name, 'zero', 'six'], output: `${name}/relu` });
    return `${name}/relu`;
  };
  const layer = (name: string, norm: string, stride = 1) => layerOf(weights, name, norm, stride);
  const taps: string[] = [];
  let here = clipped(normalise(parts, 'pixels', layer('Conv1', 'bn_Conv1', 2)));
  for (const [i, [stride, isAdded]] of blocks.entries()) {
    const block = i === 0 ? 'expanded_conv' : `block_${i}`;
    const wide = i === 0 ? here : clipped(normalise(parts, here, layer(`${block}_expand`, `${block}_expand_BN`)));
    if (tapped.includes(i)) taps.push(wide);
    const deep = clipped(normalise(parts, wide, layer(`${block}_depthwise`, `${block}_depthwise_BN`, stride)));
    const narrow = normalise(parts, deep, layer(`${block}_project`, `${block}_project_BN`));
    if (isAdded) nodes.push({ op: 'Add', inputs: [here, narrow], output: `${block}_add` });
    here = isAdded ? `${block}_add` : narrow;
  }
  const last = `block_${blocks.length}_expand`;
  taps.push(clipped(normalise(parts, here, layer(last, `${last}_BN`))));
  return taps;
}

function layerOf(weights: ReadonlyMap<string, Weight>, name: string, norm: string, stride: number): Layer {
  const isDeep = name.endsWith('depthwise');
  const { shape, data } = weightOf(weights, `${name}/${isDeep ? 'depthwise_kernel' : 'kernel'}`);
  const [height = 1, width = 1, from = 1, to = 1] = shape;
  const [outs, ins] = isDeep ? [from, 1] : [to, from];
  const kernel = new Float32Array(data.length);
  // From height, width, in, out (a deep one: height, width, channel, 1) to out, in, height, width.
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++) for (let i = 0; i < from; i++) for (let o = 0; o < to; o++, at++) kernel[(((isDeep ? i : o) * ins + (isDeep ? 0 : i)) * height + y) * width + x] = data[at] as number;
  const pads = height === 1 ? [0, 0, 0, 0] : stride === 2 ? [0, 0, 1, 1] : [1, 1, 1, 1];
  return { name, norm, kernel, dims: [outs, ins, height, width], group: isDeep ? outs : 1, stride, pads };
}

function convolution({ group, stride, pads }: Layer): NonNullable<Node['attributes']> {
  return { group, strides: [stride, stride], pads };
}

function weightOf(weights: ReadonlyMap<string, Weight>, name: string): Weight {
  return weights.get(name) ?? missing(name);
}

function missing(name: string): never {
  throw new Error(`${name} is not among the weights`);
}
