'use client';
import { Keyboard } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { ProductRow } from '#lib/products/schema.ts';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { cn } from '#components/ui/cn.ts';
import { freeOf } from './stock.ts';
import { useStage } from './use-stage.ts';

/** Codes in their running order; the one on screen stays in sight. */
export function RunCodes({ className }: { className?: string }) {
  const { running, pinned, isLive, pin } = useStage();
  // What the camera or another page put on screen may stand on no run sheet.
  const products = pinned && !running.some(({ id }) => id === pinned.id) ? [pinned, ...running] : running;
  const may = useMaySell() && isLive;
  const strip = useRef<HTMLDivElement>(null);
  const current = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const box = strip.current;
    const chip = current.current;
    if (box && chip) box.scrollTo({ left: chip.offsetLeft - box.clientWidth / 2 + chip.clientWidth / 2, behavior: 'smooth' });
  }, [pinned?.id]);

  return (
    <div ref={strip} role="group" aria-label="Run sheet: put on screen" className={cn('relative no-scrollbar flex items-center gap-1 overflow-x-auto', className)}>
      {products.map((product) => (
        <button
          key={product.id}
          ref={product.id === pinned?.id ? current : undefined}
          type="button"
          disabled={!may}
          aria-pressed={product.id === pinned?.id}
          aria-label={`#${product.code} ${product.name}${isGone(product) ? ', sold out' : ''}`}
          title={`#${product.code} ${product.name}`}
          onClick={() => pin(product.id)}
          className={cn(
            'h-7 max-w-36 shrink-0 truncate rounded-md px-2 text-sm font-medium transition-colors duration-150 touch',
            product.id === pinned?.id ? 'bg-ink text-bg' : 'text-muted enabled:hover:bg-hover enabled:hover:text-ink',
            isGone(product) && product.id !== pinned?.id && 'text-faint line-through',
          )}
        >
          #{product.code}
        </button>
      ))}
    </div>
  );
}

const isGone = (product: ProductRow): boolean => product.variants.every((variant) => freeOf(variant) === 0);

const Hint = ({ keys, children }: { keys: string[]; children: ReactNode }) => (
  <span className="flex items-center gap-1">
    {keys.map((key) => (
      <Kbd key={key}>{key}</Kbd>
    ))}
    <span className="ms-0.5">{children}</span>
  </span>
);

/** The desk's lowest line: the run sheet, and the keys that matter. */
export function RunSheetBar({ onKeys }: { onKeys: () => void }) {
  return (
    <div className="hidden h-11 shrink-0 items-center gap-4 border-t px-4 lg:flex">
      <span className="text-sm font-semibold">Run sheet</span>
      <RunCodes className="min-w-0 flex-1" />
      <div className="flex shrink-0 items-center gap-4 text-xs text-faint pointer-coarse:hidden" aria-hidden>
        <Hint keys={['←', '→']}>pin</Hint>
        <Hint keys={['Space']}>pause</Hint>
        <Hint keys={['C']}>claims</Hint>
        <Hint keys={['Q']}>questions</Hint>
      </div>
      <Button variant="ghost" size="sm" onClick={onKeys}>
        <Keyboard className="size-4" aria-hidden />
        All keys <Kbd>?</Kbd>
      </Button>
    </div>
  );
}
