import { minorDigits, toMajor } from '#lib/core/money.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** 120450, USD -> "$1,204": whole units, rounded down, for sums that are read at a glance. */
export function wholeMoney(amountMinor: number, currency: string): string {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 });
    formats.set(currency, format);
  }
  return format.format(Math.floor(toMajor(amountMinor, currency)));
}

/** 2990, USD -> ["$", "29", ".90"], so that a large price can set its parts apart. */
export function moneyParts(amountMinor: number, currency: string): { before: string; whole: string; fraction: string; after: string } {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: minorDigits(currency) }).formatToParts(
    toMajor(amountMinor, currency),
  );
  const at = parts.findIndex((part) => part.type === 'integer');
  const join = (list: typeof parts) => list.map((part) => part.value).join('');
  return {
    before: join(parts.slice(0, at)),
    whole: join(parts.filter((part) => part.type === 'integer' || part.type === 'group')),
    fraction: join(parts.filter((part) => part.type === 'decimal' || part.type === 'fraction')),
    after: join(parts.slice(at).filter((part) => part.type === 'currency' || part.type === 'literal')),
  };
}
