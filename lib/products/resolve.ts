import { codeKey } from '#lib/intents/catalogue.ts';
import { scanOf } from '#lib/intents/classify.ts';
import { normalise } from '#lib/intents/normalise.ts';
import type { CatalogueProduct, CatalogueVariant, OpenCatalogue, Understanding } from '#lib/intents/schema.ts';
import type { Token } from '#lib/intents/tokens.ts';

export type ResolvedBy = 'code' | 'name' | 'on_screen' | 'camera';

/** What was on screen, put there by hand or by the camera, which says how sure it was. */
export interface OnScreen {
  productId: string;
  source: 'hand' | 'camera';
  score: number | null;
}

/** That the viewer means what the seller has put on screen. */
const onScreenScore = 0.8;

/** The product and variant of a claim, or why a person has to look; `candidates` are product ids, the likeliest first. */
export type Resolution =
  | { kind: 'found'; productId: string; variantId: string; resolvedBy: ResolvedBy; score: number }
  | { kind: 'review'; productId: string | null; resolvedBy: ResolvedBy | null; reason: 'no_product' | 'unknown_code' | 'which_product' | 'which_variant'; candidates: string[] };

interface Pick {
  product: CatalogueProduct;
  resolvedBy: ResolvedBy;
  score: number;
}

const CANDIDATES_MAX = 8;

/**
 * Names the product and variant a comment is about: by code, else by a name only one product has, else what is on
 * screen, else review. A code that the catalogue lacks is never answered with what is on screen. Pure.
 */
export function resolveProduct(understanding: Understanding, text: string, catalogue: OpenCatalogue, onScreen: OnScreen | null): Resolution {
  const picked = pickProduct(understanding, text, catalogue, onScreen);
  if ('kind' in picked) return picked;
  const { product, resolvedBy, score } = picked;
  const variant = pickVariant(product, understanding.variantWords);
  if (!variant) return { kind: 'review', productId: product.id, resolvedBy, reason: 'which_variant', candidates: [product.id] };
  return { kind: 'found', productId: product.id, variantId: variant.id, resolvedBy, score };
}

function pickProduct(understanding: Understanding, text: string, catalogue: OpenCatalogue, shown: OnScreen | null): Pick | Resolution {
  const { tokens, index } = scanOf(understanding, { text, catalogue });
  const byId = (id: string | undefined) => catalogue.products.find((product) => product.id === id);
  const codes = understanding.itemCode === null ? [] : [understanding.itemCode, ...tokens.filter((item) => item.kind === 'code' && item.isKnown).map((item) => item.word)];
  if (codes.length > 0) {
    const ids = unique(codes.flatMap((code) => index.codes.get(codeKey(code))?.productIds ?? []));
    const only = ids.length === 1 ? byId(ids[0]) : undefined;
    if (only) return { product: only, resolvedBy: 'code', score: 0.99 };
    return ids.length === 0 ? review('unknown_code', []) : review('which_product', ids);
  }
  const named = namedProducts(tokens);
  const onScreen = shown === null ? undefined : byId(shown.productId);
  if (named.ids.length === 1) {
    const product = byId(named.ids[0]);
    if (product) return { product, resolvedBy: 'name', score: named.isWhole ? 0.95 : 0.85 };
  }
  // "the dress" with a dress on screen and three more in the catalogue is the one on screen.
  if (onScreen && shown && (named.ids.length === 0 || named.ids.includes(onScreen.id))) return byScreen(onScreen, shown);
  return named.ids.length > 1 ? review('which_product', named.ids) : review('no_product', []);
}

function byScreen(product: CatalogueProduct, { source, score }: OnScreen): Pick {
  return source === 'camera' ? { product, resolvedBy: 'camera', score: score ?? 0 } : { product, resolvedBy: 'on_screen', score: onScreenScore };
}

/** The products whose names share most with the comment; a rare word counts more than a common one, a whole name most. */
function namedProducts(tokens: readonly Token[]): { ids: string[]; isWhole: boolean } {
  const votes = new Map<string, number>();
  let isWhole = false;
  for (const { kind, entry } of tokens) {
    if ((kind !== 'product' && kind !== 'variant') || !entry?.products) continue;
    isWhole ||= entry.isWholeName === true;
    const weight = (entry.isWholeName ? 2 : 1) / entry.products.length;
    for (const id of entry.products) votes.set(id, (votes.get(id) ?? 0) + weight);
  }
  const most = Math.max(0, ...votes.values());
  const ids = [...votes].filter(([, count]) => count > most - 1e-9).map(([id]) => id);
  return { ids, isWhole };
}

/** The only variant, or the only one that has every word said; null when none or several do. */
function pickVariant(product: CatalogueProduct, words: readonly string[]): CatalogueVariant | null {
  const [first, ...others] = product.variants;
  if (!first) return null;
  if (others.length === 0) return first;
  const said = words.filter((word) => product.variants.some((variant) => fit(variant, word) > 0));
  if (said.length === 0) return null;
  const scored = product.variants.map((variant) => ({ variant, fits: said.map((word) => fit(variant, word)) })).filter(({ fits }) => fits.every((one) => one > 0));
  if (scored.length === 1) return scored[0]?.variant ?? null;
  // "blue" is Blue rather than Dark blue.
  const exact = scored.filter(({ fits }) => fits.every((one) => one === 2));
  return exact.length === 1 ? (exact[0]?.variant ?? null) : null;
}

/** 2 when an option is the word, 1 when an option or the variant's name has it among its words, else 0. */
function fit(variant: CatalogueVariant, word: string): 0 | 1 | 2 {
  const { options, words } = wordsOf(variant);
  if (options.includes(word)) return 2;
  return words.includes(word) ? 1 : 0;
}

interface VariantWords {
  options: readonly string[];
  words: readonly string[];
}

const wordsByVariant = new WeakMap<CatalogueVariant, VariantWords>();

/** A variant's options and the words in them and its name, normalised once for as long as its catalogue is held. */
function wordsOf(variant: CatalogueVariant): VariantWords {
  const known = wordsByVariant.get(variant);
  if (known) return known;
  const options = Object.values(variant.options).map(normalise);
  const made = { options, words: [...options, normalise(variant.name)].flatMap((option) => [option, ...option.split(/[ /,-]+/)]) };
  wordsByVariant.set(variant, made);
  return made;
}

function review(reason: 'no_product' | 'unknown_code' | 'which_product', ids: string[]): Resolution {
  return { kind: 'review', productId: null, resolvedBy: null, reason, candidates: ids.slice(0, CANDIDATES_MAX) };
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
