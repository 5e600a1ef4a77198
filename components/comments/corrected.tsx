import { PencilLine } from 'lucide-react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { meanings } from './meanings.ts';
import { outcomeFace } from './outcome.ts';

/** Whether the chip beside it says the meaning already: a hold says "claim", and where nothing came of it the chip is the meaning. */
function isSaid(row: CommentRow): boolean {
  const cameOfIt = row.outcome !== null && row.outcome !== 'nothing';
  return cameOfIt ? row.intent === 'buy' : outcomeFace(row) !== null;
}

/** A small mark beside a meaning that the seller gave, with the meaning where nothing else says it. */
export function Corrected({ row }: { row: CommentRow }) {
  if (!row.corrected || row.intent === null) return null;
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-xs whitespace-nowrap text-faint [&_svg]:size-3" title={row.read_as ? `Was read as: ${meanings[row.read_as].words}` : undefined}>
      <PencilLine aria-hidden />
      {!isSaid(row) && (
        <span>
          {meanings[row.intent].words}
          <span className="max-lg:sr-only">,</span>
        </span>
      )}
      <span className="max-lg:sr-only">corrected by you</span>
    </span>
  );
}
