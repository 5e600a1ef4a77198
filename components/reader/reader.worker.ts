import * as ort from 'onnxruntime-web/wasm';
import { z } from 'zod';
import { runPieces } from '#lib/adapters/onnx/run-pieces.ts';
import { modelClassifier } from '#lib/intents/classify.ts';
import { indexConcepts } from '#lib/intents/concepts.ts';
import { IntentManifest } from '#lib/intents/manifest.ts';
import { pieceModel } from '#lib/intents/piece-model.ts';
import type { CatalogueProduct, OpenCatalogue } from '#lib/intents/schema.ts';
import type { Ask, Told } from './messages.ts';

// Reads comments beside the page, by the model and the code that the pipeline reads with. Nothing that is typed leaves this browser.

const folder = '/models/';
const Concepts = z.record(z.string(), z.record(z.string(), z.array(z.string())));

/** Longer than this a file is not waited for, ms. */
const withinMs = 60_000;

class Unreachable extends Error {}

async function fetched(file: string): Promise<Response> {
  const answer = await fetch(folder + file, { signal: AbortSignal.timeout(withinMs) }).catch((cause: unknown) => {
    throw new Unreachable(file, { cause });
  });
  if (!answer.ok) throw new Unreachable(`${file} was refused: ${answer.status}`);
  return answer;
}

async function load() {
  const manifest = IntentManifest.parse(await (await fetched('intents.json')).json());
  if (manifest.input !== 'pieces') throw new Error('intents.json is not of our own model');
  ort.env.wasm.numThreads = 1;
  const [model, concepts] = await Promise.all([fetched(manifest.file).then((answer) => answer.arrayBuffer()), fetched(manifest.concepts.file).then((answer) => answer.json())]);
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  return modelClassifier(pieceModel(runPieces(session, ort), manifest.name), indexConcepts(Concepts.parse(concepts)));
}

const tell = (told: Told): void => postMessage(told);
const loading = load();

function fail(error: unknown): void {
  console.warn(error);
  tell({ problem: error instanceof Unreachable ? 'unreachable' : 'unfit' });
}

let known: { json: string; catalogue: OpenCatalogue } = { json: '', catalogue: { products: [] } };

/** The index of a catalogue is kept as long as the object is the same. */
function catalogueOf(json: string): OpenCatalogue {
  if (json !== known.json) known = { json, catalogue: { products: JSON.parse(json) as CatalogueProduct[] } };
  return known.catalogue;
}

addEventListener('message', ({ data: { n, text, catalogue } }: MessageEvent<Ask>) => {
  void loading
    .then(async (classifier) => {
      const [understood] = await classifier.classify([{ text, catalogue: catalogueOf(catalogue) }]);
      if (understood) tell({ n, understood, model: classifier.name });
    })
    .catch(fail);
});
