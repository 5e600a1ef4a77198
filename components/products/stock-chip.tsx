'use client';
import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import { messageOf } from '#components/api.ts';
import { cn } from '#components/ui/cn.ts';
import type { VariantRow } from '#lib/products/schema.ts';
import { leastStock, leastStockWords, readStock } from './draft.ts';
import { useAdjustStock } from './queries.ts';
import { StockStepper } from './stock-stepper.tsx';

interface StockChipProps {
  productId: string;
  variant: VariantRow;
  mayEdit: boolean;
}

const freeOf = (variant: VariantRow): number => variant.stock - variant.held - variant.sold;

const chipStyle = 'inline-flex h-7 max-w-44 items-center gap-1.5 rounded-sm border px-2 whitespace-nowrap touch';

function ChipWords({ variant }: { variant: VariantRow }) {
  const free = freeOf(variant);
  return (
    <>
      <span dir="auto" className="truncate text-faint">{variant.name}</span>
      <span className={cn('font-medium', free === 0 ? 'text-warn' : 'text-ink')}>{free}</span>
      {variant.waiting > 0 && <span className="text-question">+{variant.waiting}</span>}
    </>
  );
}

function words(variant: VariantRow): string {
  return `${variant.name}: ${freeOf(variant)} free${variant.waiting > 0 ? `, ${variant.waiting} waiting` : ''}`;
}

/** A variant and what is free of it (`M 0+3`: none, three wait). Pressing it opens its stock for counting. */
export function StockChip({ productId, variant, mayEdit }: StockChipProps) {
  if (!mayEdit) {
    return (
      <span className={chipStyle} title={words(variant)}>
        <ChipWords variant={variant} />
      </span>
    );
  }
  return (
    <Popover.Root>
      <Popover.Trigger className={cn(chipStyle, 'transition-colors duration-150 hover:border-line-strong hover:bg-hover data-[state=open]:border-focus')} aria-label={`${words(variant)}. Change stock`}>
        <ChipWords variant={variant} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-64 rounded-md border border-line-strong bg-raised p-3 outline-none data-[state=open]:animate-pop-in"
          aria-label={`Stock of ${variant.name}`}
        >
          <StockEditor productId={productId} variant={variant} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** How long typing and pressing may pause before the number is saved. */
const settleMs = 450;

function StockEditor({ productId, variant }: Omit<StockChipProps, 'mayEdit'>) {
  const [text, setText] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const change = useAdjustStock(productId, variant.id);
  // What the number is counted from: what others add while it is typed is added to it, not undone by it.
  const base = useRef(variant.stock);
  const shown = text ?? String(variant.stock);
  const read = readStock(shown, variant);
  const problem = typeof read === 'string' ? read : change.isError ? messageOf(change.error) : undefined;

  function save(stock: number) {
    clearTimeout(timer.current);
    const by = stock - base.current;
    setText(null);
    if (by !== 0) change.mutate(by);
  }

  function edit(next: string) {
    if (text === null) base.current = variant.stock;
    setText(next);
    clearTimeout(timer.current);
    const stock = readStock(next, variant);
    if (typeof stock === 'number') timer.current = setTimeout(() => save(stock), settleMs);
  }

  const saveNow = () => typeof read === 'number' && text !== null && save(read);
  return (
    <div className="grid gap-3" onBlur={saveNow}>
      <div className="flex items-center justify-between gap-2">
        <span dir="auto" className="truncate font-medium">{variant.name}</span>
        <StockStepper
          of={variant.name}
          value={shown}
          least={leastStock(variant)}
          onChange={edit}
          onKeyDown={(event) => event.key === 'Enter' && saveNow()}
          aria-invalid={problem ? true : undefined}
        />
      </div>
      <Sum variant={variant} stock={typeof read === 'number' ? read : variant.stock} />
      <p role="alert" className="min-h-4 text-xs text-danger empty:hidden">{problem}</p>
      {!problem && Number(shown) === leastStock(variant) && leastStock(variant) > 0 && <p className="text-xs text-faint">{leastStockWords(variant)}</p>}
    </div>
  );
}

/** What the stock is made of. */
function Sum({ variant, stock }: { variant: VariantRow; stock: number }) {
  const parts = [
    ['Free', stock - variant.held - variant.sold],
    ['Held', variant.held],
    ['Sold', variant.sold],
    ['Waiting', variant.waiting],
  ] as const;
  return (
    <dl className="grid grid-cols-4 gap-1 text-center">
      {parts.map(([name, count]) => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="text-xs text-faint">{name}</dt>
          <dd className={cn('text-base font-medium', count === 0 && 'text-faint')}>{count}</dd>
        </div>
      ))}
    </dl>
  );
}
