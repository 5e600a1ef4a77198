import { normalise } from './normalise.ts';
import type { CatalogueProduct, OpenCatalogue } from './schema.ts';
import { createTrie, matchAt, nodeFor, startsWord, SPACED, classAt, type Trie } from './trie.ts';
import { colours, shades } from './words/colours.ts';
import { sizes } from './words/sizes.ts';
import { vocabulary } from './vocabulary.ts';

/** What a phrase can mean in one catalogue. */
export interface Entry {
  /** The catalogue's own word for a variant, normalised. */
  variant?: string;
  /** A code that holds no digit, or in a shape of its own, as the catalogue writes it. */
  code?: string;
  /** Products with this word, or this whole name or alias, in their name. */
  products?: string[];
  isWholeName?: boolean;
}

export interface CatalogueIndex {
  phrases: Trie<Entry>;
  /** Code key (`codeKey`) to the code as the catalogue writes it, and its products. */
  codes: Map<string, { code: string; productIds: string[] }>;
  /** By product, the words that name its variants. */
  variantWords: Map<string, Set<string>>;
  /** Those of all products, in their order. */
  allVariantWords: Set<string>;
  /** Words one edit away (SymSpell's deletions), 5 letters and more. */
  nearby: Map<string, string[]>;
  /** First letter and length (`nearbyShape`) of the words in `nearby`, so that most strange words need no deletions. */
  nearbyShapes: Set<number>;
}

const FUZZY_LETTERS_MIN = 5;
const indexes = new WeakMap<OpenCatalogue, CatalogueIndex>();
const PLAIN = [...Object.values(colours), ...Object.values(sizes)].map(wordsOf);
const synonymsOf = buildSynonyms([...PLAIN, ...Object.values(shades).map(wordsOf)]);
const sizeWords = new Set(Object.values(sizes).flatMap((list) => list.split(',').map(normalise)));
const NO_CATALOGUE_SYNONYMS = buildSynonymTrie();
const NO_CATALOGUE: CatalogueIndex = buildPlainIndex();

/** The word that this product has for what is called `word` elsewhere: "l" for "large"; `word` itself when it has none. */
export function ownVariantWord(index: CatalogueIndex, productId: string, word: string): string {
  const own = index.variantWords.get(productId);
  if (!own || own.has(word)) return word;
  return synonymsOf.get(word)?.find((synonym) => own.has(synonym)) ?? wholeOption(own, word) ?? word;
}

/** "cherry" for "dark cherry", when one option has the word. */
function wholeOption(own: ReadonlySet<string>, word: string): string | null {
  const options = [...own].filter((option) => option.includes(' ') && option.split(' ').includes(word));
  return options.length === 1 ? (options[0] ?? null) : null;
}

/** A colour or size that the catalogue does not have: where it ends, null when there is none. */
export function foreignVariantEnd(text: string, at: number): number | null {
  return matchAt(NO_CATALOGUE_SYNONYMS, text, at)?.end ?? null;
}

/** The index of a catalogue, made at its first use and kept as long as the catalogue object; without one, colours and sizes only. */
export function indexOf(catalogue: OpenCatalogue | undefined): CatalogueIndex {
  if (!catalogue) return NO_CATALOGUE;
  let index = indexes.get(catalogue);
  if (!index) indexes.set(catalogue, (index = buildIndex(catalogue)));
  return index;
}

function wordsOf(list: string): string[] {
  return list.split(',').map(normalise).flatMap(withArabicArticle);
}

/** A word in two lists ("rosa") has the synonyms of both. */
function buildSynonyms(lists: readonly string[][]): Map<string, string[]> {
  const synonyms = new Map<string, string[]>();
  for (const list of lists) for (const word of list) synonyms.set(word, [...(synonyms.get(word) ?? []), ...list]);
  return synonyms;
}

function withArabicArticle(word: string): string[] {
  return /^[\u0621-\u064a]/.test(word) && !word.startsWith('ال') ? [word, `ال${word}`] : [word];
}

/** One key for the ways a code is written: `A-17`, `a 017` and `#A17` are `a17`; zeros before a number are dropped. */
export function codeKey(code: string): string {
  return normalise(code).replace(/[^\p{L}\p{M}\p{N}]/gu, '').replace(/(?<!\d)0+(?=\d)/g, '');
}

function emptyIndex(): CatalogueIndex {
  return { phrases: createTrie(), codes: new Map(), variantWords: new Map(), allVariantWords: new Set(), nearby: new Map(), nearbyShapes: new Set() };
}

function buildSynonymTrie(): Trie<true> {
  const trie = createTrie<true>();
  for (const word of PLAIN.flat()) nodeFor(trie, word).value = true;
  return trie;
}

function buildPlainIndex(): CatalogueIndex {
  const index = emptyIndex();
  for (const word of [...Object.keys(colours), ...Object.keys(sizes)]) addVariantWord(index, word);
  return index;
}

function buildIndex(catalogue: OpenCatalogue): CatalogueIndex {
  const index = emptyIndex();
  for (const product of catalogue.products) {
    addCode(index, product);
    const words = product.variants.flatMap((variant) => Object.values(variant.options)).map(normalise);
    index.variantWords.set(product.id, new Set(words.flatMap((value) => [value, ...value.split(/[ /,-]+/)])));
    for (const value of words) addOption(index, value);
  }
  for (const own of index.variantWords.values()) for (const word of own) index.allVariantWords.add(word);
  // Own words first: a catalogue that has both "Rose" and "Pink" keeps them apart.
  for (const product of catalogue.products) {
    for (const variant of product.variants) for (const value of Object.values(variant.options)) addOptionSynonyms(index, value);
    for (const name of [product.name, ...product.aliases]) addName(index, product.id, name);
  }
  return index;
}

