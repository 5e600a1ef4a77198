/** What stands in the way of a parked comment, and what to do, by how its reason begins (see lib/comments/process.ts). */
const reasons: readonly { start: string; what: string; todo: string }[] = [
  { start: 'payment_mismatch', what: 'Another amount was paid than was asked for', todo: 'Look at the payment at your provider and give it back. Then drop this.' },
  { start: 'unreadable', what: 'It could not be read as a comment', todo: 'Retrying will not help. Drop it and check the bridge that sent it.' },
  { start: 'not_decided', what: 'The claim in it could not be decided', todo: 'Check that the product is still there, make the claim by hand, then drop it.' },
  { start: 'not processed', what: 'It was tried several times and never finished', todo: 'Retry once. Drop it if it comes back.' },
  { start: 'failed', what: 'It failed while it was being read', todo: 'Retry once. Drop it if it comes back.' },
  { start: 'unknown_streamer', what: 'It names a shop that does not exist', todo: 'Check the bridge, then drop it.' },
];

export function parkedWords(reason: string): { what: string; todo: string } {
  return reasons.find(({ start }) => reason.startsWith(start)) ?? { start: '', what: 'It could not be processed', todo: 'Retry once. Drop it if it comes back.' };
}

interface Said {
  client: string | null;
  message: string | null;
}

/** Who wrote what, as far as a parked payload can be read. */
export function saidIn(payload: unknown): Said {
  let value = payload;
  if (typeof value === 'string') {
    try {
      value = JSON.parse(value);
    } catch {
      return { client: null, message: String(payload).slice(0, 300) };
    }
  }
  const field = (name: string) => {
    const part: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    return typeof part === 'string' ? part : null;
  };
  return { client: field('client'), message: field('message') };
}

export const holdChoices: readonly { seconds: number; words: string }[] = [
  { seconds: 300, words: '5 minutes' },
  { seconds: 600, words: '10 minutes' },
  { seconds: 900, words: '15 minutes' },
  { seconds: 1800, words: '30 minutes' },
  { seconds: 3600, words: '1 hour' },
  { seconds: 7200, words: '2 hours' },
  { seconds: 86_400, words: '1 day' },
  { seconds: 604_800, words: '7 days' },
];

/** 900 -> "15 minutes", also for a time that is none of the choices. */
export function holdWords(seconds: number): string {
  const known = holdChoices.find((choice) => choice.seconds === seconds);
  return known?.words ?? (seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`);
}

/** How sure is sure: a number and a word, never colour alone. */
export function sureWords(threshold: number): string {
  if (threshold < 0.4) return 'Bold: catches most claims, some by mistake';
  if (threshold < 0.65) return 'Balanced: right for most shows';
  if (threshold < 0.85) return 'Careful: asks you more often';
  return 'Strict: only plain claims, you decide the rest';
}

export const dayChoices: readonly number[] = [1, 3, 7, 14, 30, 90, 365];

export const dayWords = (days: number): string => (days === 365 ? '1 year' : days === 1 ? '1 day' : `${days} days`);

/** What keeping frames for so many days means, beside how long they are kept now. */
export function keptWords(days: number, now: number): string {
  const after = 'Pins, claims and orders stay. The camera on the desk sends no frames.';
  if (days < now) return `When you save, frames older than ${dayWords(days)} are deleted for good, within ten minutes. ${after}`;
  return `A frame that a program sends in is deleted ${dayWords(days)} later, with what was seen in it. ${after}`;
}
