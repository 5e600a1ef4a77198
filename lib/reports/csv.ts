import { minorDigits } from '#lib/core/money.ts';

/** Text is guarded; numbers are written as they are; null is an empty cell. */
export type Cell = string | number | null;

/** Before this a spreadsheet reads UTF-8 as UTF-8. */
export const byteOrderMark = '\uFEFF';

/**
 * What a spreadsheet would run as a formula, also in the wide forms that some of them take for the same
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** One line by RFC 4180, with its end. Text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** 2990, USD -> "29.90"; 2990, JPY -> "2990". A point and no signs, whatever the reader's language. */
export function decimalOf(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return amountMinor < 0 ? `-${whole}` : whole;
}

/** An ISO time as `2026-11-21T08:14:05Z`; null stays. */
export function utcOf(iso: string | null): string | null {
  return iso === null ? null : `${new Date(iso).toISOString().slice(0, 19)}Z`;
}

/** Writes times as `2026-11-21 15:14:05` on the clocks of `timeZone` (IANA). */
export function localClock(timeZone: string): (iso: string | null) => string | null {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (iso) => (iso === null ? null : parts.format(new Date(iso)));
}
