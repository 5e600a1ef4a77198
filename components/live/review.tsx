'use client';
import { CircleCheck } from 'lucide-react';
import { useReviews } from '#components/comments/queries.ts';
import { PlatformGlyph } from '#components/comments/platform.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { ReviewCard } from './review-card.tsx';

const listed = 6;

/** Comments that may be claims and need the seller's word: the first as a card, the next ones below it. */
export function Review({ showId }: { showId: string }) {
  const { data: rows = [], isPending } = useReviews(showId);
  const [first, ...rest] = rows;
  return (
    <section aria-label="Needs your word" className="border-t">
      <div className="flex h-11 items-center gap-2 px-4 short:h-9">
        <h2 className="text-sm font-semibold">Needs your word</h2>
        {rows.length > 0 && <Badge tone="warn">{rows.length}</Badge>}
      </div>
      {first ? (
        <ReviewCard key={first.id} comment={first} />
      ) : (
        !isPending && (
          <p className="flex items-center gap-2 px-4 pb-4 text-sm text-faint">
            <CircleCheck className="size-4 shrink-0" aria-hidden />
            Nothing is open. Comments that could mean two things wait here for you.
          </p>
        )
      )}
      {rest.length > 0 && (
        <ul aria-label="Next" className="pb-2">
          {rest.slice(0, listed).map((row) => (
            <li key={row.id} className="flex min-h-8 items-center gap-2.5 px-4 py-1 text-sm text-muted">
              <PlatformGlyph platform={row.platform} />
              <bdi className="shrink-0 font-medium">{row.client}</bdi>
              <bdi className="truncate text-faint">{row.message}</bdi>
            </li>
          ))}
          {rest.length > listed && <li className="px-4 py-1 text-sm text-faint">and {rest.length - listed} more</li>}
        </ul>
      )}
    </section>
  );
}
