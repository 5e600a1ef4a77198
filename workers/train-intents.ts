import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { indexConcepts } from '#lib/intents/concepts.ts';
import { readFeatures } from '#lib/intents/features.ts';
import { Intent } from '#lib/intents/schema.ts';
import { readConceptLists, readCorpus, withoutEvaluation, type Line } from './train/corpus.ts';
import { readCorrections } from './train/corrections.ts';
import { calibrate, fit, settings } from './train/fit.ts';
import { measure } from './train/measure.ts';
import { answer, predict, type Network } from './train/network.ts';
import { saveModel } from './train/save.ts';

/**
 * `npm run train`: learns the intent model from lib/intents/corpus and writes public/models/intents.{onnx,json}. The same
 * text makes the same bytes. `--corrections FILE` (as Settings, Understanding exports them; may be given again) adds what a
 * seller corrected; `--out FOLDER` writes elsewhere. About two minutes on one core, and 1 GB of memory. Safe to run twice.
 */
const { values } = parseArgs({ options: { corrections: { type: 'string', multiple: true, default: [] }, out: { type: 'string', default: 'public/models' } } });
const root = path.resolve(import.meta.dirname, '..');
/** Of 256: lines kept apart to set the temperature. */
const HELD_OF_256 = 13;

const { lines: written, disputed, hash } = await readCorpus(path.join(root, 'lib/intents/corpus'));
const lines = await withoutEvaluation(written, path.join(root, 'bench/understanding'));
const lists = await readConceptLists(path.join(root, 'lib/intents/concepts'));
const index = indexConcepts(lists);
const corrections = (await Promise.all(values.corrections.map(async (file) => readCorrections(await readFile(file, 'utf8'), file)))).flat();
if (disputed.length > 0) console.log(`${disputed.length} comments stand under two labels and teach nothing: ${disputed.slice(0, 5).join(' | ')}`);
const held = lines.filter(isHeld);
const learnt = [...lines.filter((line) => !isHeld(line)), ...corrections];
console.log(`Learning ${learnt.length} comments, ${corrections.length} of them corrections`);
const network = fit(learnt, index, settings, (text) => console.log(text));
const temperature = calibrate(network, index, held);
const manifest = await saveModel(path.resolve(root, values.out), network, lists, { temperature, data: { hash: dataHash(), lines: learnt.length, corrections: corrections.length, languages: countLanguages(learnt) } });
const figures = measure(held.map((line) => judge(network, line, temperature)));
console.log(`${manifest.name}: accuracy ${figures.accuracy.toFixed(3)}, macro-F1 ${figures.macroF1.toFixed(3)} on ${held.length} comments kept apart. Restart to use it. Full report: npm run bench -- understanding`);

function isHeld(line: Line): boolean {
  return (createHash('sha256').update(line.text).digest()[0] ?? 0) < HELD_OF_256;
}

function dataHash(): string {
  return createHash('sha256').update(hash).update(JSON.stringify(corrections)).update(JSON.stringify(lists)).update(JSON.stringify(settings)).digest('hex').slice(0, 16);
}

function judge(net: Network, line: Line, heat: number) {
  const shares = answer(predict(net, readFeatures({ text: line.text }, index).features), heat);
  const best = shares.indexOf(Math.max(...shares));
  return { expected: line.intent, intent: Intent.options[best] ?? 'none', score: shares[best] ?? 0, group: line.language };
}

function countLanguages(all: readonly Line[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { language } of all) counts[language] = (counts[language] ?? 0) + 1;
  return counts;
}
