'use client';
import type { ProductRow } from '#lib/products/schema.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { cn } from '#components/ui/cn.ts';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';

interface ProductSelectProps {
  products: readonly ProductRow[];
  chosen: ProductRow | undefined;
  onChoose: (id: string) => void;
}

/** Which product a comment means. */
export function ProductSelect({ products, chosen, onChoose }: ProductSelectProps) {
  return (
    <Select value={chosen?.id ?? ''} onValueChange={onChoose}>
      <SelectTrigger aria-label="Product" placeholder="Choose a product" />
      <SelectContent>
        {products.map((product) => (
          <SelectItem key={product.id} value={product.id}>
            #{product.code} · {product.name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

interface ProductKeysProps {
  products: readonly ProductRow[];
  chosen: string | null;
  onChoose: (id: string) => void;
  /** Shows 1 to 9. */
  numbered: boolean;
}

/** The few products a comment most likely means, a key each. */
export function ProductKeys({ products, chosen, onChoose, numbered }: ProductKeysProps) {
  return (
    <div role="group" aria-label="Likely products" className="flex flex-wrap gap-1.5">
      {products.map((product, at) => (
        <button
          key={product.id}
          type="button"
          aria-pressed={product.id === chosen}
          onClick={() => onChoose(product.id)}
          className={cn(
            'flex h-8 max-w-full items-center gap-2 rounded-md border px-2 text-sm transition-colors duration-150 touch',
            product.id === chosen ? 'border-money bg-money-soft text-ink' : 'border-line-strong text-muted hover:bg-hover hover:text-ink',
          )}
        >
          {numbered && <Kbd className="-ms-0.5 h-4 min-w-4 px-0.5">{at + 1}</Kbd>}
          <span className="shrink-0 font-medium">#{product.code}</span>
          <span dir="auto" className="max-w-32 truncate">{product.name}</span>
        </button>
      ))}
    </div>
  );
}
