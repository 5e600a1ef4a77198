/** A comment of which it is known what it meant. */
export interface Confirmation {
  commentAtMs: number;
  productId: string;
}

export interface PinChange {
  pinnedAtMs: number;
  /** null: nothing on screen from then on. */
  productId: string | null;
}

export interface LearntDelay {
  delayMs: number;
  /** Share of the comments that count which this delay explains, 0..1. */
  agreement: number;
  /** How many comments count: those whose product was on screen at some time in the minute before. */
  comments: number;
}

const stepMs = 500;
export const mostDelayMs = 60_000;
/** Below these, chance could have said the same. */
const fewestComments = 8;
const fewestChanges = 3;
const leastAgreement = 0.6;
/** Share of the comments that some delay explains; with fewer, people talk of other things than what is shown. */
const leastExplained = 0.4;
/** Delays that explain nearly as many comments as the best one are as good. */
const slack = 0.04;
/** The fastest viewers need this long to see a product and type. */
const fastestMs = 1500;
/** How much worse a clearly wrong delay must be for the right one to mean anything. */
const leastContrast = 0.15;

/**
 * How much later than the camera the viewers see it, in steps of half a second up to a minute: the delay at which what was on screen
 * agrees best with what comments are known to have meant. Nobody comments on what they have not seen, so of delays that
 * explain the comments alike the latest, less the time it takes to type, is the likeliest. Null when the evidence is thin. Pure;
 * `pins` in any order.
 */
export function learnDelay(confirmations: readonly Confirmation[], pins: readonly PinChange[]): LearntDelay | null {
  const timeline = pins.toSorted((a, b) => a.pinnedAtMs - b.pinnedAtMs);
  const delays = Array.from({ length: mostDelayMs / stepMs + 1 }, (_, i) => i * stepMs);
  const rows = confirmations.map(({ commentAtMs, productId }) => delays.map((delayMs) => shownAt(timeline, commentAtMs - delayMs) === productId));
  // What no delay explains was named from memory, and what every delay explains says nothing.
  const telling = rows.filter((row) => row.includes(true) && row.includes(false));
  if (rows.filter((row) => row.includes(true)).length < leastExplained * rows.length) return null;
  const told = new Set(confirmations.filter((_, i) => telling.includes(rows[i] ?? [])).map(({ productId }) => productId));
  if (telling.length < fewestComments || told.size < fewestChanges) return null;

  const counts = delays.map((_, i) => telling.filter((row) => row[i]).length);
  const best = Math.max(...counts);
  const enough = best - Math.max(1, Math.floor(slack * telling.length));
  let high = counts.lastIndexOf(best);
  let low = high;
  while ((counts[high + 1] ?? -1) >= enough) high++;
  while ((counts[low - 1] ?? -1) >= enough) low--;
  const agreement = best / telling.length;
  // Without a later delay that is worse, the true one may be later still.
  if (agreement < leastAgreement || high === delays.length - 1) return null;
  if (agreement - Math.min(...counts.slice(high)) / telling.length < leastContrast) return null;
  const width = (high - low) * stepMs;
  const back = Math.min(fastestMs, Math.floor(width / 2 / stepMs) * stepMs);
  const at = high - back / stepMs;
  return { delayMs: at * stepMs, agreement: (counts[at] ?? 0) / telling.length, comments: telling.length };
}

/** What was on screen at a time, in pins sorted by time. */
function shownAt(timeline: readonly PinChange[], atMs: number): string | null {
  let low = 0;
  let high = timeline.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeline[middle]?.pinnedAtMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return timeline[low - 1]?.productId ?? null;
}
