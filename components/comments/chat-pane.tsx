'use client';
import { ArrowDown, Pause, Play } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { ChatTeacher } from '#components/live/chat-teacher.tsx';
import { ClaimByHand } from '#components/live/claim-by-hand.tsx';
import { useKeys } from '#components/live/keys.ts';
import { PaneFault, PaneHead } from '#components/live/pane.tsx';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ChatList } from './chat-list.tsx';
import { chatFilters, filterComments, type ChatFilter } from './filters.ts';
import { useChat, useEarlier } from './queries.ts';
import { usePause } from './use-pause.ts';

const names: Record<ChatFilter, string> = { all: 'All', claims: 'Claims', questions: 'Questions' };
const widths = ['w-2/5', 'w-3/5', 'w-1/3', 'w-4/5', 'w-1/2', 'w-2/3', 'w-2/5', 'w-3/4'];

/** The chat, softened: filters, and a pause that loses nothing. */
export function ChatPane({ showId }: { showId: string }) {
  const chat = useChat(showId);
  const [filter, setFilter] = useState<ChatFilter>('all');
  const [acting, setActing] = useState<CommentRow | null>(null);
  const maySell = useMaySell();
  const all = chat.data;
  const earlier = useEarlier(showId, all);
  const rows = useMemo(() => filterComments(all ?? [], filter), [all, filter]);
  const { shown, fresh, pausedBy, pause, resume, release } = usePause(rows);

  // Under an open menu its row must not move away.
  const onMenu = useCallback((open: boolean) => (open ? pause('menu') : release('menu')), [pause, release]);

  const choose = (next: ChatFilter) => {
    resume();
    setFilter(next);
  };
  useKeys({
    ' ': () => (pausedBy ? resume() : pause('hand')),
    c: () => choose(filter === 'claims' ? 'all' : 'claims'),
    q: () => choose(filter === 'questions' ? 'all' : 'questions'),
    a: () => choose('all'),
  });

  return (
    <>
      <PaneHead title="Chat">
        <div className="flex gap-0.5" role="group" aria-label="Show in the chat">
          {chatFilters.map((name) => (
            <Chip key={name} pressed={filter === name} onClick={() => choose(name)}>
              {names[name]}
            </Chip>
          ))}
        </div>
        <Button variant="ghost" size="iconSm" className="ms-auto" aria-label={pausedBy ? 'Go on with the chat' : 'Pause the chat'} onClick={() => (pausedBy ? resume() : pause('hand'))}>
          {pausedBy ? <Play className="size-4" aria-hidden /> : <Pause className="size-4" aria-hidden />}
        </Button>
      </PaneHead>
      <div className="relative min-h-0 flex-1">
        {chat.isError && !all ? (
          <PaneFault what="The chat could not be loaded" error={chat.error} onRetry={() => void chat.refetch()} />
        ) : !all ? (
          <div className="grid gap-4 p-4" aria-label="Loading the chat" role="status">
            {widths.map((width, at) => <Skeleton key={at} className={`h-3 ${width}`} />)}
          </div>
        ) : all.length === 0 ? (
          <ChatTeacher />
        ) : rows.length === 0 ? (
          <p className="p-8 text-center text-sm text-muted">
            No {filter} among the last {all.length} comments. Press <Kbd>A</Kbd> for all.
            {earlier.more && (
              <span className="mt-3 block">
                <Button size="sm" busy={earlier.busy} onClick={earlier.load}>Load earlier</Button>
              </span>
            )}
          </p>
        ) : (
          <ChatList
            key={filter}
            rows={shown}
            following={pausedBy === null}
            onAct={maySell ? setActing : undefined}
            onMenu={onMenu}
            earlier={earlier.more ? { busy: earlier.busy, load: earlier.load } : undefined}
            onLeaveEnd={() => pause('scroll')}
            onReachEnd={() => pausedBy === 'scroll' && resume()}
          />
        )}
        {pausedBy && pausedBy !== 'menu' && (
          <div className="pointer-events-none absolute inset-x-0 bottom-3 grid justify-center">
            <Button variant="primary" onClick={resume} className="pointer-events-auto animate-fade-in rounded-full">
              Paused{fresh > 0 && ` · ${fresh.toLocaleString('en')} new`}
              <ArrowDown className="size-4" aria-hidden />
            </Button>
          </div>
        )}
      </div>
      <ClaimByHand comment={acting} onClose={() => setActing(null)} />
    </>
  );
}
