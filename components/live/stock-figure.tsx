import type { VariantRow } from '#lib/products/schema.ts';
import { cn } from '#components/ui/cn.ts';
import { freeOf, stockWords } from './stock.ts';

/** Free units, and how many wait: `2+3`. */
export function StockFigure({ variant, className }: { variant: VariantRow; className?: string }) {
  const free = freeOf(variant);
  return (
    <span className={cn('whitespace-nowrap', className)}>
      <span aria-hidden>
        <span className={free === 0 ? 'text-faint' : 'text-ink'}>{free}</span>
        {variant.waiting > 0 && <span className="text-warn">+{variant.waiting}</span>}
      </span>
      <span className="sr-only">{stockWords(variant)}</span>
    </span>
  );
}

/** Every variant's stock as an instrument reads: the name small, the number large. */
export function StockGrid({ variants }: { variants: readonly VariantRow[] }) {
  return (
    <ul aria-label="Stock" className="flex flex-wrap gap-px overflow-hidden rounded-md border bg-line">
      {variants.map((variant) => (
        <li key={variant.id} title={stockWords(variant)} className="grid max-w-full min-w-20 flex-auto gap-0.5 bg-surface px-3 py-2 short:flex short:min-w-28 short:items-baseline short:justify-between short:gap-2 short:py-1">
          <span className="truncate text-xs text-muted">{variant.name}</span>
          <StockFigure variant={variant} className="text-lg font-semibold short:text-base" />
        </li>
      ))}
    </ul>
  );
}
