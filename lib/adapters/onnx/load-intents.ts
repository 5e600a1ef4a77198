import path from 'node:path';
import * as ort from 'onnxruntime-web';
import { hubTextModel } from '#lib/adapters/transformers/text-model.ts';
import { AppError } from '#lib/core/errors.ts';
import { indexConcepts, type ConceptIndex } from '#lib/intents/concepts.ts';
import { modelClassifier, rulesClassifier } from '#lib/intents/classify.ts';
import { featureSettings } from '#lib/intents/features.ts';
import { Concepts, IntentManifest } from '#lib/intents/manifest.ts';
import { pieceModel } from '#lib/intents/piece-model.ts';
import type { Classifier, Log } from '#lib/ports.ts';
import { runPieces } from './run-pieces.ts';
import { openSession, parseJson, readManifest, readModel } from './session.ts';
import { tokenModel } from './token-model.ts';

const maxConceptBytes = 10_000_000;

/**
 * The classifier that a manifest describes. When it cannot be had, or fails its first comment, the rules answer instead,
 * `problem` says why, and the log has the cause: a broken model never stops the claims.
 */
export async function loadClassifier(manifestFile: string, log: Log): Promise<Classifier> {
  try {
    const classifier = await openClassifier(manifestFile);
    await classifier.classify([{ text: 'mine 2 in red M' }]);
    return classifier;
  } catch (error) {
    log.error({ err: error, file: manifestFile }, 'intents.model_failed');
    return { ...rulesClassifier, problem: `${error instanceof AppError ? error.message : 'The model cannot be run'}. Word lists read the comments until then` };
  }
}

async function openClassifier(manifestFile: string): Promise<Classifier> {
  const manifest = await readManifest(IntentManifest, manifestFile, hintOf);
  if (manifest.input === 'hub') return modelClassifier(await hubTextModel(manifest, path.dirname(manifestFile)));
  const file = path.resolve(path.dirname(manifestFile), manifest.file);
  const session = await openSession(file, manifest.sha256);
  if (manifest.input === 'tokens') return modelClassifier(await tokenModel(session, manifest, path.dirname(manifestFile)));
  return modelClassifier(pieceModel(runPieces(session, ort), manifest.name), await loadConcepts(path.resolve(path.dirname(manifestFile), manifest.concepts.file), manifest.concepts.sha256));
}

async function loadConcepts(file: string, sha256: string): Promise<ConceptIndex> {
  const bytes = await readModel(file, maxConceptBytes, sha256);
  return indexConcepts(Concepts.parse(parseJson(bytes, file)));
}

function hintOf(place: string): string {
  return place.startsWith('features') ? `. It was trained for other features than this version's (${featureSettings.version}): run npm run train` : '';
}

/** A classifier that is still being loaded: its first comments wait for it. `name` is known once it is there. */
export function lateClassifier(loading: Promise<Classifier>): Classifier {
  let loaded: Classifier | null = null;
  const ready = loading.then((classifier) => (loaded = classifier));
  return {
    get name() {
      return loaded?.name ?? 'loading';
    },
    get problem() {
      return loaded?.problem;
    },
    classify: async (batch) => (loaded ?? (await ready)).classify(batch),
  };
}
