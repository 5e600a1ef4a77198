'use client';
import type { CommentRow } from '#lib/comments/schema.ts';
import { parseInstant } from '#lib/core/time.ts';
import { countdown, useNow } from '#components/live/clock.ts';
import { Badge } from '#components/ui/badge.tsx';
import { outcomeFace } from './outcome.ts';

function Left({ until }: { until: string }) {
  const now = useNow();
  return <span className="font-semibold">{now === 0 ? '' : countdown(parseInstant(until).getTime() - now)}</span>;
}

/** What became of the comment: "Held 14:02 · #14 M ×2", "Question", "Needs you". Beside plain chat it is `quiet`: no ground, and on a phone only its sign. */
export function OutcomeChip({ row, quiet = false }: { row: CommentRow; quiet?: boolean }) {
  const face = outcomeFace(row);
  if (!face) return null;
  const { icon: Icon, tone, word, until, piece } = face;
  return (
    <Badge tone={tone} className={quiet ? 'shrink-0 bg-transparent px-1' : 'h-6 shrink-0 px-2'}>
      <Icon aria-hidden />
      <span className={quiet ? 'max-lg:sr-only' : undefined}>{word}</span>
      {until && <Left until={until} />}
      {piece && <span className="font-normal before:me-1 before:content-['·']">{piece}</span>}
    </Badge>
  );
}
