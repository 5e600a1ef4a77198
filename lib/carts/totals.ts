import { chargeStepMinor } from '#lib/core/money.ts';
import type { Discount, Shipping, Tax } from './schema.ts';

export interface TotalsInput {
  currency: string;
  lines: readonly { id: string; unitPriceMinor: number; quantity: number; weightGrams: number }[];
  shipping: Shipping;
  tax: Tax;
  discount: Discount | null;
  /** What was paid before and goes into the same parcel: its goods, their weight, and the shipping that was paid. */
  earlier?: { goodsMinor: number; grams: number; shippingMinor: number } | undefined;
}

/** All in minor units. totalMinor = goodsMinor - discountMinor + shippingMinor + (tax.included ? 0 : taxMinor). */
export interface Totals {
  currency: string;
  goodsMinor: number;
  discountMinor: number;
  /** The code that took it off, null when none did; `discountShortMinor`: how much is missing for it. */
  discountId: string | null;
  discountCode: string | null;
  discountShortMinor: number;
  shippingMinor: number;
  taxMinor: number;
  taxIncluded: boolean;
  totalMinor: number;
  /** What each line costs with its share of discount and of tax on top, without shipping and its tax; and the latter. */
  lines: { id: string; amountMinor: number }[];
  shippingWithTaxMinor: number;
}

/** Shares `amount` out by weight so that the parts are multiples of `step` (but for the last remainder) and add up exactly; larger remainders first. */
export function share(amount: number, weights: readonly number[], step = 1): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0 || amount === 0) return weights.map(() => 0);
  const units = Math.floor(amount / step);
  // BigInt: a price times a price does not fit a double.
  const exact = weights.map((weight) => BigInt(units) * BigInt(weight));
  const parts = exact.map((value) => Number(value / BigInt(sum)));
  const order = exact.map((value, n) => ({ n, rest: value % BigInt(sum) })).sort((a, b) => (a.rest === b.rest ? a.n - b.n : a.rest > b.rest ? -1 : 1));
  let left = units - parts.reduce((a, b) => a + b, 0);
  for (const { n } of order) {
    if (left <= 0) break;
    parts[n] = (parts[n] ?? 0) + 1;
    left -= 1;
  }
  const minor = parts.map((part) => part * step);
  const rest = amount - units * step;
  const [first] = order;
  if (rest > 0 && first) minor[first.n] = (minor[first.n] ?? 0) + rest;
  return minor;
}

/** `amount` * bp / (10000 + plus), half up, to a multiple of `step`. */
function portion(amount: number, bp: number, plus: number, step: number): number {
  const under = BigInt(10_000 + plus) * BigInt(step);
  return Number((BigInt(amount) * BigInt(bp) * 2n + under) / (under * 2n)) * step;
}

/** The whole parcel's shipping. */
function parcelShipping({ shipping, lines, earlier }: TotalsInput, goodsMinor: number): number {
  if (shipping.kind === 'none') return 0;
  if (shipping.freeAboveMinor !== null && goodsMinor >= shipping.freeAboveMinor) return 0;
  if (shipping.kind === 'flat') return shipping.priceMinor;
  const grams = lines.reduce((sum, line) => sum + line.weightGrams * line.quantity, earlier?.grams ?? 0);
  return (shipping.bands.find((band) => grams <= band.upToGrams) ?? shipping.bands.at(-1))?.priceMinor ?? 0;
}

/** What is still to be paid of it: a parcel is paid for once. What was paid too much before stays paid. */
function shippingOf(input: TotalsInput, goodsAfterDiscount: number): number {
  if (input.lines.length === 0) return 0;
  return Math.max(0, parcelShipping(input, goodsAfterDiscount + (input.earlier?.goodsMinor ?? 0)) - (input.earlier?.shippingMinor ?? 0));
}

/**
 * What a cart costs: the one place where it is computed. Pure; whole minor units in and out, in any currency. The discount
 * is taken off the goods, never more than they cost; shipping is free from its limit on what is left; tax is on what is
 * left, and on shipping where the seller says so. What goes into a parcel that was paid for pays only what the parcel now costs more. In currencies of three decimals all parts are multiples of ten, since
 * cards are charged so (https://docs.stripe.com/currencies#three-decimal), if the prices are.
 */
export function computeTotals(input: TotalsInput): Totals {
  const { currency, lines, tax, discount } = input;
  const step = chargeStepMinor(currency);
  const gross = lines.map((line) => line.unitPriceMinor * line.quantity);
  const goodsMinor = gross.reduce((a, b) => a + b, 0);
  const discountShortMinor = discount ? Math.max(0, discount.minMinor - goodsMinor) : 0;
  const wanted = !discount || discountShortMinor > 0 ? 0 : discount.kind === 'amount' ? discount.value : portion(goodsMinor, discount.value, 0, step);
  const discountMinor = Math.min(goodsMinor, wanted);
  const off = share(discountMinor, gross, step);
  const net = gross.map((amount, n) => amount - (off[n] ?? 0));
  const netMinor = goodsMinor - discountMinor;
  const shippingMinor = shippingOf(input, netMinor);
  const plus = tax.included ? tax.rateBp : 0;
  const goodsTax = portion(netMinor, tax.rateBp, plus, step);
  const shippingTax = tax.onShipping ? portion(shippingMinor, tax.rateBp, plus, step) : 0;
  const onTop = tax.included ? 0 : 1;
  const taxes = share(goodsTax, net, step);
  return {
    currency,
    goodsMinor,
    discountMinor,
    discountId: discountMinor > 0 && discount ? discount.id : null,
    discountCode: discountMinor > 0 && discount ? discount.code : null,
    discountShortMinor,
    shippingMinor,
    taxMinor: goodsTax + shippingTax,
    taxIncluded: tax.included,
    totalMinor: netMinor + shippingMinor + onTop * (goodsTax + shippingTax),
    lines: lines.map((line, n) => ({ id: line.id, amountMinor: (net[n] ?? 0) + onTop * (taxes[n] ?? 0) })),
    shippingWithTaxMinor: shippingMinor + onTop * shippingTax,
  };
}
