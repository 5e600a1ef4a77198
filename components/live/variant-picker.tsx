'use client';
import { Minus, Plus } from 'lucide-react';
import type { VariantRow } from '#lib/products/schema.ts';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { cn } from '#components/ui/cn.ts';
import { StockFigure } from './stock-figure.tsx';

interface VariantPickerProps {
  variants: readonly VariantRow[];
  chosen: string | null;
  onChoose: (id: string) => void;
  /** Shows 1 to 9 on the first nine. */
  numbered?: boolean;
}

/** One button a variant, with its stock. */
export function VariantPicker({ variants, chosen, onChoose, numbered = false }: VariantPickerProps) {
  return (
    <div role="group" aria-label="Variant" className="flex flex-wrap gap-1.5">
      {variants.map((variant, at) => (
        <button
          key={variant.id}
          type="button"
          aria-pressed={variant.id === chosen}
          onClick={() => onChoose(variant.id)}
          className={cn(
            'flex h-8 items-center gap-2 rounded-md border px-2 text-sm transition-colors duration-150 touch',
            variant.id === chosen ? 'border-money bg-money-soft text-ink' : 'border-line-strong text-muted hover:bg-hover hover:text-ink',
          )}
        >
          {numbered && at < 9 && <Kbd className="-ms-0.5 h-4 min-w-4 px-0.5">{at + 1}</Kbd>}
          <span className="max-w-40 truncate font-medium">{variant.name}</span>
          <StockFigure variant={variant} className="text-xs" />
        </button>
      ))}
    </div>
  );
}

interface QuantityProps {
  value: number;
  /** 1 and 999 unless given. */
  least?: number;
  most?: number;
  onChange: (value: number) => void;
}

/** How many: minus, the number, plus. */
export function Quantity({ value, least = 1, most = 999, onChange }: QuantityProps) {
  return (
    <div role="group" aria-label="Quantity" className="flex shrink-0 items-center rounded-md border border-line-strong">
      <Button variant="ghost" size="icon" aria-label="One less" disabled={value <= least} onClick={() => onChange(value - 1)} className="rounded-e-none">
        <Minus className="size-4" aria-hidden />
      </Button>
      <output aria-live="polite" className="min-w-8 text-center font-semibold">
        {value}
      </output>
      <Button variant="ghost" size="icon" aria-label="One more" disabled={value >= most} onClick={() => onChange(value + 1)} className="rounded-s-none">
        <Plus className="size-4" aria-hidden />
      </Button>
    </div>
  );
}
