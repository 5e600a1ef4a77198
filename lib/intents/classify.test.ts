import { describe, expect, test } from 'vitest';
import { modelClassifier, rulesClassifier } from './classify.ts';
import { catalogue } from './fixtures/catalogue.ts';
import { easternComments } from './fixtures/comments-east.ts';
import { hardComments } from './fixtures/comments-hard.ts';
import { laterComments } from './fixtures/comments-later.ts';
import { westernComments } from './fixtures/comments-west.ts';
import { Intent } from './schema.ts';

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

describe('beside a model', () => {
  const saysOf = (intent: Intent, share: number) =>
    modelClassifier({ name: 'fixed', score: (batch) => Promise.resolve(batch.map(() => Float32Array.from(Intent.options, (option) => (option === intent ? share : (1 - share) / 5)))) });
  const open = { products: [{ id: 'p', code: 'A17', name: 'Shirt', aliases: [], variants: [{ id: 'v', name: 'One size', options: {} }] }] };
  const readAs = async (intent: Intent, text: string, isOpen = true) => {
    const [understood] = await saysOf(intent, 0.9).classify([{ text, ...(isOpen ? { catalogue: open } : {}) }]);
    return [understood?.intent, understood?.score, ...(understood?.inDoubt ? ['in doubt'] : [])];
  };

  test('what it takes for chat is left open when it claims a code of the catalogue: in doubt', async () => {
    expect(await readAs('none', 'i want two of A17 for my mum')).toEqual(['buy', 0.5, 'in doubt']);
    expect(await readAs('none', 'i want two of A17 for my mum', false)).toEqual(['none', 0.9]);
    expect(await readAs('none', 'good morning A17 fans')).toEqual(['none', 0.9]);
    expect(await readAs('question', 'i want two of A17 for my mum')).toEqual(['question', 0.9]);
  });

  test('a model that knows none of our labels leaves the comment to the rules', async () => {
    const [understood] = await modelClassifier({ name: 'lost', score: (batch) => Promise.resolve(batch.map(() => new Float32Array(Intent.options.length))) }).classify([{ text: 'so pretty' }]);
    expect(understood?.intent).toBe('feedback');
  });

  test('a comment of nothing but the catalogue’s own words is the rules’', async () => {
    expect((await readAs('none', 'A17 2'))[0]).toBe('buy');
    expect((await readAs('buy', '555'))[0]).toBe('none');
    expect((await readAs('buy', '🤭'))[0]).toBe('none');
    expect((await readAs('none', '🙋'))[0]).toBe('buy');
    expect((await readAs('none', '+1'))[0]).toBe('buy');
  });
});
