import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { correctComment } from '#lib/corrections/correct.ts';
import { exportCorrections } from '#lib/corrections/list.ts';
import { noConcepts, readFeatures } from '#lib/intents/features.ts';
import { Intent } from '#lib/intents/schema.ts';
import { openChat } from '#lib/testing/chat.ts';
import { makeSeller, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { readCorrections } from './corrections.ts';
import type { Line } from './corpus.ts';
import { fit, settings } from './fit.ts';
import { answer, predict } from './network.ts';

// The way back from the seller's word to the model: said on the desk, exported, read by `npm run train`, learnt.
const asked = 'zabuka wena "zabuka"\n2028'; // a word that no list knows, with what a file could stumble over

let world: World;
let seller: TestSeller;
beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
});
afterAll(() => world.close());

async function exportedFile(): Promise<string> {
  let file = '';
  for await (const piece of exportCorrections(seller.owner.db, seller)) file += piece;
  return file;
}

const says: Record<string, readonly string[]> = {
  buy: ['mine', 'sold 14', 'i take two', 'mine in red'], question: ['how much', 'is it warm?', 'what size', 'does it stretch'],
  none: ['hahaha', 'hello all', 'zabuka zabuka', 'good morning'], feedback: ['so pretty', 'love it'], complaint: ['never arrived', 'it broke'], cancel: ['cancel mine', 'i changed my mind'],
};
const corpus: Line[] = Object.entries(says).flatMap(([intent, texts]) => texts.map((text) => ({ language: 'en', kind: 'test', intent: Intent.parse(intent), text })));

function answerOf(lines: readonly Line[], text: string): Intent | undefined {
  const network = fit(lines, noConcepts, { ...settings, width: 8, units: 8, rounds: 12, pieces: 0, hidden: 0, dense: 0 }, () => {});
  const shares = answer(predict(network, readFeatures({ text }).features));
  return Intent.options[shares.indexOf(Math.max(...shares))];
}

test('a correction goes from the desk through the file into the model, and the model answers otherwise', async () => {
  const chat = await openChat(world, seller);
  const [message] = await chat.say({ client: 'ann' });
  await world.sql`update public.chat_messages set message = ${asked} where id = ${message!}`;
  await correctComment(seller.owner.db, message!, 'question');
  const lines = readCorrections(await exportedFile(), 'corrections.jsonl');
  expect(lines).toEqual([{ language: 'corrected', kind: 'correction', text: asked, intent: 'question', weight: 4 }]);
  expect(answerOf(corpus, asked)).toBe('none');
  expect(answerOf([...corpus, ...lines], asked)).toBe('question');
});

describe('a file of corrections', () => {
  test('may be empty, and end its lines as Windows does', () => {
    expect(readCorrections('', 'x')).toEqual([]);
    expect(readCorrections('{"text":"a","intent":"buy","was":"none","score":0.5,"at":"2026"}\r\n\r\n', 'x')).toMatchObject([{ text: 'a', intent: 'buy' }]);
  });

  test.each([['no JSON', 'text'], ['no text', '{"intent":"buy"}'], ['an unknown meaning', '{"text":"a","intent":"love"}'], ['a list', '[]']])('with %s in it is refused, naming the line', (_, line) => {
    expect(() => readCorrections(`{"text":"a","intent":"buy"}\n${line}\n`, 'my.jsonl')).toThrow('my.jsonl:2: no correction');
  });
});
