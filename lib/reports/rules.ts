import type { Address } from '#lib/carts/schema.ts';
import { formatMoney } from '#lib/core/money.ts';
import type { ReportMinute, ShowReport } from './schema.ts';

export interface Span extends Omit<ReportMinute, 'at'> {
  /** Its beginning, ms since 1970. */
  atMs: number;
}
export interface Timeline {
  /** How long each span is. */
  minutes: number;
  spans: Span[];
  /** What came after the last span: payments may come days later. */
  later: Omit<ReportMinute, 'at'>;
}

const spanMinutes = [1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1440] as const;
/** More bars than this cannot be told apart. */
const mostSpans = 72;
const minuteMs = 60_000;
const nothing = { comments: 0, claims: 0, held: 0, paid: 0 };
const add = (a: typeof nothing, b: typeof nothing) => ({ comments: a.comments + b.comments, claims: a.claims + b.claims, held: a.held + b.held, paid: a.paid + b.paid });

/**
 * The minutes of a show as spans of one length without gaps, at most 72 of them. It reaches from the first thing that happened to the last comment
 * or hold; what came after, such as a payment next day, is summed in `later`.
 */
export function timelineOf(minutes: readonly ReportMinute[]): Timeline {
  const at = (minute: ReportMinute) => Date.parse(minute.at);
  const [first] = minutes;
  if (!first) return { minutes: 1, spans: [], later: nothing };
  const last = minutes.findLast((minute) => minute.comments + minute.claims + minute.held > 0) ?? minutes.at(-1) ?? first;
  const wide = (at(last) - at(first)) / minuteMs + 1;
  const size = spanMinutes.find((span) => wide / span <= mostSpans - 1) ?? Math.ceil(wide / (mostSpans - 1));
  const sizeMs = size * minuteMs;
  const beginMs = Math.floor(at(first) / sizeMs) * sizeMs;
  const count = Math.floor((at(last) - beginMs) / sizeMs) + 1;
  const spans: Span[] = Array.from({ length: count }, (_, n) => ({ atMs: beginMs + n * sizeMs, ...nothing }));
  let later = nothing;
  for (const minute of minutes) {
    const n = Math.floor((at(minute) - beginMs) / sizeMs);
    const span = spans[n];
    if (span) spans[n] = { ...span, ...add(span, minute) };
    else later = add(later, minute);
  }
  return { minutes: size, spans, later };
}

/** 7 of 9 -> "78 %"; "–" when there is nothing to divide by. */
export function shareWords(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
}

