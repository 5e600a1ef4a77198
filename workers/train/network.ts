import type { Random } from '#lib/core/random.ts';
import { DENSE, featureSettings, type Features } from '#lib/intents/features.ts';
import { Intent } from '#lib/intents/schema.ts';

export const ROWS = featureSettings.tableRows;
export const CLASSES = Intent.options.length;
/** The place after the intents: none, in talk outside shops. It is learnt apart from the none of a shop, and added to it in the answer. */
export const TALK = CLASSES;
export const OUTPUTS = CLASSES + 1;
export const NONE = Intent.options.indexOf('none');

/**
 * A bag of hashed pieces into one hidden layer: table[ROWS][width], hidden[width + DENSE][units], out[units][OUTPUTS], biases beside them.
 * Wide in rows and narrow in numbers: a piece without a row of its own teaches nothing, and more than seven numbers a row, more layers or
 * several networks did not help.
 */
export interface Network {
  width: number;
  units: number;
  /** The piece that each row of the table belongs to, -1 for none. Other pieces that fall on the row are not seen. */
  owners: Int32Array;
  table: Float32Array;
  hidden: Float32Array;
  hiddenBias: Float32Array;
  out: Float32Array;
  outBias: Float32Array;
}

export interface Example {
  features: Features;
  /** What it should answer, as shares that add up to 1, talk outside shops last. */
  target: Float32Array;
  /** How much it counts. */
  weight: number;
}

/** Each row to the piece that is seen there most often. Row 0 is the padding's. */
export function ownersOf(bags: Iterable<{ ids: readonly number[]; weight: number }>): Int32Array {
  const counts = new Uint8Array(2 ** featureSettings.pieceBits);
  for (const { ids, weight } of bags) for (const id of ids) counts[id] = Math.min(255, counts[id]! + weight);
  const owners = new Int32Array(ROWS).fill(-1);
  for (let id = 0; id < counts.length; id++) {
    const row = id % ROWS;
    const owner = owners[row]!;
    if (row > 0 && counts[id]! > 0 && (owner < 0 || counts[id]! > counts[owner]!)) owners[row] = id;
  }
  return owners;
}

export function createNetwork(width: number, units: number, owners: Int32Array, random: Random): Network {
  const inputs = width + DENSE;
  const spread = (count: number, size: number) => Float32Array.from({ length: count }, () => (random() * 2 - 1) * size);
  const table = spread(ROWS * width, 0.02);
  for (const [row, owner] of owners.entries()) if (owner < 0) table.fill(0, row * width, (row + 1) * width);
  return { width, units, owners, table, hidden: spread(inputs * units, Math.sqrt(6 / (inputs + units))), hiddenBias: new Float32Array(units), out: spread(units * OUTPUTS, Math.sqrt(6 / (units + OUTPUTS))), outBias: new Float32Array(OUTPUTS) };
}

/** The answer's logits before calibration, talk outside shops last. */
export function predict(network: Network, features: Features): Float32Array {
  return forward(network, features, null).logits;
}

interface Pass {
  /** The rows that were looked at, 0 for pieces that were dropped or own none. */
  rows: Int32Array;
  inputs: Float32Array;
  activations: Float32Array;
  mask: Float32Array;
  logits: Float32Array;
}

export interface Dropout {
  random: Random;
  pieces: number;
  units: number;
  dense: number;
}

