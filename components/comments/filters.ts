import type { CommentRow } from '#lib/comments/schema.ts';

export const chatFilters = ['all', 'claims', 'questions'] as const;
export type ChatFilter = (typeof chatFilters)[number];

const passes: Record<ChatFilter, (row: CommentRow) => boolean> = {
  all: () => true,
  claims: (row) => row.intent === 'buy' || row.intent === 'cancel' || row.order_id !== null || row.outcome === 'review' || row.outcome === 'waitlisted',
  questions: (row) => row.intent === 'question',
};

export function filterComments(rows: readonly CommentRow[], filter: ChatFilter): readonly CommentRow[] {
  return filter === 'all' ? rows : rows.filter(passes[filter]);
}
