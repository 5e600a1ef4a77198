'use client';
import type { ProductRow } from '#lib/products/schema.ts';
import { Thumb } from '#components/shows/thumb.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { cn } from '#components/ui/cn.ts';

export interface Choice {
  /** 1 to 5: its key. */
  digit: number;
  product: ProductRow;
  score: number;
}

interface CandidatesProps {
  title: string;
  choices: readonly Choice[];
  pinnedId: string | null;
  onChoose: (productId: string) => void;
}

/** What else it may be; each is one press from being on screen. */
export function Candidates({ title, choices, pinnedId, onChoose }: CandidatesProps) {
  return (
    <div role="group" aria-label={title} className="grid gap-1.5">
      <p className="text-xs text-faint">{title}</p>
      <div className="flex flex-wrap gap-2">
        {choices.map(({ digit, product, score }) => (
          <button
            key={product.id}
            type="button"
            aria-label={`Put #${product.code} ${product.name} on screen`}
            title={`${product.name} · ${score.toFixed(2)}`}
            aria-pressed={product.id === pinnedId}
            onClick={() => onChoose(product.id)}
            className={cn(
              'flex h-9 items-center gap-2 rounded-md border py-0.5 ps-0.5 pe-2 text-sm font-medium touch transition-colors duration-150 hover:bg-hover',
              product.id === pinnedId ? 'border-control text-ink' : 'text-muted',
            )}
          >
            <Thumb product={product} size={32} />
            #{product.code}
            <Kbd>{digit}</Kbd>
          </button>
        ))}
      </div>
    </div>
  );
}
