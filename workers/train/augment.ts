import type { Random } from '#lib/core/random.ts';
import { withoutAccents } from '#lib/intents/normalise.ts';

const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: 'sq', b: 'vn', c: 'xv', d: 'sf', e: 'wr', f: 'dg', g: 'fh', h: 'gj', i: 'uo', j: 'hk', k: 'jl', l: 'k', m: 'n', n: 'bm', o: 'ip', p: 'o', q: 'wa', r: 'et', s: 'ad', t: 'ry', u: 'yi', v: 'cb', w: 'qe', x: 'zc', y: 'tu', z: 'x',
};
const CODES = ['A', 'B', 'C', 'K', 'M', 'S', 'T', 'Z', 'AB', 'DM'];
const EMOJI = ['😍', '🙏', '❤️', '😂', '🔥', '😭', '🥰', '👍', '✨', '😅', '🎉', '😊'];

/**
 * The same comment as another hand might type it: other numbers and codes, a slip of a finger, a lost accent, a space too
 * few, other capitals, an emoji more. The meaning stays. About half of the answers differ from the text given.
 */
export function retype(text: string, random: Random): string {
  let out = text;
  if (random() < 0.4) out = otherNumbers(out, random);
  if (random() < 0.15) out = withoutAccents(out.normalize('NFC'));
  const letters = out.replace(/[^A-Za-z]/g, '').length;
  if (letters > 5 && random() < 0.22) out = slip(out, random);
  if (letters > 5 && random() < 0.06) out = out.replace(' ', '');
  out = dropWords(out, random);
  if (random() < 0.1) out = out.replace(/[?!.,]+$/u, '');
  if (random() < 0.08) out = `${out} ${EMOJI[Math.floor(random() * EMOJI.length)]}`;
  if (random() < 0.08) out = out.replace(/\p{Extended_Pictographic}️?/gu, '').trim() || out;
  return out;
}

/** About every seventh word of a longer comment is missing: no single word may carry the meaning. */
function dropWords(text: string, random: Random): string {
  const words = text.split(' ');
  if (words.length < 4) return text;
  return words.filter(() => random() > 0.15).join(' ') || text;
}

/** Codes get another letter and number; numbers above 3 another of the same length. "555" and its like stay: they laugh. */
function otherNumbers(text: string, random: Random): string {
  const coded = text.replace(/\b([A-Z]{1,2})([- ]?)(\d{1,3})\b/g, (_, _letters: string, gap: string) => `${CODES[Math.floor(random() * CODES.length)]}${gap}${1 + Math.floor(random() * 99)}`);
  if (coded !== text) return coded;
  return text.replace(/(?<![\p{L}\d.,])\d{1,3}(?![\d.,]|\p{L}{3})/gu, (digits) => {
    if (/^(\d)\1+$/.test(digits) || Number(digits) < 4) return digits;
    const least = 10 ** (digits.length - 1);
    return String(Math.max(4, Math.floor(least + random() * 9 * least)));
  });
}

function slip(text: string, random: Random): string {
  const places = [...text.matchAll(/[a-z]/gi)].map((match) => match.index);
  const at = places[Math.floor(random() * places.length)];
  if (at === undefined) return text;
  const letter = text[at] ?? '';
  const near = NEIGHBOURS[letter.toLowerCase()] ?? letter;
  const [before, after] = [text.slice(0, at), text.slice(at + 1)];
  const way = random();
  if (way < 0.3) return before + after;
  if (way < 0.5) return before + letter + letter + after;
  if (way < 0.7 && after) return before + after[0] + letter + after.slice(1);
  return before + near[Math.floor(random() * near.length)] + after;
}
