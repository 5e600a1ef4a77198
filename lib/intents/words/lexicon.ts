/**
 * The words of one language, by what they do in a live-sale comment. Each field is a comma-separated list of phrases,
 * written as people write them; they are normalised when loaded. A phrase behind `~` counts only beside another word of
 * the same language ("~do" is Hindi's two, and English's verb). `#lib/intents/vocabulary.ts` puts the languages together.
 */
export interface Lexicon {
  /** ISO 639-1. */
  language: string;
  /** Claims whatever stands around it: "i'll take it", "me lo llevo". */
  sure: string;
  /** Claims when the comment says little else: "mine", "sold". */
  claim: string;
  /** "Me", "my": a claim when nothing unknown stands beside it. */
  self: string;
  /** Wanting: a claim when alone, or beside a code, a quantity, a variant or a product. */
  want: string;
  /** Asks for it as one asks in a shop, a claim beside a code, a quantity or a variant: "can i get". */
  request: string;
  please: string;
  /** Gives a claim back, whatever stands around it: "cancel mine". */
  cancel: string;
  /** Gives up when the comment says little else: "pass". */
  skip: string;
  /** Asks, also without a question mark. */
  ask: string;
  complaint: string;
  /** Opinions. */
  praise: string;
  /** Takes the wanting back: "don't want", "maybe later", "already bought". */
  block: string;
  /** Negates the wanting, claiming or cancelling right beside it: "not". */
  not: string;
  /** Looks like shop words and is not, or is plain chat: "mine craft", "sold out", greetings. */
  chat: string;
  /** Says nothing by itself: articles, pronouns, names for the seller, laughter. */
  filler: string;
  /** What is sold: "dress". Says nothing by itself, but may name a product. */
  goods: string;
  /** Comes before a code: "item", "no". */
  codeMark: string;
  /** Comes before a size: "size", "talla". */
  sizeMark: string;
  /** Comes after a quantity: "pcs". */
  counter: string;
  /** `two=2`: a quantity by itself. */
  numbers: string;
  /** `二=2`: a quantity only when a counter follows. */
  numerals?: string;
}
