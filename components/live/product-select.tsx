'use client';
import type { ProductRow } from '#lib/products/schema.ts';
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
