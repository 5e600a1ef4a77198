import type { Entry } from './catalogue.ts';
import type { Sense, WordKind } from './vocabulary.ts';

export type TokenKind = WordKind | 'code' | 'digits' | 'quantity' | 'variant' | 'product' | 'strange' | 'break' | 'mark' | 'hand' | 'plus';

/** One stretch of a comment and what it does there. Later steps may change the kind, never the place. */
export interface Token {
  kind: TokenKind;
  at: number;
  end: number;
  /** A number or quantity, else 0. */
  value: number;
  /** A code as the catalogue writes it, or in capitals when it holds no such code; a variant word in the catalogue's form. */
  word: string;
  /** For a code: the catalogue has it. */
  isKnown: boolean;
  /** What it does beside a number, as in `Sense`. */
  roles: number;
  senses: readonly Sense[];
  entry: Entry | null;
}

export const NO_SENSES: readonly Sense[] = [];

export function token(kind: TokenKind, at: number, end: number, rest?: Partial<Token>): Token {
  return { kind, at, end, value: 0, word: '', isKnown: false, roles: 0, senses: NO_SENSES, entry: null, ...rest };
}
