import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import * as ort from 'onnxruntime-web';
import type { IntentManifest } from '#lib/intents/manifest.ts';
import { Intent } from '#lib/intents/schema.ts';
import type { IntentModel } from '#lib/ports.ts';
import { parseJson, readModel } from './session.ts';

type TokenManifest = Extract<IntentManifest, { input: 'tokens' }>;

const maxTokenizerBytes = 50_000_000;
/** Comments a run: a transformer's memory grows with them. */
const MAX_ROWS = 32;

/**
 * A sequence classifier of the usual kind: `input_ids` and `attention_mask` (int64) in, logits out, with the tokenizer.json
 * that its hub page offers. What it calls something that we do not know is left out of the shares. Throws `bad_model`.
 */
export async function tokenModel(session: ort.InferenceSession, manifest: TokenManifest, folder: string): Promise<IntentModel> {
  const { tokenizer: about, labels, temperature, name } = manifest;
  const tokenizer = new Tokenizer(await jsonObject(folder, about.file), await jsonObject(folder, about.config));
  return {
    name,
    async score(batch) {
      const shares: Float32Array[] = [];
      for (let at = 0; at < batch.length; at += MAX_ROWS) {
        const ids = batch.slice(at, at + MAX_ROWS).map(({ text }) => tokenizer.encode(text).ids.slice(0, about.maxTokens));
        shares.push(...sharesOf(await logitsOf(session, ids), labels, temperature));
      }
      return shares;
    },
  };
}

async function jsonObject(folder: string, file: string): Promise<object> {
  const full = path.resolve(folder, file);
  const json = parseJson(await readModel(full, maxTokenizerBytes), full);
  return typeof json === 'object' && json !== null ? json : {};
}

async function logitsOf(session: ort.InferenceSession, rows: readonly number[][]): Promise<Float32Array[]> {
  const longest = Math.max(1, ...rows.map((row) => row.length));
  const ids = new BigInt64Array(rows.length * longest);
  const mask = new BigInt64Array(rows.length * longest);
  for (const [i, row] of rows.entries()) {
    for (const [j, id] of row.entries()) {
      ids[i * longest + j] = BigInt(id);
      mask[i * longest + j] = 1n;
    }
  }
  const dims = [rows.length, longest];
  const feeds: Record<string, ort.Tensor> = { input_ids: new ort.Tensor('int64', ids, dims), attention_mask: new ort.Tensor('int64', mask, dims) };
  if (session.inputNames.includes('token_type_ids')) feeds.token_type_ids = new ort.Tensor('int64', new BigInt64Array(ids.length), dims);
  const output = (await session.run(feeds))[session.outputNames[0] ?? ''];
  if (!(output?.data instanceof Float32Array)) throw new Error('the model gave no logits');
  const { data } = output;
  const width = data.length / rows.length;
  return rows.map((_, i) => data.slice(i * width, (i + 1) * width));
}

/** Softmax over the labels that mean something here; several of the model's may mean one of ours. */
function sharesOf(logits: readonly Float32Array[], labels: readonly (Intent | null)[], temperature: number): Float32Array[] {
  return logits.map((row) => {
    const shares = new Float32Array(Intent.options.length);
    const most = Math.max(...row);
    let sum = 0;
    for (const [i, label] of labels.entries()) {
      if (label === null) continue;
      const power = Math.exp(((row[i] ?? -Infinity) - most) / temperature);
      shares[Intent.options.indexOf(label)] = (shares[Intent.options.indexOf(label)] ?? 0) + power;
      sum += power;
    }
    return sum > 0 ? shares.map((share) => share / sum) : shares;
  });
}