function addCode(index: CatalogueIndex, product: CatalogueProduct): void {
  const key = codeKey(product.code);
  if (!key) return;
  const known = index.codes.get(key);
  if (known) known.productIds.push(product.id);
  else index.codes.set(key, { code: product.code, productIds: [product.id] });
  if (!/^[a-z]{0,4}\d{1,5}[a-z]?$/.test(key)) for (const phrase of [normalise(product.code), key]) entryFor(index, phrase).code ??= product.code;
}

function addOption(index: CatalogueIndex, phrase: string): void {
  if (!phrase) return;
  entryFor(index, phrase).variant = phrase;
  if (phrase.includes(' ')) entryFor(index, phrase.replaceAll(' ', '')).variant ??= phrase;
  rememberNearby(index, phrase);
}

/** The words of "Dark blue" too, each as itself, and what other languages call it. */
function addOptionSynonyms(index: CatalogueIndex, value: string): void {
  const phrase = normalise(value);
  const words = phrase.split(/[ /,-]+/).filter((word) => word.length >= 3 || synonymsOf.has(word));
  if (synonymsOf.has(phrase)) addVariantWord(index, phrase);
  else for (const word of words) addVariantWord(index, word);
}

function addVariantWord(index: CatalogueIndex, word: string): void {
  const isSize = sizeWords.has(word);
  for (const synonym of [word, ...(synonymsOf.get(word) ?? [])]) {
    entryFor(index, synonym).variant ??= word;
    // A word one letter off "medio" is more often another word; one off a colour is a typo.
    if (!isSize) rememberNearby(index, synonym);
  }
}

function addName(index: CatalogueIndex, productId: string, name: string): void {
  const phrase = normalise(name);
  if (phrase.length < 2) return;
  const whole = entryFor(index, phrase);
  addProduct(whole, productId);
  whole.isWholeName = true;
  for (const word of phrase.split(/[^\p{L}\p{M}\p{N}]+/u)) {
    if (word.length < 3 || /\d/.test(word) || isPlainWord(word)) continue;
    addProduct(entryFor(index, word), productId);
    rememberNearby(index, word);
  }
}

/** A word that already means something in a comment ("take", "home") or names a colour says nothing about the product. */
function isPlainWord(word: string): boolean {
  if (synonymsOf.has(word)) return true;
  const match = matchAt(vocabulary, word, 0);
  return match !== null && match.end === word.length && !match.value.every((sense) => sense.kind === 'goods' || sense.isWeak);
}

function addProduct(entry: Entry, productId: string): void {
  entry.products ??= [];
  if (!entry.products.includes(productId)) entry.products.push(productId);
}

function entryFor(index: CatalogueIndex, phrase: string): Entry {
  const node = nodeFor(index.phrases, phrase);
  node.value ??= {};
  return node.value;
}

function rememberNearby(index: CatalogueIndex, word: string): void {
  if (word.length < FUZZY_LETTERS_MIN || word.length > 24 || classAt(word, 0) !== SPACED || !startsWord(word, 0) || word.includes(' ')) return;
  index.nearbyShapes.add(nearbyShape(word, word.length));
  for (const key of deletions(word)) {
    const list = index.nearby.get(key);
    if (!list) index.nearby.set(key, [word]);
    else if (!list.includes(word)) list.push(word);
  }
}

function hasNearbyShape({ nearbyShapes }: CatalogueIndex, word: string): boolean {
  for (let length = word.length - 1; length <= word.length + 1; length++) if (nearbyShapes.has(nearbyShape(word, length))) return true;
  return false;
}

function nearbyShape(word: string, length: number): number {
  return word.charCodeAt(0) * 32 + length;
}

function deletions(word: string): string[] {
  const keys = [word];
  for (let i = 1; i < word.length; i++) keys.push(word.slice(0, i) + word.slice(i + 1));
  return keys;
}

/** "tazas" for "taza", "dresses" for "dress": the plurals of the languages that add an s. */
export function singularEntry(index: CatalogueIndex, word: string): Entry | null {
  if (word.length < 4 || !word.endsWith('s')) return null;
  for (const stem of [word.slice(0, -1), word.slice(0, -2)]) {
    const match = matchAt(index.phrases, stem, 0);
    if (match?.end === stem.length && match.value.products && stem.length >= 3) return match.value;
  }
  return null;
}

/** The entry of a word one edit away (a letter wrong, missing, doubled or swapped), the first letter right; null when none or several. */
export function nearbyEntry(index: CatalogueIndex, word: string): Entry | null {
  if (word.length < FUZZY_LETTERS_MIN || word.length > 24) return null;
  if (!hasNearbyShape(index, word)) return null;
  let found: Entry | null = null;
  for (const key of deletions(word)) {
    for (const candidate of index.nearby.get(key) ?? []) {
      if (candidate[0] !== word[0] || Math.abs(candidate.length - word.length) > 1 || !isOneEdit(word, candidate)) continue;
      const entry = matchAt(index.phrases, candidate, 0)?.value ?? null;
      if (found && entry && entry !== found) return null;
      found = entry;
    }
  }
  return found;
}

function isOneEdit(a: string, b: string): boolean {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const left = a.length - head - tail;
  const right = b.length - head - tail;
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && a[head] === b[head + 1] && a[head + 1] === b[head];
}