/** 0.42 -> "0.4 s", 75 -> "1 min 15 s", 5400 -> "1 h 30 min"; "–" for none. */
export function durationWords(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return s % 60 === 0 ? `${s / 60} min` : `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
}

/** "1 order", "12 orders". */
export const countWords = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** 1.04 -> "1 order each", 1.5 -> "1.5 orders each". */
export function eachWords(orders: number): string {
  const words = orders.toFixed(1).replace(/\.0$/, '');
  return `${words} ${words === '1' ? 'order' : 'orders'} each`;
}

/** "12 more paid orders than last time, $140.00 more came in"; null without a show before. */
export function compareWords(report: ShowReport): string | null {
  const { before, totals, revenue, currency } = report;
  if (!before) return null;
  const more = totals.everPaid - before.everPaid;
  const orders = more === 0 ? `As many paid orders as last time (${totals.everPaid})` : `${countWords(Math.abs(more), more > 0 ? 'more paid order' : 'fewer paid order', more > 0 ? 'more paid orders' : 'fewer paid orders')} than last time`;
  const paidIn = (list: readonly { currency: string; paidMinor: number }[]) => list.find((sum) => sum.currency === currency)?.paidMinor ?? 0;
  const by = paidIn(revenue) - paidIn(before.revenue);
  if (by === 0) return `${orders}.`;
  return `${orders}, and ${formatMoney(Math.abs(by), currency)} ${by > 0 ? 'more' : 'less'} came in.`;
}

/** Where the most was sold: "Most claims came at 20:14: 31 in 2 minutes." Null when nothing was claimed. `clock` writes a time of day. */
export function peakWords({ spans, minutes }: Timeline, clock: (ms: number) => string): string | null {
  const peak = spans.reduce<Span | null>((best, span) => (span.claims > (best?.claims ?? 0) ? span : best), null);
  if (!peak) return null;
  return `Most claims came at ${clock(peak.atMs)}: ${peak.claims} in ${minutes === 1 ? 'a minute' : minutes < 60 ? `${minutes} minutes` : minutes === 60 ? 'an hour' : `${minutes / 60} hours`}.`;
}

/** What a slip is printed on. */
export const papers = ['a4', 'a6', 'label'] as const;
export type Paper = (typeof papers)[number];

/** Lines that fit on a first page and on those after it, at each size of line; the CSS of the slips keeps these measures. */
const room = {
  a4: { normal: { pictures: [11, 15], plain: [17, 23] }, small: { pictures: [17, 24], plain: [24, 34] } },
  a6: { normal: { pictures: [6, 8], plain: [9, 12] }, small: { pictures: [9, 12], plain: [13, 17] } },
  label: { normal: { pictures: [6, 8], plain: [9, 12] }, small: { pictures: [9, 12], plain: [13, 17] } },
} as const;

export interface SlipPages<T> {
  size: 'normal' | 'small';
  /** At least one, whatever there is to print. */
  pages: T[][];
}

/** Lines on pages: one page, with smaller lines if that is what it takes; more only when they still do not fit. */
export function slipPages<T>(lines: readonly T[], paper: Paper, pictures: boolean): SlipPages<T> {
  const kind = pictures ? 'pictures' : 'plain';
  if (lines.length <= room[paper].normal[kind][0]) return { size: 'normal', pages: [[...lines]] };
  const [first, next] = room[paper].small[kind];
  const pages = [lines.slice(0, first)];
  for (let at = first; at < lines.length; at += next) pages.push(lines.slice(at, at + next));
  return { size: 'small', pages };
}

/** The same thing once, with all its units and orders: what is packed together is one line. */
export function joinLines<T extends { variantId: string; quantity: number; orderNo: string }>(lines: readonly T[]): (T & { orderNos: string[] })[] {
  const joined = new Map<string, T & { orderNos: string[] }>();
  for (const line of lines) {
    const known = joined.get(line.variantId);
    joined.set(line.variantId, known ? { ...known, quantity: known.quantity + line.quantity, orderNos: [...known.orderNos, line.orderNo] } : { ...line, orderNos: [line.orderNo] });
  }
  return [...joined.values()];
}

/** Numbers of one day share their beginning: "ORD-20261121-00001, 00004"; at most `most`, then "and 12 more". */
export function orderNoWords(orderNos: readonly string[], most = 12): string {
  let prefix = '';
  const words = orderNos.slice(0, most).map((orderNo) => {
    const at = orderNo.lastIndexOf('-') + 1;
    const same = orderNo.slice(0, at) === prefix;
    prefix = orderNo.slice(0, at);
    return same ? orderNo.slice(at) : orderNo;
  });
  return words.join(', ') + (orderNos.length > most ? ` and ${orderNos.length - most} more` : '');
}

/** "T-shirt · M", or the name alone when there is only one variant. */
export const lineName = (line: { name: string; variant: string; variants: number }): string => (line.variants > 1 ? `${line.name} · ${line.variant}` : line.name);

const regions = new Intl.DisplayNames('en', { type: 'region' });

/** "GB" -> "United Kingdom"; anything else as it is. */
const countryName = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code);

/** An address as its lines on paper, the country by its name; empty without one. */
export function addressLines(address: Address | null): string[] {
  if (!address) return [];
  const place = [address.postalCode, address.city, address.state].filter(Boolean).join(' ');
  return [address.name, address.line1, address.line2, place, address.country && countryName(address.country)].filter((line): line is string => Boolean(line));
}

/** Codes as people count: 2 before 14, A2 before A14. */
const byCode = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** What all these parcels take, one entry a variant, by code. */
export function shelfOf<T extends { variantId: string; code: string; variant: string; quantity: number; orderNo: string }>(parcels: readonly { lines: readonly T[] }[]): T[] {
  return joinLines(parcels.flatMap((parcel) => parcel.lines)).sort((a, b) => byCode.compare(a.code, b.code) || byCode.compare(a.variant, b.variant));
}
