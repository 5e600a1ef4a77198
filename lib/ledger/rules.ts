import { directionOf, localeOf, type Language } from '#lib/carts/languages.ts';
import type { FairLine } from './schema.ts';
import type { FairWord, FairWords } from './words/en.ts';

/** The page's language: its words, filled in, and its way to write moments and spans of time. */
export interface FairSpeech {
  say: (word: FairWord, values?: Readonly<Record<string, string | number>>) => string;
  /** To the millisecond, with the time zone's name. */
  moment: (iso: string, timeZone: string) => string;
  /** Of milliseconds: "0.4 s", "12 min". */
  span: (ms: number) => string;
}

export function fairSpeech(language: Language, words: FairWords): FairSpeech {
  const locale = localeOf(language);
  // A Latin name inside Arabic must not turn the sentence around.
  const [open, close] = directionOf(language) === 'rtl' ? ['\u2068', '\u2069'] : ['', ''];
  const unit = (value: number, of: string, digits: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: of, unitDisplay: 'short', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  return {
    say: (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? `${open}${values[name]}${close}` : whole)),
    moment: (iso, timeZone) =>
      new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, timeZoneName: 'short', timeZone, hourCycle: 'h23' }).format(new Date(iso)),
    span(ms) {
      const seconds = Math.abs(ms) / 1000;
      return seconds < 0.1 ? unit(Math.round(Math.abs(ms)), 'millisecond', 0) : seconds < 10 ? unit(seconds, 'second', 1) : seconds < 120 ? unit(seconds, 'second', 0) : unit(seconds / 60, 'minute', 0);
    },
  };
}

type Outcome = FairLine['outcomeNow'];

const nowWords: Record<Outcome, FairWord> = {
  held: 'nowHeld', paid: 'nowPaid', waitlisted: 'nowWaiting', expired: 'nowExpired', cancelled: 'nowCancelled', refunded: 'nowRefunded', rejected: 'nowRejected',
  review: 'nowReview', ignored: 'nowNothing', nothing: 'nowNothing', changed: 'nowHeld',
};
const shortWords: Partial<Record<Outcome, FairWord>> = {
  held: 'held', paid: 'paid', waitlisted: 'waiting', expired: 'expired', cancelled: 'cancelled', refunded: 'refunded', rejected: 'rejected',
};

/** The page's headline: how it stands now. */
export const nowOf = (line: FairLine, { say }: FairSpeech): string => say(nowWords[line.outcomeNow], { seller: line.seller });

/** In a word; empty where there is none that others need to know. */
export function shortOf(outcome: Outcome, { say }: FairSpeech): string {
  const word = shortWords[outcome];
  return word ? say(word) : '';
}

/** Why it was decided as it was; null when there is nothing to say of it. */
export function whyOfLine(line: FairLine, { say }: FairSpeech): string | null {
  const values = { rank: line.rank ?? 0, free: line.free ?? 0, stock: line.stock ?? 0, seller: line.seller };
  if (line.outcome === 'held' && line.rank !== null) return say(line.rank === 1 ? 'whyFirst' : 'whyHeld', values);
  if (line.outcome === 'waitlisted') return say(line.stock === null ? 'whyWaitedShort' : 'whyWaited', values);
  if (line.outcome === 'rejected') return say(line.reason === 'over_limit' ? 'whyLimit' : 'whyRejected', values);
  return line.outcome === 'review' ? say('whyReview') : null;
}

/** What a later entry says; null for what concerns the seller alone. */
export function laterOf({ entry, outcome }: FairLine['later'][number], { say }: FairSpeech): string | null {
  if (entry === 'promotion') return say('laterFreed');
  if (entry === 'extension') return say('laterTime');
  if (entry === 'change') return say('laterChanged');
  if (entry === 'expiry') return say('nowExpired');
  if (entry === 'cancellation') return say('cancelled');
  if (entry === 'payment') return say(outcome === 'paid' ? 'paid' : 'laterLate');
  return entry === 'refund' ? say('refunded') : null;
}

/** "Another buyer, 0.4 s before you". The order is that of acceptance: where the clocks say otherwise, no time is told. */
export function otherOf(other: FairLine['before'][number], isBefore: boolean, { say, span }: FairSpeech): string {
  if (Math.abs(other.ms) < 1) return say('sameTime');
  if (other.ms < 0 !== isBefore) return say('another');
  return say(isBefore ? 'before' : 'after', { time: span(other.ms) });
}
