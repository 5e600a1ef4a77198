import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '#lib/core/random.ts';
import { loadClassifier } from '#lib/adapters/onnx/load-intents.ts';
import { indexConcepts, parseConcepts, readConcepts } from '#lib/intents/concepts.ts';
import { readFeatures } from '#lib/intents/features.ts';
import { Intent } from '#lib/intents/schema.ts';
import { retype } from './augment.ts';
import { lettersOf, parseCorpus, readConceptLists, readCorpus, withoutEvaluation } from './corpus.ts';
import { calibrate, fit, settings } from './fit.ts';
import { confusion, measure, type Judged } from './measure.ts';
import { answer, predict } from './network.ts';
import { saveModel } from './save.ts';

const small = { ...settings, width: 8, units: 8, rounds: 12 };
const lines = parseCorpus('[buy fashion]\nmine please\ni take it\nsold to me\n[none chatting]\nhello all\nlol what a game\ngood morning\n[question fashion]\nhow much is it\nis it cotton\nprice', 'en.txt');
const index = indexConcepts({ en: { want: ['want', 'i want'], like: ['want'] }, de: { want: ['will haben', 'möchte'] }, ja: { want: ['欲しい'] } });

describe('the corpus', () => {
  test('is read by header; a label that is none is named with its place', () => {
    expect(lines).toHaveLength(9);
    expect(lines[3]).toEqual({ language: 'en', intent: 'none', kind: 'chatting', text: 'hello all' });
    expect(() => parseCorpus('[buy a]\nmine\n[bye a]\nx', 'en.txt')).toThrow('en.txt:3: "bye" is no label');
    expect(() => parseCorpus('mine', 'en.txt')).toThrow('en.txt:1');
  });

  test('teaches nothing that the evaluation holds, but for what everybody types', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'claimcast-evaluation-'));
    await writeFile(path.join(folder, 'comments.tsv'), 'en\tbuy\tI take the BLUE one, please!\nen\tbuy\tmine\n');
    await writeFile(path.join(folder, 'more-chat.tsv'), 'en\tgood morning everybody\n');
    const said = (text: string) => ({ language: 'en', intent: 'buy' as const, kind: '', text });
    expect((await withoutEvaluation(['i take the blue one please', 'mine', 'Good morning, everybody', 'i take the red one please'].map(said), folder)).map(({ text }) => text)).toEqual(['mine', 'i take the red one please']);
    await rm(folder, { recursive: true });

    const { lines: all } = await readCorpus(path.resolve('lib/intents/corpus'));
    const learnt = new Set((await withoutEvaluation(all, path.resolve('bench/understanding'))).map(({ text }) => lettersOf(text)));
    const rows = (await readFile(path.resolve('bench/understanding/comments.tsv'), 'utf8')).split('\n').map((row) => lettersOf(row.split('\t')[2] ?? ''));
    expect(rows.filter((letters) => letters.length >= 12 && learnt.has(letters))).toEqual([]);
    expect(learnt.size).toBeGreaterThan(50_000);
  });

  test('as it is shipped has tens of thousands of lines in twenty languages, and concepts for each', async () => {
    const { lines: all, disputed } = await readCorpus(path.resolve('lib/intents/corpus'));
    expect(all.length).toBeGreaterThan(30_000);
    expect(disputed.length).toBeLessThan(all.length / 200);
    const lists = await readConceptLists(path.resolve('lib/intents/concepts'));
    expect(Object.keys(lists)).toHaveLength(20);
    const thin = Object.keys(lists).filter((language) => all.filter((line) => line.language === language).length < 700);
    expect(thin).toEqual([]);
  });
});

describe('concepts', () => {
  test('are one over languages, with and without accents and spaces, by the language of the rest', () => {
    expect(readConcepts('i want 2', index)).toEqual(['want', '0']);
    expect(readConcepts('mochte a17', index)).toEqual(['want', 'A0']);
    expect(readConcepts('これ欲しい', index)).toEqual(['?', 'want']);
    expect(readConcepts('', index)).toEqual([]);
  });

  test('say where a list is broken', () => {
    expect(() => parseConcepts('want: a, b\nno colon here', 'en.txt')).toThrow('en.txt:2');
  });
});

describe('training', () => {
  test('makes the same network of the same lines, and it has learnt them', () => {
    const one = fit(lines, index, small, () => {});
    const other = fit(lines, index, small, () => {});
    expect(one.table).toEqual(other.table);
    const right = lines.filter((line) => {
      const shares = answer(predict(one, readFeatures({ text: line.text }, index).features));
      return Intent.options[shares.indexOf(Math.max(...shares))] === line.intent;
    });
    expect(right.length).toBeGreaterThanOrEqual(8);
    expect(calibrate(one, index, lines)).toBeGreaterThan(0);
  });

  test('the saved 4-bit file answers as the network does', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'claimcast-train-'));
    const network = fit(lines, index, small, () => {});
    const manifest = await saveModel(folder, network, { en: { want: ['want'] } }, { temperature: 1, data: { hash: 'x', lines: 9, corrections: 0, languages: { en: 9 } } });
    const plain = indexConcepts({ en: { want: ['want'] } });
    const classifier = await loadClassifier(path.join(folder, manifest.file.replace('.onnx', '.json')), { debug() {}, info() {}, warn() {}, error() {} });
    expect(classifier.problem).toBeUndefined();
    const read = await classifier.classify(lines);
    for (const [i, line] of lines.entries()) {
      const shares = answer(predict(network, readFeatures({ text: line.text }, plain).features));
      expect(read[i]?.score).toBeCloseTo(Math.max(...shares), 1);
    }
    await rm(folder, { recursive: true });
  });

  test('a comment typed by another hand keeps "555" and sizes, and is never empty', () => {
    const random = seededRandom(1);
    for (let i = 0; i < 300; i++) {
      expect(retype('555', random)).toMatch(/555/);
      expect(retype('mine 2 in red M please', random).length).toBeGreaterThan(5);
    }
  });
});

test('figures: precision counts what was said above the threshold, macro-F1 the labels that were meant', () => {
  const rows: Judged[] = [
    { expected: 'buy', intent: 'buy', score: 0.9, group: 'en' },
    { expected: 'buy', intent: 'none', score: 0.6, group: 'en' },
    { expected: 'none', intent: 'buy', score: 0.8, group: 'en' },
    { expected: 'none', intent: 'none', score: 0.9, group: 'en' },
  ];
  expect(measure(rows)).toMatchObject({ count: 4, accuracy: 0.5, macroF1: 0.5, buyPrecision: 0.5, buyRecall: 0.5 });
  expect(confusion(rows)[0]).toEqual([1, 0, 0, 0, 1, 0]);
});
