import { createHash } from 'node:crypto';

/** What was found in an exported file. `problem` names the line (counted from 1) and what is wrong with it; null when nothing is. */
export interface FileCheck {
  entries: number;
  problem: string | null;
  lastHash: string | null;
}

const zeros = '0'.repeat(64);
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

interface Line {
  seq: number;
  body: string;
  prev_hash: string;
  hash: string;
  text: string | null;
}

function isLine(value: unknown): value is Line {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Record<string, unknown>;
  return Number.isInteger(line['seq']) && ['body', 'prev_hash', 'hash'].every((key) => typeof line[key] === 'string') && (line['text'] === null || typeof line['text'] === 'string');
}

/**
 * Checks a ledger exported as JSON lines, one line at a time, with nothing but SHA-256: each hash fits its entry, each entry follows on the
 * one before, each text is the one that was decided on. `part`: the file holds one show's entries, so others may lie between them.
 */
export async function verifyFile(lines: AsyncIterable<string> | Iterable<string>, options: { part?: boolean } = {}): Promise<FileCheck> {
  let last: Line | null = null;
  let entries = 0;
  for await (const raw of lines) {
    if (raw.trim() === '') continue;
    entries += 1;
    const line = parseLine(raw);
    const problem = line ? faultOf(line, last, options.part ?? false) : 'is not an entry of a ledger';
    if (problem || !line) return { entries, problem: `Line ${entries} ${problem}`, lastHash: last?.hash ?? null };
    last = line;
  }
  return { entries, problem: null, lastHash: last?.hash ?? null };
}

function parseLine(raw: string): Line | null {
  try {
    const value: unknown = JSON.parse(raw);
    return isLine(value) ? value : null;
  } catch {
    return null; // no JSON: said by the caller
  }
}

function faultOf(line: Line, last: Line | null, part: boolean): string | null {
  const facts = factsOf(line.body);
  if (!facts || facts['seq'] !== line.seq) return 'has facts of another entry';
  if (sha256(line.prev_hash + line.body) !== line.hash) return 'was changed: its hash does not fit its facts';
  const expected = last ? last.seq + 1 : 1;
  if (part ? line.seq < expected : line.seq !== expected) return `is entry ${line.seq} where entry ${expected} belongs`;
  if (line.seq === expected && line.prev_hash !== (last?.hash ?? zeros)) return 'does not follow on the entry before';
  if ((line.text === null ? null : sha256(line.text)) !== facts['said_sha256']) return 'has another text than the one that was decided on';
  return null;
}

function factsOf(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null; // no JSON: said by the caller
  }
}
