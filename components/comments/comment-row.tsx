'use client';
import { HandCoins, PencilLine } from 'lucide-react';
import { memo, useState } from 'react';
import type { CommentRow as Row } from '#lib/comments/schema.ts';
import { parseInstant } from '#lib/core/time.ts';
import { serverNow } from '#components/api.ts';
import { mayMove } from '#components/live/pulse.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Corrected } from './corrected.tsx';
import { Known } from './known.tsx';
import { MarkedText } from './marked-text.tsx';
import { MeaningMenu } from './meaning-menu.tsx';
import { outcomeFace } from './outcome.ts';
import { OutcomeChip } from './outcome-chip.tsx';
import { PlatformGlyph } from './platform.tsx';

interface CommentRowProps {
  row: Row;
  /** Opens what can be done with this comment; absent where the person may not. */
  onAct: ((row: Row) => void) | undefined;
  /** Its menu was opened or closed. */
  onMenu: (open: boolean) => void;
}

/** Just now come, and slowly enough to be seen coming. */
const isArriving = (row: Row): boolean => serverNow() - parseInstant(row.received_at).getTime() < 1500 && mayMove();

/** One comment: who, what we know of them, what they said and what was understood, what became of it. Plain chat stays quiet. */
export const CommentRow = memo(function CommentRow({ row, onAct, onMenu }: CommentRowProps) {
  const [arriving] = useState(() => isArriving(row));
  const face = outcomeFace(row);
  const loud = row.intent === 'buy' || row.outcome === 'review' || (row.order_id !== null && (row.intent !== 'none' || row.corrected));
  return (
    <div
      className={cn(
        'group relative flex items-start gap-2.5 py-1 ps-4 pe-3',
        arriving && 'animate-row-in',
        loud ? 'py-1.5' : 'text-faint',
        row.outcome === 'review' && 'before:absolute before:inset-y-1 before:start-0 before:w-0.5 before:rounded-full before:bg-warn',
      )}
    >
      <PlatformGlyph platform={row.platform} className={loud ? 'mt-1.5' : 'mt-[3px]'} />
      <div className={cn('flex min-w-0 flex-1 justify-end gap-x-3 gap-y-1', loud ? 'flex-wrap items-start' : 'items-start')}>
        <p className={cn('min-w-0 [overflow-wrap:anywhere]', loud ? 'flex-[1_1_11rem]' : 'flex-1', loud ? 'text-base text-ink' : 'text-sm', face && !loud && 'text-muted')}>
          <span className={cn('me-1.5 font-medium', loud ? 'text-ink' : 'text-muted')}>
            <bdi title={row.client.length > 24 ? row.client : undefined} className="inline-block max-w-48 truncate align-bottom">
              {row.client}
            </bdi>
          </span>
          {(loud || row.buyer_status === 'banned') && (
            <span className="me-1.5 empty:hidden">
              <Known row={row} />
            </span>
          )}
          <MarkedText row={row} />
        </p>
        <span className="flex min-h-5 max-w-full shrink-0 flex-wrap items-center justify-end gap-x-2 gap-y-1 empty:hidden">
          <Corrected row={row} />
          <OutcomeChip row={row} quiet={!loud} />
        </span>
      </div>
      {onAct && (
        <Button
          variant="ghost"
          size="iconSm"
          aria-label={`Claim for ${row.client}`}
          onClick={() => onAct(row)}
          className={cn(
            'absolute start-[9px] border-line-strong bg-raised opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:inset-0 pointer-coarse:size-auto pointer-coarse:rounded-none pointer-coarse:opacity-0',
            loud ? 'top-1' : 'top-0',
          )}
        >
          <HandCoins className="size-4" aria-hidden />
        </Button>
      )}
      {onAct && row.read_as !== null && (
        <MeaningMenu row={row} onOpenChange={onMenu}>
          <Button
            variant="ghost"
            size="iconSm"
            aria-label={`What ${row.client} meant`}
            className={cn(
              'absolute end-1 border-line-strong bg-raised opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:hidden',
              loud ? 'top-1' : 'top-0',
            )}
          >
            <PencilLine className="size-4" aria-hidden />
          </Button>
        </MeaningMenu>
      )}
    </div>
  );
});
