import { normalise, withoutAccents } from './normalise.ts';
import { classAt, UNSPACED } from './trie.ts';

/**
 * What words mean, across languages: `concepts[language][concept]` are the forms that viewers type. The model learns of
 * concepts beside letters, so that what English teaches of "already bought" serves Thai.
 */
export type ConceptLists = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

interface Sense {
  language: string;
  concept: string;
}

/** What a form means, and in which languages at all. */
interface Meaning {
  senses: readonly Sense[];
  languages: readonly string[];
}

export interface ConceptIndex {
  senses: ReadonlyMap<string, Meaning>;
  /** First words of phrases, with the most words such a phrase has. */
  longest: ReadonlyMap<string, number>;
}

const UNSPACED_MAX = 8;
const WORDS_MAX = 48;
/** An ending of up to so many letters may be cut off a word that is not listed, when so many are left. */
const ENDING_MAX = 4;
const STEM_MIN = 4;
/** Words whose language is settled by a single vote would be settled by chance. */
const SHARED = 0.5;

/** An index over the lists: forms as they are compared, with and without accents. */
export function indexConcepts(lists: ConceptLists): ConceptIndex {
  const senses = new Map<string, { senses: Sense[]; languages: string[] }>();
  const longest = new Map<string, number>();
  for (const [language, concepts] of Object.entries(lists)) {
    for (const [concept, forms] of Object.entries(concepts)) {
      for (const form of forms) {
        const plain = normalise(form);
        for (const key of new Set([plain, withoutAccents(plain)])) {
          if (key === '') continue;
          let known = senses.get(key);
          if (!known) senses.set(key, (known = { senses: [], languages: [] }));
          if (!known.senses.some((sense) => sense.language === language && sense.concept === concept)) known.senses.push({ language, concept });
          if (!known.languages.includes(language)) known.languages.push(language);
          const words = key.split(' ');
          const first = words[0] ?? '';
          longest.set(first, Math.max(longest.get(first) ?? 0, words.length));
        }
      }
    }
  }
  return { senses, longest };
}

const NOTHING: Meaning = { senses: [], languages: [] };

interface Found {
  meaning: Meaning;
  /** What stands for it when it means nothing here. */
  mark: string;
}

/** The concepts of a comment in their order, `?` for words that nothing here knows, `0` for numbers and `A0` for codes. */
export function readConcepts(text: string, index: ConceptIndex): string[] {
  const found = lookUp(text, index);
  const votes = new Map<string, number>();
  for (const { meaning } of found) {
    const { languages } = meaning;
    for (const language of languages) votes.set(language, (votes.get(language) ?? 0) + (languages.length === 1 ? 1 : SHARED));
  }
  return found.map(({ meaning, mark }) => {
    let best: Sense | undefined;
    let most = 0;
    for (const sense of meaning.senses) {
      const count = votes.get(sense.language) ?? 0;
      if (!best || count > most) [best, most] = [sense, count];
    }
    return best?.concept ?? mark;
  });
}

function lookUp(text: string, index: ConceptIndex): Found[] {
  const found: Found[] = [];
  const words = text.match(/(?:\p{L}|\p{M}){0,12}\d[\p{L}\p{M}\d]*|[\p{L}\p{M}]+|[?!+#=@]|\p{Extended_Pictographic}/gu) ?? [];
  for (let at = 0; at < words.length && found.length < WORDS_MAX; ) {
    const word = words[at] ?? '';
    if (hasDigit(word)) {
      // Romanised Arabic writes letters as digits: "3ayza".
      const [{ meaning }, used] = lookUpWords(words, at, index);
      found.push({ meaning, mark: /\p{L}/u.test(word) ? 'A0' : '0' });
      at += used;
    } else if (!isLatin(word) && !/\p{L}/u.test(word)) {
      found.push({ meaning: index.senses.get(word) ?? NOTHING, mark: word });
      at++;
    } else if (classAt(word, 0) === UNSPACED) {
      found.push(...lookUpUnspaced(word, index));
      at++;
    } else {
      const [one, used] = lookUpWords(words, at, index);
      found.push(one);
      at += used;
    }
  }
  return found;
}

function hasDigit(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    if (unit >= 48 && unit <= 57) return true;
  }
  return false;
}

/** That it begins with a plain small letter, as most words do. */
function isLatin(word: string): boolean {
  const unit = word.charCodeAt(0);
  return unit >= 97 && unit <= 122;
}

function lookUpWords(words: readonly string[], at: number, index: ConceptIndex): [Found, number] {
  const word = words[at] ?? '';
  for (let count = Math.min(index.longest.get(word) ?? 0, words.length - at); count > 0; count--) {
    const meaning = index.senses.get(count === 1 ? word : words.slice(at, at + count).join(' '));
    if (meaning) return [{ meaning, mark: '?' }, count];
  }
  for (let cut = 1; cut <= ENDING_MAX && word.length - cut >= STEM_MIN; cut++) {
    const meaning = index.senses.get(word.slice(0, -cut));
    if (meaning) return [{ meaning, mark: '?' }, 1];
  }
  return [{ meaning: NOTHING, mark: '?' }, 1];
}

/** Longest first; letters that nothing here knows make one `?` a stretch. */
function lookUpUnspaced(word: string, index: ConceptIndex): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < word.length; ) {
    let length = Math.min(UNSPACED_MAX, word.length - at);
    let meaning = index.senses.get(word.slice(at, at + length));
    while (!meaning && length > 1) meaning = index.senses.get(word.slice(at, at + --length));
    if (meaning) found.push({ meaning, mark: '?' });
    else if (found.at(-1)?.meaning !== NOTHING) found.push({ meaning: NOTHING, mark: '?' });
    at += length;
  }
  return found;
}

/** One language's file: `concept: form, form` a line. Throws on a line that is none, naming it. */
export function parseConcepts(content: string, file: string): Record<string, string[]> {
  const concepts: Record<string, string[]> = {};
  for (const [at, raw] of content.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`${file}:${at + 1}: no "concept: form, form"`);
    const concept = line.slice(0, colon).trim();
    const forms = line.slice(colon + 1).split(/[,،、]/).map((form) => form.replace(/[."“”()/]/g, ' ').trim()).filter(Boolean);
    concepts[concept] = [...(concepts[concept] ?? []), ...forms];
  }
  return concepts;
}
