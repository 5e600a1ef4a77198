import { memo } from 'react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { cn } from '#components/ui/cn.ts';
import { markText, type MarkKind } from './marks.ts';

const looks: Record<MarkKind, string> = {
  code: 'bg-claim-soft text-claim font-medium',
  variant: 'bg-claim-soft text-claim',
  quantity: 'bg-claim-soft text-claim font-semibold',
};
const names: Record<MarkKind, string> = { code: 'product code', variant: 'variant', quantity: 'quantity' };

/** What was said, with what was understood marked inside it. It keeps its own direction. */
export const MarkedText = memo(function MarkedText({ row }: { row: CommentRow }) {
  const plain = row.intent !== 'buy' && row.intent !== 'cancel' && row.outcome !== 'review';
  return (
    <span dir="auto" className="[unicode-bidi:isolate]">
      {plain
        ? row.message
        : markText(row).map(({ text, kind }, at) =>
            kind ? (
              <mark key={at} title={names[kind]} className={cn('rounded-sm px-0.5', looks[kind])}>
                {text}
              </mark>
            ) : (
              text
            ),
          )}
    </span>
  );
});
