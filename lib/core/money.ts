/** Decimal places of a currency's minor unit, by ISO 4217 as the runtime knows it: USD 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** 2990, USD -> 29.9. For the wire and for display only; sums are made in minor units. */
export function toMajor(amountMinor: number, currency: string): number {
  return amountMinor / 10 ** minorDigits(currency);
}

/** "29.90", USD -> 2990. Throws RangeError for what is not a plain decimal number or has more digits than the currency. */
export function toMinor(amount: string, currency: string): number {
  const digits = minorDigits(currency);
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(amount.trim());
  const fraction = match?.[2] ?? '';
  if (!match || fraction.length > digits) throw new RangeError(`not an amount in ${currency}`);
  return Number(match[1]) * 10 ** digits + Number(fraction.padEnd(digits, '0') || 0);
}

/** 2990, USD -> "$29.90" in the given locale. */
export function formatMoney(amountMinor: number, currency: string, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    toMajor(amountMinor, currency),
  );
}

/**
 * The smallest step a card can be charged in, in minor units: 10 in currencies of three decimals (KWD, BHD, JOD, OMR, TND), whole
 * units of MGA, else 1. https://docs.stripe.com/currencies#three-decimal
 */
export function chargeStepMinor(currency: string): number {
  if (currency === 'MGA') return 10 ** minorDigits(currency);
  return minorDigits(currency) === 3 ? 10 : 1;
}
