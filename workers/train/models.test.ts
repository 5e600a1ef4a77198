import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hubImageEncoder } from '#lib/adapters/transformers/image-encoder.ts';
import { loadTransformers } from '#lib/adapters/transformers/library.ts';
import { hubTextModel } from '#lib/adapters/transformers/text-model.ts';
import { readFeatures } from '#lib/intents/features.ts';
import { IntentManifest } from '#lib/intents/manifest.ts';
import { Intent } from '#lib/intents/schema.ts';
import type { Log } from '#lib/ports.ts';
import { encodeOnnx, type Graph } from './onnx-file.ts';
import { loadImageEncoder } from '#lib/adapters/onnx/image-encoder.ts';
import { loadClassifier } from '#lib/adapters/onnx/load-intents.ts';

const shipped = path.resolve('public/models/intents.json');
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
let folder: string;

type HubManifest = Extract<IntentManifest, { input: 'hub' }>;
const isInstalled = await loadTransformers().then(() => true, () => false);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'claimcast-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

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
    const [vector] = await encoder.encode([{ data, width: 30, height: 20 }], 'frame');
    expect([...(vector ?? [])].map((value) => Math.round(value * 10) / 10 + 0)).toEqual([1, -1, 0]);
    await expect(loadImageEncoder(await written('lying.json', JSON.stringify({ kind: 'image', name: 'means', file: 'means.onnx', size: 16, dims: 768 })))).rejects.toThrow('does not do what its manifest says');
  });
});

describe('a model of the hub', () => {
  const manifest = { kind: 'intents', input: 'hub', name: 'hub-words', model: './hub-words', labels: { claims: 'buy', asks: 'question', chats: 'none' } };
  const placed: unknown[] = [];
  /** Stands in for the library, which is not installed here: answers as its pipelines do. */
  const library = {
    pipeline: (task: string, model: string, placing: unknown) => {
      placed.push([task, model, placing]);
      if (model === 'nobody/nothing') return Promise.reject(new Error('Could not locate file\nmore'));
      return Promise.resolve((inputs: unknown[]) =>
        Promise.resolve(task === 'text-classification' ? inputs.map((text) => [{ label: 'moods', score: 0.5 }, { label: text === 'gimme' ? 'claims' : 'chats', score: 0.5 }]) : { dims: [inputs.length, 2, 3], data: Float32Array.of(1, 2, 3, 3, 4, 5) }));
    },
    RawImage: class {
      rgb() {
        return this;
      }
    },
  };
  const load = () => Promise.resolve(library);

  test.skipIf(isInstalled)('says what to install where the library is not, and the word lists go on', async () => {
    const file = await written('hub.json', JSON.stringify(manifest));
    const classifier = await loadClassifier(file, silent);
    expect(classifier.problem).toContain('npm install --no-save @huggingface/transformers');
    expect((await classifier.classify([{ text: 'mine' }]))[0]?.intent).toBe('buy');
    await expect(loadImageEncoder(await written('hub-image.json', JSON.stringify({ kind: 'image', input: 'hub', name: 'siglip', model: 'someone/siglip', dims: 768 })))).rejects.toThrow('npm install');
  });

  test('reads by its own labels, from a folder beside the manifest, on the device that is asked for', async () => {
    const model = await hubTextModel(IntentManifest.parse({ ...manifest, device: 'cuda', dtype: 'fp16' }) as HubManifest, '/models', load);
    const shares = await model.score(['gimme', 'hello'].map((text) => ({ text, ...readFeatures({ text }) })));
    expect(shares.map((row) => Intent.options[row.indexOf(Math.max(...row))])).toEqual(['buy', 'none']);
    expect(shares[0]?.[0]).toBe(1);
    expect(placed.at(-1)).toEqual(['text-classification', '/models/hub-words', { device: 'cuda', dtype: 'fp16' }]);
    await expect(hubTextModel({ ...(IntentManifest.parse(manifest) as HubManifest), model: 'nobody/nothing' }, '/models', load)).rejects.toThrow('nobody/nothing cannot be run on cpu: Could not locate file');
  });

  test('gives a picture one vector, the mean of its patches, as long as the manifest says', async () => {
    const about = { kind: 'image' as const, input: 'hub' as const, name: 'dino', model: 'someone/dino', device: 'cpu' as const, dtype: 'fp32' as const, dims: 3 };
    const crop = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
    expect(await (await hubImageEncoder(about, '/models', load)).encode([crop], 'frame')).toEqual([Float32Array.of(2, 3, 4)]);
    await expect((await hubImageEncoder({ ...about, dims: 4 }, '/models', load)).encode([crop], 'frame')).rejects.toThrow('does not give 4 numbers');
    await expect((await hubImageEncoder(about, '/models', load)).encode([crop, crop], 'frame')).rejects.toThrow('does not give 3 numbers');
  });

  test.runIf(isInstalled)('runs in the real library, where it is installed', async () => {
    await mkdir(path.join(folder, 'hub-words/onnx'), { recursive: true });
    await written('hub-words/onnx/model.onnx', encodeOnnx(graph));
    await written('hub-words/tokenizer.json', JSON.stringify(tokenizer));
    await written('hub-words/tokenizer_config.json', JSON.stringify({ tokenizer_class: 'BertTokenizer', unk_token: '[UNK]', pad_token: '[PAD]', model_max_length: 64 }));
    await written('hub-words/config.json', JSON.stringify({ model_type: 'bert', architectures: ['BertForSequenceClassification'], id2label: { 0: 'claims', 1: 'chats', 2: 'asks' } }));
    const classifier = await loadClassifier(await written('hub.json', JSON.stringify(manifest)), silent);
    expect(classifier.problem).toBeUndefined();
    const read = await classifier.classify(['gimme 2 in red', 'hello hello', 'price x'].map((text) => ({ text })));
    expect(read.map(({ intent }) => intent)).toEqual(['buy', 'none', 'question']);

    await mkdir(path.join(folder, 'hub-means/onnx'), { recursive: true });
    await written('hub-means/onnx/model.onnx', encodeOnnx({ name: 'means', inputs: [{ name: 'pixel_values', type: 'float', dims: ['n', 3, 16, 16] }], outputs: [{ name: 'image_embeds', type: 'float', dims: ['n', 3] }], tensors: [], nodes: [{ op: 'GlobalAveragePool', inputs: ['pixel_values'], output: 'pooled' }, { op: 'Flatten', inputs: ['pooled'], output: 'image_embeds', attributes: { axis: 1 } }] }));
    await written('hub-means/config.json', JSON.stringify({ model_type: 'siglip_vision_model', architectures: ['SiglipVisionModel'] }));
    await written('hub-means/preprocessor_config.json', JSON.stringify({ image_processor_type: 'SiglipImageProcessor', do_resize: true, size: { height: 16, width: 16 }, do_rescale: true, rescale_factor: 1 / 255, do_normalize: true, image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5], resample: 2 }));
    const encoder = await loadImageEncoder(await written('hub-means.json', JSON.stringify({ kind: 'image', input: 'hub', name: 'means', model: './hub-means', dims: 3 })));
    const data = new Uint8ClampedArray(30 * 20 * 4);
    for (let i = 0; i < data.length; i += 4) data.set([255, 0, 127.5, 255], i);
    const [vector] = await encoder.encode([{ data, width: 30, height: 20 }], 'frame');
    expect([...(vector ?? [])].map((value) => Math.round(value * 10) / 10 + 0)).toEqual([1, -1, 0]);
  });
});
