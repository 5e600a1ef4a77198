import { minorDigits } from '#lib/core/money.ts';

/** https://docs.stripe.com/currencies#zero-decimal and #three-decimal; all others have two, also where the runtime has none (IDR, HUF, COP, ISK). */
const zeroDecimal = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const threeDecimal = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

function stripeDigits(currency: string): number {
  return zeroDecimal.has(currency) ? 0 : threeDecimal.has(currency) ? 3 : 2;
}

/** Our minor units as Stripe's. Throws RangeError for what Stripe cannot charge exactly. */
export function toStripe(amountMinor: number, currency: string): number {
  const by = stripeDigits(currency) - minorDigits(currency);
  const amount = by >= 0 ? amountMinor * 10 ** by : amountMinor / 10 ** -by;
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amountMinor} minor units of ${currency} are no whole amount at Stripe`);
  return amount;
}

/** The other way round. */
export function fromStripe(amount: number, currency: string): number {
  const by = minorDigits(currency) - stripeDigits(currency);
  return Math.round(by >= 0 ? amount * 10 ** by : amount / 10 ** -by);
}
