'use client';
import { useMemo, useRef, useState } from 'react';
import { ChatPane } from '#components/comments/chat-pane.tsx';
import { CameraPanel } from '#components/camera/camera-panel.tsx';
import { PaneBar } from '#components/shell/pane-bar.tsx';
import { useCurrentShow } from '#components/shows/queries.ts';
import { cn } from '#components/ui/cn.ts';
import { Bridges } from './bridges.tsx';
import { ConnectionNote } from './connection-note.tsx';
import { DeskLoading, NoShow } from './desk-states.tsx';
import { Figures } from './figures.tsx';
import { useKeys } from './keys.ts';
import { KeysSheet } from './keys-sheet.tsx';
import { OnScreen } from './on-screen.tsx';
import { OrdersRail } from './orders-rail.tsx';
import { PaneFault } from './pane.tsx';
import { PaneTabs } from './pane-tabs.tsx';
import { PinnedBar } from './pinned-bar.tsx';
import { Review } from './review.tsx';
import { RunCodes, RunSheetBar } from './run-sheet.tsx';
import { StatusLine } from './status-line.tsx';

const paneStyle = 'flex min-h-0 w-full shrink-0 snap-center snap-always flex-col lg:w-auto lg:shrink';

/** The live desk: three panes side by side, or, on a phone, one swipe apart. */
export function Desk() {
  const { data: show, failureReason, refetch, isPending } = useCurrentShow();
  const [pane, setPane] = useState(0);
  const [keysOpen, setKeysOpen] = useState(false);
  const strip = useRef<HTMLDivElement>(null);
  useKeys({ '?': () => setKeysOpen(true) });

  const tabs = useMemo(
    () =>
      show && <PaneTabs show={show} current={pane} onGo={(to) => strip.current?.scrollTo({ left: to * strip.current.clientWidth, behavior: 'smooth' })} />,
    [show, pane],
  );

  if (show === undefined && failureReason) return <PaneFault what="The show could not be loaded" error={failureReason} onRetry={() => void refetch()} />;
  if (isPending || show === undefined) return <DeskLoading />;
  if (show === null) return <NoShow />;
  return (
    <div className="flex h-full flex-col">
      <StatusLine show={show} />
      <ConnectionNote />
      <div
        ref={strip}
        onScroll={(event) => setPane(Math.round(event.currentTarget.scrollLeft / event.currentTarget.clientWidth))}
        className="no-scrollbar flex min-h-0 flex-1 snap-x snap-mandatory overflow-x-auto overscroll-x-contain lg:grid lg:grid-cols-[minmax(0,1.12fr)_minmax(0,1fr)_minmax(0,0.86fr)] lg:overflow-hidden"
      >
        <section aria-label="Chat pane" className={paneStyle}>
          <ChatPane key={show.id} showId={show.id} />
        </section>
        <section aria-label="Stage pane" className={cn(paneStyle, 'overflow-y-auto overscroll-y-contain bg-surface *:shrink-0 lg:border-x')}>
          <div className="-order-2 grid gap-1 border-b px-4 py-3 lg:hidden">
            <Figures show={show} className="justify-between gap-x-4" />
            <Bridges showId={show.id} isLive={show.status === 'live'} only="well" className="flex-wrap" />
          </div>
          <OnScreen />
          <CameraPanel showId={show.id} />
          <RunCodes className="border-t px-3 py-2 lg:hidden" />
          <div className="max-lg:-order-1">
            <Review showId={show.id} />
          </div>
        </section>
        <section aria-label="Orders pane" className={paneStyle}>
          <OrdersRail show={show} />
        </section>
      </div>
      <PinnedBar />
      <RunSheetBar onKeys={() => setKeysOpen(true)} />
      <nav aria-label="Panes" className="hidden shrink-0 border-t bg-surface md:max-lg:flex">{tabs}</nav>
      <PaneBar>{tabs}</PaneBar>
      <KeysSheet open={keysOpen} onOpenChange={setKeysOpen} />
    </div>
  );
}
