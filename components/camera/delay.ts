/** What the viewers' delay is set in; the learner's suggestions come in these steps too. */
const stepMs = 500;
export const longestDelayMs = 120_000;
/** A suggestion is right to within a second or two; one that is nearer to what is set says nothing. */
const worthMs = 1000;

/** 4500 -> "4.5 s" */
export const secondsOf = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;

/** Seconds as a person writes them ("4", "4,5", "4.5 s") in ms; null when they are no delay. */
export function delayOf(written: string): number | null {
  const found = /^(\d{1,3}(?:[.,]\d+)?)\s*s?$/.exec(written.trim())?.[1];
  if (found === undefined) return null;
  const ms = Math.round((Number(found.replace(',', '.')) * 1000) / stepMs) * stepMs;
  return ms <= longestDelayMs ? ms : null;
}

/** The delay that the comments speak for, where it is another than the one that is set. */
export function otherDelay(setMs: number, suggestedMs: number | undefined): number | null {
  return suggestedMs !== undefined && Math.abs(suggestedMs - setMs) >= worthMs ? suggestedMs : null;
}
