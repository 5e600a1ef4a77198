'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMaySell } from '#components/shell/seat.tsx';
import { Thumb } from '#components/shows/thumb.tsx';
import { Button } from '#components/ui/button.tsx';
import { StockFigure } from './stock-figure.tsx';
import { useStage } from './use-stage.ts';

/** On a phone: what is on screen and what is left of it, always in sight, with pin in reach of the thumb. */
export function PinnedBar() {
  const { pinned, previous, next, isLive, pin } = useStage();
  const may = useMaySell() && isLive;
  return (
    <div className="flex h-14 shrink-0 items-center gap-1 border-t bg-surface ps-3 lg:hidden">
      {pinned ? (
        <>
          <Thumb product={pinned} size={40} />
          <div className="grid min-w-0 flex-1 ps-2">
            <p className="truncate text-sm font-medium">
              <span className="font-semibold">#{pinned.code}</span> {pinned.name}
            </p>
            <p className="no-scrollbar flex gap-3 overflow-x-auto text-xs text-muted">
              {pinned.variants.map((variant) => (
                <span key={variant.id} className="shrink-0 whitespace-nowrap">
                  {variant.name} <StockFigure variant={variant} className="font-semibold" />
                </span>
              ))}
            </p>
          </div>
        </>
      ) : (
        <p className="flex-1 text-sm text-faint">Nothing is on screen</p>
      )}
      {may && (
        <>
          <Button variant="ghost" size="icon" aria-label="Pin previous" disabled={!previous} onClick={() => previous && pin(previous.id)}>
            <ChevronLeft className="size-5" aria-hidden />
          </Button>
          <Button variant="ghost" size="icon" aria-label="Pin next" disabled={!next} onClick={() => next && pin(next.id)}>
            <ChevronRight className="size-5" aria-hidden />
          </Button>
        </>
      )}
    </div>
  );
}
