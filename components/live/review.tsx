'use client';
import { CircleCheck, CornerRightUp } from 'lucide-react';
import { useState } from 'react';
import { useIgnoreAll, useReviews } from '#components/comments/queries.ts';
import { PlatformGlyph } from '#components/comments/platform.tsx';
import { useMaySell } from '#components/shell/seat.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { undoable } from '#components/ui/toast.tsx';
import { ReviewCard } from './review-card.tsx';

const listed = 4;

/** Comments that may be claims and need the seller's word: one as a card, the next ones below it, each a click from being the card. */
export function Review({ showId }: { showId: string }) {
  const { data: rows = [], isPending } = useReviews(showId);
  const [chosen, setChosen] = useState<number | null>(null);
  const [later, setLater] = useState<ReadonlySet<number>>(new Set());
  const [clearing, setClearing] = useState(false);
  const maySell = useMaySell();
  const ignoreAll = useIgnoreAll(showId);
  const first = rows.find((row) => row.id === chosen) ?? rows.find((row) => !later.has(row.id)) ?? rows[0];
  const rest = rows.filter((row) => row !== first);
  const skip = (id: number) => {
    setChosen(null);
    // After the last one it begins anew.
    setLater((now) => (rows.every((row) => row.id === id || now.has(row.id)) ? new Set([id]) : new Set([...now, id])));
  };
  const setAllAside = () => {
    setClearing(true);
    undoable({
      message: `Setting ${rows.length} comments aside`,
      description: 'None of them becomes a claim. From the chat each can still be claimed by hand.',
      undo: () => setClearing(false),
      commit: (leaving) => ignoreAll.mutate(leaving, { onSettled: () => setClearing(false) }),
    });
  };
  return (
    <section aria-label="Needs your word" className="border-t max-lg:border-t-0 max-lg:border-b">
      <div className="flex h-11 items-center gap-2 px-4 short:h-9">
        <h2 className="text-sm font-semibold">Needs your word</h2>
        {rows.length > 0 && <Badge tone="warn">{rows.length}</Badge>}
        {maySell && rows.length > 1 && (
          <Button variant="ghost" size="sm" className="ms-auto" disabled={clearing} onClick={setAllAside}>
            {clearing ? 'Setting aside' : 'Set all aside'}
          </Button>
        )}
      </div>
      {first ? (
        <ReviewCard key={first.id} comment={first} onSkip={rows.length > 1 ? () => skip(first.id) : undefined} />
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
            <li key={row.id}>
              <button type="button" onClick={() => setChosen(row.id)} className="group flex min-h-8 w-full items-center gap-2.5 px-4 py-1 text-start text-sm text-muted touch hover:bg-hover focus-visible:-outline-offset-2">
                <PlatformGlyph platform={row.platform} />
                <bdi className="max-w-[40%] shrink-0 truncate font-medium">{row.client}</bdi>
                <span className="min-w-0 flex-1 truncate text-faint">
                  <bdi>{row.message}</bdi>
                </span>
                <CornerRightUp className="size-3.5 shrink-0 text-faint opacity-0 group-hover:opacity-100" aria-hidden />
                <span className="sr-only">decide now</span>
              </button>
            </li>
          ))}
          {rest.length > listed && <li className="px-4 py-1 text-sm text-faint">and {rest.length - listed} more</li>}
        </ul>
      )}
    </section>
  );
}
