import { scan, type Scan } from './scan.ts';
import type { Reading, Understanding } from './schema.ts';
import { settle } from './settle.ts';

const SAYS_NUMBER: ReadonlySet<string> = new Set(['sure', 'claim', 'want']);

export type Extracted = Pick<Understanding, 'quantity' | 'itemCode' | 'variantWords'>;

/**
 * The fields said in a comment: quantity (1..999, null when none was said), code as the catalogue writes it (in capitals
 * when it has no such code), variant words in the catalogue's own form. Deterministic; never throws. How numbers are
 * told apart is written at `settle`.
 */
export function extract(reading: Reading): Extracted {
  return fieldsOf(readComment(reading));
}

/** A comment cut into tokens, numbers settled. */
export function readComment(reading: Reading): Scan {
  const read = scan(reading);
  settle(read);
  return read;
}

export function fieldsOf(read: Scan): Extracted {
  let quantity: number | null = null;
  let isSigned = false;
  let itemCode: string | null = null;
  let isKnown = false;
  const variantWords: string[] = [];
  for (const item of read.tokens) {
    if (item.kind === 'variant' && !variantWords.includes(item.word)) variantWords.push(item.word);
    if (item.kind === 'code' && (itemCode === null || (item.isKnown && !isKnown))) [itemCode, isKnown] = [item.word.slice(0, 64), item.isKnown];
    if (item.kind !== 'quantity' && !(SAYS_NUMBER.has(item.kind) && item.value > 0)) continue;
    if (item.value < 1 || item.value > 999) continue;
    // "one for me x2": what a sign or counter says goes before a number word.
    const hasSign = item.isKnown || item.word === '' && read.text[item.at] === 'x';
    if (quantity === null || (hasSign && !isSigned)) [quantity, isSigned] = [item.value, hasSign];
  }
  return { quantity, itemCode, variantWords };
}
