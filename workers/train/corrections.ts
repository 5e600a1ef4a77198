import { z } from 'zod';
import { Intent } from '#lib/intents/schema.ts';
import type { Line } from './corpus.ts';

/** A seller's word counts as much as four lines of the corpus: it is about their own viewers. */
const WEIGHT = 4;

const Correction = z.object({ text: z.string().min(1).max(2000), intent: Intent });

/** Corrections as they are exported, a JSON object a line. Throws on a line that is none, naming it. */
export function readCorrections(content: string, file: string): Line[] {
  const rows = content.split('\n').map((line, at) => ({ line: line.trim(), at })).filter(({ line }) => line !== '');
  return rows.map(({ line, at }) => {
    const found = Correction.safeParse(parse(line));
    if (!found.success) throw new Error(`${file}:${at + 1}: no correction. Each line is {"text": "...", "intent": "${Intent.options.join('|')}"}`);
    return { language: 'corrected', kind: 'correction', ...found.data, weight: WEIGHT };
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
