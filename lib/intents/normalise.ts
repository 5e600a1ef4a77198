/** Longest input read, in UTF-16 units (the wire contract's 2,000), and the longest text it may grow to under NFKC. */
const INPUT_MAX = 2000;
const OUTPUT_MAX = 4000;

const DIGIT_ZEROS = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810];
/** Accents that are folded when they stand alone on a letter; Vietnamese tone and horn marks are not among them. */
const SIMPLE_ACCENTS = new Set('\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328');
const DROPPED_RANGES: readonly (readonly [number, number])[] = [
  [0xad, 0xad], [0x300, 0x36f], [0x640, 0x640], [0x64b, 0x65f], [0x670, 0x670], [0x115f, 0x1160], [0x180b, 0x180f],
  [0x200b, 0x200f], [0x202a, 0x202e], [0x2060, 0x206f], [0x20e3, 0x20e3], [0x2640, 0x2640], [0x2642, 0x2642],
  [0x3164, 0x3164], [0xd800, 0xdfff], [0xe000, 0xf8ff], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xfff0, 0xffff],
];
const SAME: Readonly<Record<string, string>> = {
  ı: 'i', ð: 'd', ł: 'l', ø: 'o', ß: 's', æ: 'a', œ: 'o', ё: 'е',
  أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ی: 'ي', ة: 'ه', ک: 'ك',
  '’': '', '‘': '', "'": '', '`': '', '´': '', ʼ: '', '“': ' ', '”': ' ', '"': ' ', '«': ' ', '»': ' ', '¿': ' ', '¡': ' ',
  '؟': '?', '،': ',', '؛': ';', '。': '.', '、': ',', '।': '.', '\n': ';', '\r': ' ', '\t': ' ', '❓': '?', '❔': '?', '❗': '!', '❕': '!',
  '–': '-', '—': '-', '−': '-', '‐': '-', '‑': '-', '〜': '', '~': ' ', '×': 'x', '✕': 'x', '✖': 'x', '➕': '+', _: ' ', '「': ' ', '」': ' ', '【': ' ', '】': ' ',
};
/** Cyrillic letters that are typed for Latin ones in codes: "а17". */
const LATIN: Readonly<Record<string, string>> = { а: 'a', в: 'b', с: 'c', е: 'e', н: 'h', к: 'k', м: 'm', о: 'o', р: 'p', т: 't', х: 'x' };
const LOOKALIKE = /(?<![\p{L}\d])[авсенкмортх](?=-?\d)/gu;
/** One replacement per UTF-16 unit; undefined keeps the unit as it is. */
const REPLACED = buildReplacements();

/**
 * The one form in which comments, words and catalogues are compared: NFKC, lower case, plain digits, invisible, control
 * and direction characters gone, simple accents and apostrophes folded, single spaces, elongations ("mineeee") collapsed.
 * Emoji stay, without skin tone and gender. Linear in the input; only the first 2,000 UTF-16 units are read. Never throws.
 */
export function normalise(text: string): string {
  const input = text.length > INPUT_MAX ? text.slice(0, INPUT_MAX) : text;
  const isPlain = isAscii(input);
  const composed = isPlain ? input.toLowerCase() : input.normalize('NFKC').toLowerCase().normalize('NFC');
  let out = '';
  // What is kept goes over by stretches, not by units: most comments are one.
  let from = 0;
  let i = 0;
  for (; i < composed.length && out.length + i - from < OUTPUT_MAX; i++) {
    const unit = composed.charCodeAt(i);
    const isPair = unit >= 0xd800 && unit <= 0xdbff && isLow(composed.charCodeAt(i + 1));
    const swap = isPair ? '' : REPLACED[unit];
    if (swap === undefined) continue;
    out += composed.slice(from, i);
    from = i + 1;
    if (isPair) {
      const point = composed.codePointAt(i) ?? 0;
      i++;
      from++;
      const isTone = point >= 0x1f3fb && point <= 0x1f3ff;
      if (!isTone && point < 0xe0000) out += String.fromCodePoint(point);
    } else if (swap !== ' ' || (out.length > 0 && out.charCodeAt(out.length - 1) !== 32)) out += swap;
  }
  const whole = collapse(out + composed.slice(from, i)).trim();
  return isPlain ? whole : whole.replace(LOOKALIKE, (letter) => LATIN[letter] ?? letter);
}

/** The same text without any Latin accent ("lấy" -> "lay"), for viewers who type without them. */
export function withoutAccents(normalised: string): string {
  return isAscii(normalised) ? normalised : normalised.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replaceAll('đ', 'd').normalize('NFC');
}

/** Runs of three or more become one, except digits, a run before a digit ("aaa1") and clothes sizes ("xxxl"). */
function collapse(text: string): string {
  let out = '';
  let from = 0;
  let start = 0;
  for (let i = 1; i <= text.length; i++) {
    const unit = text.charCodeAt(start);
    if (i < text.length && text.charCodeAt(i) === unit) continue;
    const length = i - start;
    const isKept = length < 3 || isDigit(unit) || isLow(unit) || isDigit(text.charCodeAt(i)) || isSizeRun(text, start, i);
    if (!isKept) {
      out += text.slice(from, start + 1);
      from = i;
    }
    start = i;
  }
  return from === 0 ? text : out + text.slice(from);
}

function isSizeRun(text: string, start: number, end: number): boolean {
  const next = text[end];
  return text[start] === 'x' && end - start <= 4 && (next === 'l' || next === 's') && (start === 0 || text[start - 1] === ' ');
}

function buildReplacements(): (string | undefined)[] {
  const table: (string | undefined)[] = Array.from({ length: 0x10000 });
  for (let unit = 0; unit < 0xa1; unit++) if (unit <= 32 || unit >= 0x7f) table[unit] = ' ';
  for (const unit of [0x2028, 0x2029, 0x3000, ...Array.from({ length: 11 }, (_, i) => 0x2000 + i)]) table[unit] = ' ';
  for (const [from, to] of DROPPED_RANGES) for (let unit = from; unit <= to; unit++) table[unit] = '';
  for (const zero of DIGIT_ZEROS) for (let n = 0; n < 10; n++) table[zero + n] = String(n);
  for (const range of [[0xc0, 0x24f], [0x1e00, 0x1eff]] as const)
    for (let unit = range[0]; unit <= range[1]; unit++) {
      const [base, ...marks] = String.fromCharCode(unit).normalize('NFD');
      if (base && marks.length === 1 && SIMPLE_ACCENTS.has(marks[0] ?? '')) table[unit] = base;
    }
  for (const [from, to] of Object.entries(SAME)) table[from.charCodeAt(0)] = to;
  return table;
}

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
