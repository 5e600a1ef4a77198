'use client';
import { useSortable } from '@dnd-kit/sortable';
import { GripVertical, X } from 'lucide-react';
import { formatMoney } from '#lib/core/money.ts';
import type { ProductRow } from '#lib/products/schema.ts';
import { freeOf } from '#components/live/stock.ts';
import { StockFigure } from '#components/live/stock-figure.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Thumb } from './thumb.tsx';

interface SheetRowProps {
  product: ProductRow;
  /** From 1. */
  place: number;
  mayEdit: boolean;
  onRemove: () => void;
}

/** A product's place in the run sheet: dragged by its handle, with a finger as well, or moved by keyboard. */
export function SheetRow({ product, place, mayEdit, onRemove }: SheetRowProps) {
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id: product.id });
  const style = { transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition };
  return (
    <li
      ref={setNodeRef}
      style={style}
      className={cn('relative flex min-h-14 items-center gap-2 border-b bg-surface py-1.5 pe-2 first:rounded-t-md last:rounded-b-md last:border-b-0', mayEdit ? 'ps-1' : 'ps-3', isDragging && 'z-10 rounded-md bg-raised outline outline-line-strong')}
    >
      {mayEdit && (
        <button
          ref={setActivatorNodeRef}
          type="button"
          {...attributes}
          {...listeners}
          aria-label={`Move #${product.code} ${product.name}`}
          className="hit grid h-10 w-8 shrink-0 cursor-grab touch-none place-items-center rounded-sm text-faint hover:text-ink active:cursor-grabbing"
        >
          <GripVertical className="size-4" aria-hidden />
        </button>
      )}
      <span className="w-6 shrink-0 text-end text-xs text-faint max-md:w-5">{place}</span>
      <Thumb product={product} size={40} className="ms-1" />
      <div className="grid min-w-0 flex-1 gap-x-4 ps-1 md:grid-cols-[minmax(0,1fr)_minmax(0,auto)_6rem] md:items-center">
        <p className="truncate"><span className="font-semibold">#{product.code}</span> <span dir="auto">{product.name}</span></p>
        <div className="flex min-w-0 gap-3 text-muted max-md:text-xs">
          <span className="md:hidden">{formatMoney(product.price_minor, product.currency)}</span>
          <Stock product={product} />
        </div>
        <p className="text-end max-md:hidden">{formatMoney(product.price_minor, product.currency)}</p>
      </div>
      {mayEdit && (
        <Button variant="ghost" size="icon" aria-label={`Take #${product.code} off the run sheet`} onClick={onRemove}>
          <X className="size-4" aria-hidden />
        </Button>
      )}
    </li>
  );
}

/** More than this are added up. */
const variantsShown = 4;

function Stock({ product: { variants } }: { product: ProductRow }) {
  const free = variants.reduce((sum, variant) => sum + freeOf(variant), 0);
  if (free === 0) return <span className="whitespace-nowrap text-warn">Sold out</span>;
  const inAll = <span className="whitespace-nowrap"><span className="text-ink">{free}</span> left</span>;
  if (variants.length === 1 || variants.length > variantsShown) return inAll;
  return (
    <>
      <span className="md:hidden">{inAll}</span>
      <span className="flex min-w-0 gap-3 overflow-hidden max-md:hidden">
        {variants.map((variant) => (
          <span key={variant.id} className="flex shrink-0 gap-1">
            <span className="max-w-24 truncate">{variant.name}</span> <StockFigure variant={variant} className="font-medium" />
          </span>
        ))}
      </span>
    </>
  );
}
