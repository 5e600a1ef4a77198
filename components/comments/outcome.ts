import { CircleHelp, CircleSlash, Clock, CheckCheck, Eye, Hourglass, MessageCircleQuestionMark, MessageSquareWarning, Smile, TimerOff, Undo2, type LucideIcon } from 'lucide-react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { reasonWords } from '#components/orders/words.ts';
import type { Tone } from '#components/ui/badge.tsx';

export interface OutcomeFace {
  icon: LucideIcon;
  tone: Tone;
  word: string;
  /** Counts down beside the word. */
  until: string | null;
  /** Which piece: "#14 M ×2". */
  piece: string | null;
}

/** "#14 M ×2"; the quantity only when it is more than one. */
export function pieceWords(code: string | null, variant: string | null, quantity: number | null): string | null {
  if (code === null) return null;
  return [`#${code}`, variant, quantity !== null && quantity > 1 ? `×${quantity}` : null].filter(Boolean).join(' ');
}

/** What became of a comment, as a word with its own colour and sign; null for plain chat. */
export function outcomeFace(row: CommentRow): OutcomeFace | null {
  const piece = pieceWords(row.product_code, row.variant_name, row.claimed_quantity);
  const face = (icon: LucideIcon, tone: Tone, word: string, more: Partial<OutcomeFace> = {}): OutcomeFace => ({ icon, tone, word, until: null, piece, ...more });
  if (row.order_status === 'paid' || row.outcome === 'paid') return face(CheckCheck, 'solid', 'Paid');
  switch (row.outcome) {
    case 'held':
      return row.order_status === 'cancelled' ? face(Undo2, 'neutral', 'Cancelled')
        : row.order_status === 'expired' ? face(TimerOff, 'neutral', 'Not paid')
        : face(Clock, 'money', 'Held', { until: row.held_until });
    case 'waitlisted':
      return face(Hourglass, 'warn', 'Waiting');
    case 'review':
      return face(Eye, 'warn', 'Needs you', { piece: row.product_code ? `#${row.product_code}` : null });
    case 'refunded':
      return face(Undo2, 'neutral', 'Refunded');
    case 'expired':
      return face(TimerOff, 'neutral', 'Not paid');
    case 'cancelled':
      return face(Undo2, 'cancel', 'Cancelled');
    case 'rejected':
      return face(CircleSlash, 'danger', row.reason ? reasonWords(row.reason) : 'Not accepted', { piece: null });
    case 'ignored':
      return face(CircleSlash, 'neutral', 'Set aside', { piece: null });
    case 'nothing':
    case null:
      return intentFace(row, face);
  }
}

type Face = (icon: LucideIcon, tone: Tone, word: string, more?: Partial<OutcomeFace>) => OutcomeFace;

function intentFace(row: CommentRow, face: Face): OutcomeFace | null {
  switch (row.intent) {
    case 'question':
      return face(MessageCircleQuestionMark, 'question', 'Question', { piece: row.item_code ? `#${row.item_code}` : null });
    case 'complaint':
      return face(MessageSquareWarning, 'complaint', 'Complaint', { piece: null });
    case 'feedback':
      return face(Smile, 'feedback', 'Feedback', { piece: null });
    case 'cancel':
      return face(Undo2, 'cancel', row.outcome === 'nothing' ? 'Nothing to cancel' : 'Cancel', { piece: null });
    case 'buy':
      if (row.outcome !== null) return null;
      // Nothing was done about it, nor is it asked about any more: the seller may still claim by hand.
      return !row.corrected && row.score !== null && row.score < 0.6 ? face(CircleHelp, 'neutral', 'Maybe a claim', { piece: null }) : face(CircleHelp, 'claim', 'Claim', { piece: null });
    case 'none':
    case null:
      return null;
  }
}
