import { describe, expect, test } from 'vitest';
import { rulesClassifier } from './classify.ts';
import { catalogue } from './fixtures/catalogue.ts';
import { easternComments } from './fixtures/comments-east.ts';
import { hardComments } from './fixtures/comments-hard.ts';
import { laterComments } from './fixtures/comments-later.ts';
import { westernComments } from './fixtures/comments-west.ts';

const CLAIM_MIN = 0.5;

function parse(lines: string): { text: string; expected: string }[] {
  const rows = lines.split('\n').filter((line) => line.trim() !== '');
  return rows.map((line) => ({ expected: line.slice(0, line.indexOf(':')), text: line.slice(line.indexOf(':') + 2) }));
}

/** The desk's view: a purchase below the claim threshold is no claim. */
async function read(texts: readonly string[]): Promise<string[]> {
  const understood = await rulesClassifier.classify(texts.map((text) => ({ text, catalogue })));
  return understood.map(({ intent, score }) => (intent === 'buy' && score <= CLAIM_MIN ? 'none' : intent));
}

describe.each(Object.entries({ ...westernComments, ...easternComments, hard: hardComments, later: laterComments }))('comments in %s', (_language, lines) => {
  test.each(parse(lines))('$expected: $text', async ({ text, expected }) => {
    expect(await read([text])).toEqual([expected]);
  });
});
