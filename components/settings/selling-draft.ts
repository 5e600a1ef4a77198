import { priceText, readPrice } from '#components/products/draft.ts';
import type { Shipping, Tax } from '#lib/carts/schema.ts';
import type { Selling } from './selling-queries.ts';

/** Shipping and tax as they stand in the form: numbers are still what was typed. */
export interface PriceDraft {
  kind: Shipping['kind'];
  price: string;
  bands: { key: string; grams: string; price: string }[];
  /** Empty: never free. */
  freeAbove: string;
  /** Percent. */
  rate: string;
  included: boolean;
  onShipping: boolean;
}

let made = 0;
export const newBand = (grams = '', price = ''): PriceDraft['bands'][number] => ({ key: `band-${(made += 1)}`, grams, price });

/** 1900 -> "19", 725 -> "7.25". */
export const rateText = (bp: number): string => String(bp / 100);

export function priceDraftOf({ shipping, tax, currency }: Pick<Selling, 'shipping' | 'tax' | 'currency'>): PriceDraft {
  const free = shipping.kind === 'none' ? null : shipping.freeAboveMinor;
  return {
    kind: shipping.kind,
    price: shipping.kind === 'flat' ? priceText(shipping.priceMinor, currency) : '',
    bands: shipping.kind === 'by_weight' ? shipping.bands.map((band) => newBand(String(band.upToGrams), priceText(band.priceMinor, currency))) : [newBand('500'), newBand('2000')],
    freeAbove: free === null ? '' : priceText(free, currency),
    rate: rateText(tax.rateBp),
    included: tax.included,
    onShipping: tax.onShipping,
  };
}

/** "19" or "7,25" -> basis points, or a sentence. */
export function readRate(text: string): number | string {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim() || '0');
  const bp = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : Number.NaN;
  return bp >= 0 && bp <= 10_000 ? bp : 'A share such as 19 or 7.25, at most 100';
}

function readGrams(text: string): number | string {
  return /^\d{1,7}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 1_000_000 ? Number(text) : 'Whole grams, up to 1,000,000';
}

export type PriceProblems = Record<string, string>;

/** What the form means, or what is wrong with it, by field. */
export function readPrices(draft: PriceDraft, currency: string): { shipping: Shipping; tax: Tax } | { problems: PriceProblems } {
  const problems: PriceProblems = {};
  const keep = (path: string, value: number | string): number => {
    if (typeof value === 'number') return value;
    problems[path] = value;
    return 0;
  };
  const tax: Tax = { rateBp: keep('rate', readRate(draft.rate)), included: draft.included, onShipping: draft.onShipping };
  const freeAboveMinor = draft.kind === 'none' || draft.freeAbove.trim() === '' ? null : keep('freeAbove', readPrice(draft.freeAbove, currency));
  const shipping = ((): Shipping => {
    if (draft.kind === 'none') return { kind: 'none' };
    if (draft.kind === 'flat') return { kind: 'flat', priceMinor: keep('price', readPrice(draft.price, currency)), freeAboveMinor };
    const bands = draft.bands.map((band, at) => ({ upToGrams: keep(`grams.${at}`, readGrams(band.grams)), priceMinor: keep(`band.${at}`, readPrice(band.price, currency)) }));
    bands.forEach((band, at) => {
      if (at > 0 && !problems[`grams.${at}`] && band.upToGrams <= (bands[at - 1]?.upToGrams ?? 0)) problems[`grams.${at}`] = 'Heavier than the one above';
    });
    return { kind: 'by_weight', bands, freeAboveMinor };
  })();
  return Object.keys(problems).length > 0 ? { problems } : { shipping, tax };
}
