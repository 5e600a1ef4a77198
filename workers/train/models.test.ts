import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Log } from '#lib/ports.ts';
import { encodeOnnx, type Graph } from './onnx-file.ts';
import { loadImageEncoder } from '#lib/adapters/onnx/image-encoder.ts';
import { loadClassifier } from '#lib/adapters/onnx/load-intents.ts';

const shipped = path.resolve('public/models/intents.json');
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'claimcast-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

describe('the model that is shipped', () => {
  test('reads claims in many languages, and none where none is', async () => {
    const classifier = await loadClassifier(shipped, silent);
    expect(classifier.problem).toBeUndefined();
    const texts = ['mine 2 in red M', 'beli satu kak', 'lo quiero en negro', 'cancel mine', 'how much is shipping?', 'hello everyone', '555'];
    expect((await classifier.classify(texts.map((text) => ({ text })))).map((read) => read.intent)).toEqual(['buy', 'buy', 'buy', 'cancel', 'question', 'none', 'none']);
  });

  test('is at most 6 MB, with scores that do not depend on what else is in the batch', async () => {
    expect((await readFile(path.resolve('public/models/intents.onnx'))).length).toBeLessThanOrEqual(6_000_000);
    const classifier = await loadClassifier(shipped, silent);
    const texts = ['mine', 'x'.repeat(2000), 'is it cotton?', '', '🙋', 'i want the blue one please'].map((text) => ({ text }));
    const together = await classifier.classify(texts);
    const alone = (await Promise.all(texts.map((one) => classifier.classify([one])))).flat();
    for (const [i, read] of together.entries()) {
      expect(read.intent).toBe(alone[i]?.intent);
      expect(read.score).toBeCloseTo(alone[i]?.score ?? -1, 2);
    }
  });
});

describe('a model that cannot be had leaves the word lists at work', () => {
  const broken: Record<string, () => Promise<string>> = {
    'no manifest': () => Promise.resolve(path.join(folder, 'absent.json')),
    'no JSON': () => written('broken.json', '{"kind": '),
    'another shape': () => written('shape.json', '{"kind": "intents", "input": "pieces"}'),
    'a model that is not the named one': async () => {
      await written('intents.onnx', 'not the same bytes');
      return written('changed.json', await readFile(shipped, 'utf8'));
    },
    'bytes that are no model': async () => {
      await written('junk.onnx', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7) % 256));
      return written('junk.json', JSON.stringify({ kind: 'intents', input: 'tokens', name: 'junk', file: 'junk.onnx', tokenizer: { file: 'tokenizer.json', config: 'tokenizer_config.json' }, labels: ['buy', 'none'] }));
    },
    'features of another version': async () => written('old.json', (await readFile(shipped, 'utf8')).replace(/"version": \d+/, '"version": 999')),
  };

  test.each(Object.entries(broken))('%s', async (_name, manifest) => {
    const classifier = await loadClassifier(await manifest(), silent);
    expect(classifier.name).toBe('rules-1');
    expect(classifier.problem).toMatch(/Word lists read the comments until then$/);
    const [read] = await classifier.classify([{ text: 'mine' }]);
    expect(read?.intent).toBe('buy');
  });
});

describe('a stronger model of the seller’s own', () => {
  const words = { '[UNK]': 0, '[PAD]': 1, gimme: 2, hello: 3, price: 4 };
  const tokenizer = { version: '1.0', truncation: null, padding: null, added_tokens: [{ id: 0, content: '[UNK]', single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }], normalizer: { type: 'Lowercase' }, pre_tokenizer: { type: 'Whitespace' }, post_processor: null, decoder: null, model: { type: 'WordLevel', vocab: words, unk_token: '[UNK]' } };
  /** Sums what each word says of three labels, where the mask is 1. */
  const graph: Graph = {
    name: 'words',
    inputs: [{ name: 'input_ids', type: 'int64', dims: ['n', 'l'] }, { name: 'attention_mask', type: 'int64', dims: ['n', 'l'] }],
    outputs: [{ name: 'logits', type: 'float', dims: ['n', 3] }],
    tensors: [
      { name: 'table', dims: [5, 3], data: Float32Array.of(0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 5, 0, 0, 0, 5) },
      { name: 'one', dims: [1], data: BigInt64Array.of(1n) },
    ],
    nodes: [
      { op: 'Gather', inputs: ['table', 'input_ids'], output: 'rows' },
      { op: 'Cast', inputs: ['attention_mask'], output: 'mask', attributes: { to: 1 } },
      { op: 'Unsqueeze', inputs: ['mask', 'one'], output: 'weights' },
      { op: 'MatMul', inputs: ['weights', 'rows'], output: 'sums' },
      { op: 'Squeeze', inputs: ['sums', 'one'], output: 'logits' },
    ],
  };

  test('reads comments through its tokenizer and its own labels', async () => {
    await written('words.onnx', encodeOnnx(graph));
    await written('tokenizer.json', JSON.stringify(tokenizer));
    await written('tokenizer_config.json', JSON.stringify({ unk_token: '[UNK]' }));
    const manifest = await written('words.json', JSON.stringify({ kind: 'intents', input: 'tokens', name: 'words-3', file: 'words.onnx', tokenizer: { file: 'tokenizer.json', config: 'tokenizer_config.json' }, labels: ['buy', 'none', 'question'] }));
    const classifier = await loadClassifier(manifest, silent);
    expect([classifier.name, classifier.problem]).toEqual(['words-3', undefined]);
    const read = await classifier.classify(['Gimme 2 in red', 'hello hello', 'price'].map((text) => ({ text })));
    expect(read.map(({ intent }) => intent)).toEqual(['buy', 'none', 'question']);
    expect(read[0]?.score).toBeGreaterThan(0.9);
    expect(read[0]?.quantity).toBe(2);
  });

  test('looks at pictures: the mean of each colour, scaled as its manifest says', async () => {
    const means: Graph = {
      name: 'means',
      inputs: [{ name: 'pixels', type: 'float', dims: ['n', 3, 16, 16] }],
      outputs: [{ name: 'vectors', type: 'float', dims: ['n', 3] }],
      tensors: [],
      nodes: [{ op: 'GlobalAveragePool', inputs: ['pixels'], output: 'pooled' }, { op: 'Flatten', inputs: ['pooled'], output: 'vectors', attributes: { axis: 1 } }],
    };
    await written('means.onnx', encodeOnnx(means));
    const encoder = await loadImageEncoder(await written('means.json', JSON.stringify({ kind: 'image', name: 'means', file: 'means.onnx', size: 16, dims: 3 })));
    const data = new Uint8ClampedArray(30 * 20 * 4);
    for (let i = 0; i < data.length; i += 4) data.set([255, 0, 127.5, 255], i);
    const [vector] = await encoder.encode([{ data, width: 30, height: 20 }]);
    expect([...(vector ?? [])].map((value) => Math.round(value * 10) / 10 + 0)).toEqual([1, -1, 0]);
    await expect(loadImageEncoder(await written('lying.json', JSON.stringify({ kind: 'image', name: 'means', file: 'means.onnx', size: 16, dims: 768 })))).rejects.toThrow('does not do what its manifest says');
  });
});