function forward(network: Network, features: Features, dropout: Dropout | null): Pass {
  const { width, units, owners, table } = network;
  const { ids, weights, dense } = features;
  const inputs = new Float32Array(width + DENSE);
  const rows = new Int32Array(ids.length);
  const scale = dropout ? 1 / (1 - dropout.pieces) : 1;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    const row = id % ROWS;
    if (owners[row] !== id || (dropout && dropout.random() < dropout.pieces)) continue;
    rows[i] = row;
    const at = row * width;
    const weight = (weights[i] ?? 0) * scale;
    for (let j = 0; j < width; j++) inputs[j] = inputs[j]! + weight * table[at + j]!;
  }
  const isBlind = dropout !== null && dropout.random() < dropout.dense;
  if (!isBlind) inputs.set(dense, width);
  const activations = new Float32Array(units);
  const mask = new Float32Array(units);
  for (let k = 0; k < units; k++) mask[k] = dropout ? (dropout.random() < dropout.units ? 0 : 1 / (1 - dropout.units)) : 1;
  activations.set(network.hiddenBias);
  for (let j = 0; j < inputs.length; j++) {
    const input = inputs[j]!;
    if (input === 0) continue;
    for (let k = 0; k < units; k++) activations[k] = activations[k]! + input * network.hidden[j * units + k]!;
  }
  for (let k = 0; k < units; k++) activations[k] = Math.max(0, activations[k]!) * mask[k]!;
  const logits = Float32Array.from(network.outBias);
  for (let k = 0; k < units; k++) {
    const value = activations[k]!;
    if (value === 0) continue;
    for (let c = 0; c < OUTPUTS; c++) logits[c] = logits[c]! + value * network.out[k * OUTPUTS + c]!;
  }
  return { rows, inputs, activations, mask, logits };
}

/** What the logits say of each intent, as shares. */
export function answer(logits: Float32Array, temperature = 1): Float32Array {
  const all = softmax(logits, temperature);
  const shares = all.slice(0, CLASSES);
  shares[NONE] = (shares[NONE] ?? 0) + (all[TALK] ?? 0);
  return shares;
}

function softmax(logits: Float32Array, temperature = 1): Float32Array {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - most) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Learns by Adagrad, one example a step: a sum of squares a row in the table, a weight elsewhere. */
export function createTrainer(network: Network, dropout: Dropout) {
  const { width, units } = network;
  const seen = { rows: new Float32Array(ROWS).fill(1e-4), hidden: new Float32Array(network.hidden.length).fill(1e-4), hiddenBias: new Float32Array(units).fill(1e-4), out: new Float32Array(network.out.length).fill(1e-4), outBias: new Float32Array(OUTPUTS).fill(1e-4) };

  function nudge(values: Float32Array, squares: Float32Array, at: number, gradient: number, rate: number): void {
    squares[at] = squares[at]! + gradient * gradient;
    values[at] = values[at]! - (rate * gradient) / Math.sqrt(squares[at]!);
  }

  /** One step; answers the loss. */
  return function learn(example: Example, rate: number): number {
    const { weights } = example.features;
    const { rows, inputs, activations, mask, logits } = forward(network, example.features, dropout);
    const shares = softmax(logits);
    const errors = shares.map((share, c) => (share - example.target[c]!) * example.weight);
    const loss = -example.target.reduce((sum, target, c) => sum + target * Math.log(Math.max(1e-9, shares[c]!)), 0);
    const back = new Float32Array(units);
    for (let k = 0; k < units; k++) {
      if (activations[k] === 0) continue;
      let sum = 0;
      for (let c = 0; c < OUTPUTS; c++) {
        const at = k * OUTPUTS + c;
        sum += errors[c]! * network.out[at]!;
        nudge(network.out, seen.out, at, errors[c]! * activations[k]!, rate);
      }
      back[k] = sum * mask[k]!;
    }
    for (let c = 0; c < OUTPUTS; c++) nudge(network.outBias, seen.outBias, c, errors[c]!, rate);
    const bag = new Float32Array(width);
    for (let j = 0; j < inputs.length; j++) {
      const input = inputs[j]!;
      let sum = 0;
      for (let k = 0; k < units; k++) {
        if (back[k] === 0) continue;
        const at = j * units + k;
        sum += back[k]! * network.hidden[at]!;
        if (input !== 0) nudge(network.hidden, seen.hidden, at, back[k]! * input, rate);
      }
      if (j < width) bag[j] = sum;
    }
    for (let k = 0; k < units; k++) if (back[k] !== 0) nudge(network.hiddenBias, seen.hiddenBias, k, back[k]!, rate);
    const square = bag.reduce((sum, value) => sum + value * value, 0) / width;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (row === 0) continue;
      const weight = (weights[i] ?? 0) / (1 - dropout.pieces);
      seen.rows[row] = seen.rows[row]! + square * weight * weight;
      const step = (rate * weight) / Math.sqrt(seen.rows[row]!);
      const at = row * width;
      for (let j = 0; j < width; j++) network.table[at + j] = network.table[at + j]! - step * bag[j]!;
    }
    return loss;
  };
}
