/** The little of ONNX's protocol buffers that a trained network needs (field numbers: onnx.proto3, IR version 8). */

export type Bytes = Uint8Array<ArrayBuffer>;

export interface Tensor {
  name: string;
  dims: readonly number[];
  data: Float32Array | Int32Array | Int8Array | Uint8Array | BigInt64Array;
}

export interface Node {
  op: string;
  inputs: readonly string[];
  output: string;
  /** Whole numbers, or lists of them. */
  attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface Port {
  name: string;
  type: 'float' | 'int32' | 'int64';
  /** A word is a size that each run may choose. */
  dims: readonly (number | string)[];
}

export interface Graph {
  name: string;
  inputs: readonly Port[];
  outputs: readonly Port[];
  nodes: readonly Node[];
  tensors: readonly Tensor[];
}

const OPSET = 17;
const TYPES = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** The bytes of an .onnx file: the same for the same graph. */
export function encodeOnnx(graph: Graph): Bytes {
  return message([
    [1, 8],
    [2, 'claimcast'],
    [7, graphBytes(graph)],
    [8, message([[1, ''], [2, OPSET]])],
  ]);
}

function graphBytes({ name, nodes, tensors, inputs, outputs }: Graph): Bytes {
  return message([
    ...nodes.map((node): Field => [1, nodeBytes(node)]),
    [2, name],
    ...tensors.map((tensor): Field => [5, tensorBytes(tensor)]),
    ...inputs.map((port): Field => [11, portBytes(port)]),
    ...outputs.map((port): Field => [12, portBytes(port)]),
  ]);
}

function nodeBytes({ op, inputs, output, attributes = {} }: Node): Bytes {
  const named = Object.entries(attributes).map(([name, value]): Field => [5, typeof value === 'number' ? message([[1, name], [3, value], [20, ATTRIBUTE_INT]]) : message([[1, name], ...value.map((one): Field => [8, one]), [20, ATTRIBUTE_INTS]])]);
  return message([...inputs.map((input): Field => [1, input]), [2, output], [3, output], [4, op], ...named]);
}

function tensorBytes({ name, dims, data }: Tensor): Bytes {
  const type = typeOf(data);
  return message([...dims.map((dim): Field => [1, dim]), [2, type], [8, name], [9, new Uint8Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer)]]);
}

function typeOf(data: Tensor['data']): number {
  if (data instanceof Float32Array) return TYPES.float;
  if (data instanceof Uint8Array) return TYPES.uint8;
  if (data instanceof Int8Array) return TYPES.int8;
  return data instanceof Int32Array ? TYPES.int32 : TYPES.int64;
}

function portBytes({ name, type, dims }: Port): Bytes {
  const shape = message(dims.map((dim): Field => [1, typeof dim === 'number' ? message([[1, dim]]) : message([[2, dim]])]));
  return message([[1, name], [2, message([[1, message([[1, TYPES[type]], [2, shape]])]])]]);
}

type Field = [number: number, value: number | string | Bytes];

function message(fields: readonly Field[]): Bytes {
  const parts: Bytes[] = [];
  for (const [number, value] of fields) {
    if (typeof value === 'number') {
      parts.push(varint(number << 3), varint(value));
      continue;
    }
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    parts.push(varint((number << 3) | 2), varint(bytes.length), bytes);
  }
  return joined(parts);
}

function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function joined(parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
