'use client';
import { ChevronDown, CircleStop } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { parseInstant } from '#lib/core/time.ts';
import type { ShowRow } from '#lib/shows/schema.ts';
import { messageOf } from '#components/api.ts';
import { useMaySell } from '#components/shell/seat.tsx';
import { endShow } from '#components/shows/queries.ts';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '#components/ui/dropdown-menu.tsx';
import { sayError, undoable } from '#components/ui/toast.tsx';
import { elapsed, useNow } from './clock.ts';
import { StartShow } from './start-show.tsx';

function OnAir({ since }: { since: string | null }) {
  const now = useNow();
  return (
    <span className="flex items-center gap-2 text-sm font-semibold">
      <span className="size-2 animate-breathe rounded-full bg-live" aria-hidden />
      <span className="text-live max-xl:sr-only">LIVE</span>
      <span className="w-17">{now === 0 || since === null ? '00:00:00' : elapsed(now - parseInstant(since).getTime())}</span>
    </span>
  );
}

function useEnd() {
  const client = useQueryClient();
  return (show: ShowRow) =>
    undoable({
      message: `Ending "${show.title}"`,
      description: 'No new claims from then on. Holds keep running.',
      undo: () => {},
      commit: (leaving) => {
        void endShow(leaving)
          .catch((error: unknown) => sayError('The show is still live', messageOf(error)))
          .then(() => client.invalidateQueries({ queryKey: ['shows'] }));
      },
    });
}

/** Whether a show runs, since when, and the way to start or end it. */
export function ShowState({ show }: { show: ShowRow | null }) {
  const may = useMaySell();
  const end = useEnd();
  if (show?.status !== 'live') {
    return (
      <div className="flex min-w-0 items-center gap-3">
        <div className="min-w-0">
          <h1 className="truncate text-sm font-semibold">{show?.title ?? 'No show yet'}</h1>
          <p className="text-xs text-faint">{show?.status === 'ended' ? 'Ended' : 'Not live'}</p>
        </div>
        {may && <StartShow />}
      </div>
    );
  }
  return (
    <div className="flex min-w-48 items-center gap-3 max-lg:min-w-0">
      <OnAir since={show.started_at} />
      {may ? (
        <DropdownMenu>
          <DropdownMenuTrigger className="hit flex h-8 min-w-0 items-center gap-1 rounded-md px-1.5 -mx-1.5 hover:bg-hover data-[state=open]:bg-hover">
            <h1 className="truncate text-sm font-medium">{show.title}</h1>
            <ChevronDown className="size-4 shrink-0 text-faint" aria-hidden />
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start">
            <DropdownMenuItem danger onSelect={() => end(show)}>
              <CircleStop aria-hidden />
              End the show
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      ) : (
        <h1 className="truncate text-sm font-medium">{show.title}</h1>
      )}
    </div>
  );
}
