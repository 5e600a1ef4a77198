/** The zone's clock at an instant, as though it were UTC, in ms. */
function clockOf(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(instantMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** An instant on the clock of a time zone (IANA), as a field for date and time writes it: "2027-01-08T19:00". */
export function zonedText(instant: Date, timeZone: string): string {
  return new Date(clockOf(instant.getTime(), timeZone)).toISOString().slice(0, 16);
}

/** The instant at which a zone's clock shows "2027-01-08T19:00"; in the hour that a change to summer time skips, the one after it. Throws RangeError for other text. */
export function instantOf(text: string, timeZone: string): Date {
  const wanted = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(`${text.slice(0, 16)}Z`) : Number.NaN;
  if (Number.isNaN(wanted)) throw new RangeError('not a date and time');
  const first = wanted - (clockOf(wanted, timeZone) - wanted);
  return new Date(wanted - (clockOf(first, timeZone) - first));
}
