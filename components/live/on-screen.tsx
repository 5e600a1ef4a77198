'use client';
import { ChevronLeft, ChevronRight, MonitorOff, MonitorUp, Package } from 'lucide-react';
import Link from 'next/link';
import type { ProductRow } from '#lib/products/schema.ts';
import { useMaySell } from '#components/shell/seat.tsx';
import { Thumb } from '#components/shows/thumb.tsx';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#components/ui/cn.ts';
import { useKeys } from './keys.ts';
import { moneyParts } from './money.ts';
import { PaneFault, PaneHead } from './pane.tsx';
import { StockGrid } from './stock-figure.tsx';
import { useStage } from './use-stage.ts';

function Price({ product }: { product: ProductRow }) {
  const { before, whole, fraction, after } = moneyParts(product.price_minor, product.currency);
  const size = whole.length > 9 ? 'text-xl' : whole.length > 6 ? 'text-2xl' : 'text-3xl max-md:text-2xl';
  return (
    <p className={cn('flex flex-wrap items-start font-semibold', size)} aria-label={`${before}${whole}${fraction}${after}`}>
      <span aria-hidden className={cn('me-0.5 font-medium text-muted', whole.length > 6 ? 'text-lg' : 'mt-1.5 text-xl')}>{before}</span>
      <span aria-hidden>{whole}</span>
      <span aria-hidden className={cn('font-medium text-muted', whole.length > 6 ? 'text-lg' : 'mt-1.5 text-xl')}>{fraction}{after}</span>
    </p>
  );
}

function Pinned({ product }: { product: ProductRow }) {
  return (
    <article aria-label={`On screen: #${product.code} ${product.name}`} className="grid gap-4 p-4 short:gap-3 short:py-3">
      <div className="flex gap-4">
        <Thumb product={product} className="w-[42%] max-w-56 self-start rounded-md max-md:w-28 short:w-28" />
        <div className="grid min-w-0 flex-1 grid-cols-1 content-start gap-1">
          <p className="truncate text-sm font-semibold text-muted">#{product.code}</p>
          <h3 title={product.name} className="line-clamp-3 text-lg font-semibold text-pretty [overflow-wrap:anywhere]">{product.name}</h3>
          <Price product={product} />
        </div>
      </div>
      <StockGrid variants={product.variants} />
    </article>
  );
}

/** The product on screen, large; pinned and unpinned from here. */
export function OnScreen() {
  const { show, isLive, catalogue, products, pinned, previous, next, pin } = useStage();
  const may = useMaySell() && isLive;
  const go = (product: ProductRow | undefined) => may && product && pin(product.id);
  useKeys({ ArrowLeft: () => go(previous), ArrowRight: () => go(next) });

  return (
    <section aria-label="On screen">
      <PaneHead title="On screen">
        {may && products.length > 0 && (
          <div className="ms-auto flex gap-1">
            <Tooltip text="Put the one before on screen">
              <Button variant="ghost" size="icon" aria-label="Pin previous" disabled={!previous} onClick={() => go(previous)}>
                <ChevronLeft className="size-5" aria-hidden />
              </Button>
            </Tooltip>
            <Tooltip text="Put the next one on screen">
              <Button variant="ghost" size="icon" aria-label="Pin next" disabled={!next} onClick={() => go(next)}>
                <ChevronRight className="size-5" aria-hidden />
              </Button>
            </Tooltip>
            <Tooltip text="Take off screen">
              <Button variant="ghost" size="icon" aria-label="Unpin" disabled={!pinned} onClick={() => pin(null)}>
                <MonitorOff className="size-4" aria-hidden />
              </Button>
            </Tooltip>
          </div>
        )}
      </PaneHead>
      {catalogue.isError && !catalogue.data ? (
        <PaneFault what="The products could not be loaded" error={catalogue.error} onRetry={() => void catalogue.refetch()} />
      ) : catalogue.isPending ? (
        <div className="flex gap-4 p-4">
          <Skeleton className="aspect-square w-[42%] max-w-56 rounded-md" />
          <div className="grid flex-1 content-start gap-2">
            <Skeleton className="h-4 w-10" />
            <Skeleton className="h-6 w-4/5" />
            <Skeleton className="h-12 w-32" />
          </div>
        </div>
      ) : products.length === 0 ? (
        <Empty icon={Package} title="No products yet" action={<Button asChild variant="primary"><Link href="/products">Add your first product</Link></Button>}>
          Give each one a short code; viewers write it to claim.
        </Empty>
      ) : pinned ? (
        <Pinned product={pinned} />
      ) : (
        <Empty
          icon={MonitorUp}
          title="Nothing is on screen"
          className="py-8 short:py-4"
          action={may && next && <Button onClick={() => go(next)}>Put #{next.code} on screen</Button>}
        >
          {show === null || !isLive ? 'Start the show, then pin what you hold up.' : 'Pin what you hold up: a claim without a code means this product.'}
        </Empty>
      )}
    </section>
  );
}
