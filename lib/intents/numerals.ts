import { codeKey, type CatalogueIndex } from './catalogue.ts';
import { token, type Token } from './tokens.ts';
import { classAt, DIGIT, SPACED } from './trie.ts';

/** Look like codes and are not, unless the catalogue has them. */
const NOT_CODES = new Set(
  `mp3 mp4 ps1 ps2 ps3 ps4 ps5 f1 f2 f4 h2o co2 b4 m8 gr8 l8 l8r w8 h8 k8 u2 c3 d3 gt3 v1 v2 v3 v8 t1 lvl1 g2 4k 2k a1c r6 cs2 cs16 gta5 gta6 gta4 fc24 fc25 fc26 fifa23 fifa24 s1 s2 s3 s22 s23 s24 s25 i5 i7 i9 ps2 k1 q1 q2 q3 q4 y2k e3 bts7 ch1 ch2 ep1 ep2 ep3 ep10 h1 no1 top1 top3 top5 top10 covid19 b2b b2 mk1 mk11 p2w p1 p2 p3 day1 day2 round1 t90 x3 xx1 web3 rtx4090 m1 m2 m3 m4 j1 u18 u21`.split(' '),
);
const MONEY_BEFORE = new Set(['$', '€', '£', '¥', '₩', '฿', '₫', '₱', '₹', '₽', '₺', '/', '~']);
const MONEY_AFTER = /^\s?(?:[$€£¥₩฿₫₱₹₽₺%°円元원บาท]|(?:k|rb|ribu|jt|juta|usd|eur|gbp|rp|rm|php|thb|vnd|tl|lira|rub|dollars?|bucks|euros?|pesos?|reais|rupees?|cents?|th|st|nd|rd|am|pm|min|mins|minutes?|secs?|seconds?|hours?|hrs?|days?|weeks?|years?|months?|yrs?|cm|mm|km|kg|ml|inch|inches|ft|gb|fps|percent|people|viewers|likes|followers|kills?|wins?|points?|times|jam|menit|tahun|horas?|minutos?|dias?|años?|anos?|ans|jahre?|uhr|min|лет|руб|года?)(?![\p{L}\d]))/u;

/**
 * Reads what begins with an ASCII letter or a digit and holds a number: a code (`a17`, `a 17`, `17b`), a quantity
 * (`x2`, `2x`) or plain digits. `longest` is where listed phrases reach; null when such a phrase is the better reading.
 */
export function readNumber(text: string, at: number, index: CatalogueIndex, longest: number, isListed: boolean): Token | null {
  return classAt(text, at) === DIGIT ? readDigits(text, at, index, longest) : readLettered(text, at, index, longest, isListed);
}

function readLettered(text: string, at: number, index: CatalogueIndex, longest: number, isListed: boolean): Token | null {
  let letters = at;
  while (letters - at < 5 && classAt(text, letters) === SPACED) letters++;
  if (letters - at > 4) return null;
  const isGap = text[letters] === ' ' || text[letters] === '-' || text[letters] === '.';
  const from = isGap ? letters + 1 : letters;
  const end = digitsEnd(text, from);
  if (end === from || end - from > 5) return null;
  const prefix = text.slice(at, letters);
  const key = codeKey(prefix + text.slice(from, end));
  const isFree = classAt(text, end) !== SPACED || text[end] === 'x';
  const known = isFree ? index.codes.get(key) : undefined;
  if (known) return token('code', at, end, { word: known.code, isKnown: true });
  if (prefix === 'x' && !isGap) return token('quantity', at, end, { value: Number(text.slice(from, end)) });
  if (prefix === 'x' && text[letters] === ' ') return token('quantity', at, end, { value: Number(text.slice(from, end)) });
  // "mine2" is a word and a number; "xl2" may be no code either.
  if (isGap || !isFree || longest >= end || (isListed && longest >= letters)) return null;
  if (end - from > 4 || prefix.length > 3 || NOT_CODES.has(key)) return token('strange', at, end);
  return token('code', at, end, { word: (prefix + text.slice(from, end)).toUpperCase() });
}

function readDigits(text: string, at: number, index: CatalogueIndex, longest: number): Token | null {
  const end = digitsEnd(text, at);
  // "3xl" and "38 eu" are options of the catalogue, "two4one" is not ours to read.
  if (longest > end) return null;
  const digits = text.slice(at, end);
  const point = text[end];
  const isTime = point === ':' && digitsEnd(text, end + 1) - end === 3;
  const isPoint = point === '.' || isTime || ((point === ',' || point === ':') && !index.codes.has(codeKey(digits)));
  if (isPoint && classAt(text, end + 1) === DIGIT) return token('strange', at, decimalEnd(text, end));
  const next = text[end] ?? '';
  if (next === 'x' && classAt(text, end + 1) === SPACED && readLettered(text, end + 1, index, 0, false)?.isKnown) return token('quantity', at, end + 1, { value: Number(digits) });
  if (/[a-z]/.test(next) && classAt(text, end + 1) !== SPACED) {
    const known = index.codes.get(codeKey(digits + next));
    if (known) return token('code', at, end + 1, { word: known.code, isKnown: true });
    if (next === 'x' && classAt(text, end + 1) !== DIGIT) return token('quantity', at, end + 1, { value: Number(digits) });
  }
  if (text.startsWith(' x ', end) && classAt(text, end + 3) !== DIGIT) return token('quantity', at, end + 2, { value: Number(digits) });
  if (digits.length > 5 || MONEY_BEFORE.has(text[at - 1] ?? '') || text.startsWith('rp', at - 2) || MONEY_AFTER.test(text.slice(end, end + 12))) {
    return token('strange', at, end);
  }
  return token('digits', at, end, { value: Number(digits), word: digits });
}

function decimalEnd(text: string, from: number): number {
  let end = from;
  while (classAt(text, end) === DIGIT || ((text[end] === '.' || text[end] === ',' || text[end] === ':') && classAt(text, end + 1) === DIGIT)) end++;
  return end;
}

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (classAt(text, end) === DIGIT) end++;
  return end;
}
