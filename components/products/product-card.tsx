'use client';
import { formatMoney } from '#lib/core/money.ts';
import { Picture } from './picture.tsx';
import { ProductMenu } from './product-menu.tsx';
import { Chips, type ProductItemProps } from './product-row.tsx';

/** A product on a phone: its head opens the panel, its chips count stock. */
export function ProductCard({ product, mayEdit, onOpen }: ProductItemProps) {
  return (
    <li className="grid gap-3 rounded-md border bg-surface p-3">
      <div className="flex items-start gap-3">
        <button type="button" onClick={onOpen} disabled={!mayEdit} className="flex min-w-0 flex-1 items-start gap-3 rounded-sm text-start disabled:opacity-100">
          <Picture path={product.pictures[0]} code={product.code} className="size-16" />
          <span className="grid min-w-0 gap-0.5">
            <span className="text-sm text-faint">#{product.code}</span>
            <span dir="auto" className="truncate text-base font-medium">{product.name}</span>
            <span className="text-sm">{formatMoney(product.price_minor, product.currency)}</span>
          </span>
        </button>
        {mayEdit && <ProductMenu product={product} />}
      </div>
      <Chips product={product} mayEdit={mayEdit && product.archived_at === null} onOpen={onOpen} />
    </li>
  );
}
