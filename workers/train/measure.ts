import { Intent } from '#lib/intents/schema.ts';

export interface Judged {
  expected: Intent;
  intent: Intent;
  score: number;
  group: string;
}

export interface Figures {
  count: number;
  accuracy: number;
  macroF1: number;
  /** Of what counts as a claim (buy above 0.5). */
  buyPrecision: number;
  buyRecall: number;
  /** Mean gap between the score and how often it was right, in ten bins weighted by size. */
  calibrationError: number;
}

const CLAIM_ABOVE = 0.5;

/** Figures of a set of answers; classes that nobody expected or gave are left out of the mean. Empty: all 0. */
export function measure(rows: readonly Judged[]): Figures {
  const right = rows.filter((row) => row.intent === row.expected).length;
  const scores = Intent.options.flatMap((intent) => {
    const given = rows.filter((row) => row.intent === intent);
    const expected = rows.filter((row) => row.expected === intent).length;
    if (expected === 0) return [];
    const hits = given.filter((row) => row.expected === intent).length;
    return [(2 * hits) / (given.length + expected)];
  });
  const claims = rows.filter((row) => row.intent === 'buy' && row.score > CLAIM_ABOVE);
  const good = claims.filter((row) => row.expected === 'buy').length;
  const wanted = rows.filter((row) => row.expected === 'buy').length;
  return {
    count: rows.length,
    accuracy: share(right, rows.length),
    macroF1: share(scores.reduce((sum, score) => sum + score, 0), scores.length),
    buyPrecision: share(good, claims.length),
    buyRecall: share(good, wanted),
    calibrationError: calibrationError(rows),
  };
}

function calibrationError(rows: readonly Judged[]): number {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, score: 0, right: 0 }));
  for (const row of rows) {
    const bin = bins[Math.min(9, Math.floor(row.score * 10))];
    if (!bin) continue;
    bin.count++;
    bin.score += row.score;
    bin.right += row.intent === row.expected ? 1 : 0;
  }
  return share(bins.reduce((sum, bin) => sum + Math.abs(bin.score - bin.right), 0), rows.length);
}

/** Rows are what was expected, columns what was answered, both in the order of the labels. */
export function confusion(rows: readonly Judged[]): number[][] {
  return Intent.options.map((expected) => Intent.options.map((intent) => rows.filter((row) => row.expected === expected && row.intent === intent).length));
}

export function byGroup(rows: readonly Judged[]): Map<string, Judged[]> {
  const groups = new Map<string, Judged[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return groups;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
