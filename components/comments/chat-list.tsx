'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef } from 'react';
import type { CommentRow as Row } from '#lib/comments/schema.ts';
import { Button } from '#components/ui/button.tsx';
import { CommentRow } from './comment-row.tsx';

interface ChatListProps {
  rows: readonly Row[];
  /** False while the chat is held still. */
  following: boolean;
  onAct: ((row: Row) => void) | undefined;
  /** The menu of a row was opened or closed. */
  onMenu: (open: boolean) => void;
  /** Loads what came before; absent where there is nothing. */
  earlier: { busy: boolean; load: () => void } | undefined;
  /** The person scrolled up, away from the newest. */
  onLeaveEnd: () => void;
  /** The person came back down to the newest. */
  onReachEnd: () => void;
}

const nearPx = 48;

/** The chat's rows, only those in sight; stays at the newest while it follows. */
export function ChatList({ rows, following, onAct, onMenu, earlier, onLeaveEnd, onReachEnd }: ChatListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const last = useRef(0);
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  // oxlint-disable-next-line react/incompatible-library -- there is no React compiler here to mind its changing functions
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 30,
    getItemKey,
    overscan: 12,
    anchorTo: 'end',
    followOnAppend: following,
    scrollEndThreshold: nearPx,
    paddingStart: earlier ? 48 : 8,
    paddingEnd: 8,
  });

  useEffect(() => {
    if (following) list.scrollToEnd();
  }, [following, list]);

  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    const up = box.scrollTop < last.current - 2;
    const fromEnd = box.scrollHeight - box.scrollTop - box.clientHeight;
    last.current = box.scrollTop;
    if (up && fromEnd > nearPx) onLeaveEnd();
    else if (!up && fromEnd < 4) onReachEnd();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div ref={scroller} onScroll={onScroll} role="log" aria-live="off" aria-label="Chat" tabIndex={0} className="h-full overflow-y-auto overscroll-contain [contain:strict] -outline-offset-2">
      <div className="relative w-full" style={{ height: list.getTotalSize() }}>
        {earlier && (
          <div className="absolute inset-x-0 top-2 grid justify-center">
            <Button size="sm" busy={earlier.busy} onClick={earlier.load}>Load earlier</Button>
          </div>
        )}
        {list.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <div key={item.key} data-index={item.index} ref={list.measureElement} className="absolute inset-x-0 top-0" style={{ transform: `translateY(${item.start}px)` }}>
                <CommentRow row={row} onAct={onAct} onMenu={onMenu} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
