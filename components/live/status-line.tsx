'use client';
import { Search } from 'lucide-react';
import type { ShowRow } from '#lib/shows/schema.ts';
import { usePalette } from '#components/shell/palette.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Bridges } from './bridges.tsx';
import { DemoControl } from './demo-control.tsx';
import { Figures } from './figures.tsx';
import { ShowState } from './show-state.tsx';
import { Sparkline } from './sparkline.tsx';

/** The desk's highest line: the show, its money, its chats. */
export function StatusLine({ show }: { show: ShowRow | null }) {
  const palette = usePalette();
  return (
    <header className="flex h-14 shrink-0 items-center gap-x-6 border-b px-4 max-lg:gap-x-3">
      <ShowState show={show} />
      {show && <Figures show={show} className="max-lg:hidden" />}
      <div className="ms-auto flex shrink-0 items-center gap-x-4 max-lg:gap-x-2">
        <Sparkline className="max-xl:hidden" />
        {show && <Bridges showId={show.id} isLive={show.status === 'live'} className="max-lg:hidden" />}
        {show && <Bridges showId={show.id} isLive={show.status === 'live'} only="silent" className="lg:hidden" />}
        <DemoControl />
        <Button variant="ghost" size="icon" className="w-auto px-2 max-lg:hidden" onClick={palette.open} aria-label="Search and commands">
          <Search className="size-4" aria-hidden />
          <Kbd>⌘K</Kbd>
        </Button>
      </div>
    </header>
  );
}
