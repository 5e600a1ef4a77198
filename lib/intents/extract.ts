import { codeKey, ownVariantWord } from './catalogue.ts';
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
  return { quantity, itemCode, variantWords: ownWords(read, itemCode, variantWords) };
}

const LETTER_SIZES: Readonly<Record<string, string>> = { small: 's', medium: 'm', large: 'l', 'extra large': 'xl' };

/** "large" is what the product that was named calls it; with none named, the letter, where the catalogue has both. */
function ownWords(read: Scan, itemCode: string | null, words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const named = itemCode === null ? undefined : read.index.codes.get(codeKey(itemCode))?.productIds;
  const [productId] = named?.length === 1 ? named : [];
  const all = read.index.allVariantWords;
  const fitted = words.map((word) => {
    if (productId !== undefined) return ownVariantWord(read.index, productId, word);
    const letter = LETTER_SIZES[word];
    return letter !== undefined && all.has(letter) ? letter : word;
  });
  const own = productId === undefined ? all : (read.index.variantWords.get(productId) ?? all);
  const whole = [...own].filter((option) => option.includes(' ') && option.split(' ').every((part) => fitted.includes(part)));
  const parts = new Set(whole.flatMap((option) => option.split(' ')));
  return [...new Set([...whole, ...fitted.filter((word) => !parts.has(word))])];
}
