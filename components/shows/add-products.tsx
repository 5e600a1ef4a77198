'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { formatMoney } from '#lib/core/money.ts';
import type { ProductRow } from '#lib/products/schema.ts';
import { found } from '#components/products/find.ts';
import { SearchField } from '#components/products/search-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Sheet, SheetBody, SheetContent, SheetFoot } from '#components/ui/sheet.tsx';
import { Thumb } from './thumb.tsx';

interface AddProductsProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Those that are not on the run sheet. */
  products: readonly ProductRow[];
  onAdd: (product: ProductRow) => void;
  onAddAll: () => void;
}

/** The rest of the catalogue, searched; each press puts one at the end of the run sheet. */
export function AddProducts({ open, onOpenChange, products, onAdd, onAddAll }: AddProductsProps) {
  const [search, setSearch] = useState('');
  const shown = found(products, search);
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent title="Add products" description="Each goes to the end of the run sheet.">
        <div className="px-5 pb-3"><SearchField label="Search products" value={search} onChange={setSearch} className="w-full" /></div>
        <SheetBody className="gap-0">
          {products.length === 0 && <p className="py-6 text-center text-muted">All your products are on the run sheet.</p>}
          {products.length > 0 && shown.length === 0 && <p className="py-6 text-center text-muted">Nothing matches “{search}”.</p>}
          <ul>
            {shown.map((product) => (
              <li key={product.id}>
                <button type="button" onClick={() => onAdd(product)} aria-label={`Add #${product.code} ${product.name}`} className="-mx-2 flex min-h-13 w-[calc(100%+1rem)] items-center gap-3 rounded-md px-2 py-1.5 text-start hover:bg-hover">
                  <Thumb product={product} size={36} />
                  <span className="min-w-0 flex-1 truncate"><span className="font-semibold">#{product.code}</span> <span dir="auto">{product.name}</span></span>
                  <span className="text-muted">{formatMoney(product.price_minor, product.currency)}</span>
                  <Plus className="size-4 shrink-0 text-faint" aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        </SheetBody>
        <SheetFoot>
          {products.length > 0 && search === '' && <Button onClick={() => { onAddAll(); onOpenChange(false); }}>Add all {products.length}</Button>}
          <Button variant="primary" onClick={() => onOpenChange(false)}>Done</Button>
        </SheetFoot>
      </SheetContent>
    </Sheet>
  );
}
