import { HandCoins, MessageCircle, MessageCircleQuestionMark, MessageSquareWarning, Smile, Undo2, type LucideIcon } from 'lucide-react';
import { Intent } from '#lib/intents/schema.ts';

interface Meaning {
  icon: LucideIcon;
  /** Goes on after "This is". */
  words: string;
}

/** What a comment can mean, in the seller's words. */
export const meanings: Record<Intent, Meaning> = {
  buy: { icon: HandCoins, words: 'a claim' },
  question: { icon: MessageCircleQuestionMark, words: 'a question' },
  feedback: { icon: Smile, words: 'praise or an opinion' },
  complaint: { icon: MessageSquareWarning, words: 'a complaint' },
  cancel: { icon: Undo2, words: 'takes it back' },
  none: { icon: MessageCircle, words: 'just chat' },
};

/** In the order of the menu. */
export const meaningOrder: readonly Intent[] = ['buy', 'question', 'feedback', 'complaint', 'cancel', 'none'];
