import { Tensor } from 'onnxruntime-web/wasm';
import { runPieces } from '#lib/adapters/onnx/run-pieces.ts';
import { modelClassifier } from '#lib/intents/classify.ts';
import { indexConcepts } from '#lib/intents/concepts.ts';
import { Concepts, IntentManifest } from '#lib/intents/manifest.ts';
import { pieceModel } from '#lib/intents/piece-model.ts';
import type { CatalogueProduct, OpenCatalogue } from '#lib/intents/schema.ts';
import { fetchModelFile, openModelFile, Unreachable } from '#components/model-files.ts';
import type { Ask, Told } from './messages.ts';

// Reads comments beside the page, by the model and the code that the pipeline reads with. Nothing that is typed leaves this browser.

/** Longer than this a file is not waited for, ms. */
const withinMs = 60_000;

async function load() {
  const manifest = IntentManifest.parse(await (await fetchModelFile('intents.json', withinMs)).json());
  if (manifest.input !== 'pieces') throw new Error('intents.json is not of our own model');
  const [session, concepts] = await Promise.all([openModelFile(manifest.file, withinMs), fetchModelFile(manifest.concepts.file, withinMs).then((answer) => answer.json())]);
  return modelClassifier(pieceModel(runPieces(session, { Tensor }), manifest.name), indexConcepts(Concepts.parse(concepts)));
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
