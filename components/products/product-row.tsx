'use client';
import { Pencil } from 'lucide-react';
import { messageOf } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { TableCell, TableRow } from '#components/ui/table.tsx';
import { formatMoney } from '#lib/core/money.ts';
import type { ProductRow } from '#lib/products/schema.ts';
import { priceText, readPrice } from './draft.ts';
import { InPlace } from './in-place.tsx';
import { Picture } from './picture.tsx';
import { ProductMenu } from './product-menu.tsx';
import { useChangeProduct } from './queries.ts';
import { StockChip } from './stock-chip.tsx';

export interface ProductItemProps {
  product: ProductRow;
  /** Owners change products; others read them. */
  mayEdit: boolean;
  open: boolean;
  onOpen: () => void;
}

/** More chips than this are in the side panel. */
const chipsShown = 10;

export function Chips({ product, mayEdit, onOpen }: Omit<ProductItemProps, 'open'>) {
  const hidden = product.variants.length - chipsShown;
  return (
    <div className="flex flex-wrap gap-1">
      {product.variants.slice(0, chipsShown).map((variant) => (
        <StockChip key={variant.id} productId={product.id} variant={variant} mayEdit={mayEdit} />
      ))}
      {hidden > 0 && (
        <Button size="sm" variant="ghost" onClick={onOpen}>
          {hidden} more
        </Button>
      )}
    </div>
  );
}

type Answer = string | undefined;
type Edit = (changes: Partial<ProductRow>) => Promise<Answer>;

/** Saves one field of a row; answers why not when the server refuses it, and the row is as it was. */
function useRowEdit(product: ProductRow): Edit {
  const { mutateAsync } = useChangeProduct(product.id);
  return (changes) => mutateAsync((row) => ({ ...row, ...changes })).then(() => undefined, messageOf);
}

/** The fields that are edited where they stand. Each answers why its text cannot be saved. */
export function useFields(product: ProductRow) {
  const edit = useRowEdit(product);
  return {
    code: (text: string) => {
      const code = text.replace(/^#/, '');
      return /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,23}$/u.test(code) ? edit({ code }) : 'Letters and digits, 24 at most';
    },
    name: (name: string) => (name && name.length <= 160 ? edit({ name }) : 'A name is needed, 160 letters at most'),
    price: (text: string) => {
      const price = readPrice(text, product.currency);
      return typeof price === 'string' ? price : edit({ price_minor: price });
    },
  };
}

export function ProductTableRow({ product, mayEdit, open, onOpen }: ProductItemProps) {
  const save = useFields(product);
  const editable = mayEdit && product.archived_at === null;
  return (
    <TableRow selected={open}>
      <TableCell className="pe-0">
        <button type="button" aria-label={`Open ${product.name}`} className="block rounded-sm" onClick={onOpen}>
          <Picture path={product.pictures[0]} code={product.code} className="size-9" />
        </button>
      </TableCell>
      <TableCell className="font-medium">
        {editable ? <InPlace label={`Code of ${product.name}`} before="#" value={product.code} onSave={save.code} /> : <span className="px-1.5">#{product.code}</span>}
      </TableCell>
      <TableCell>
        {editable ? (
          <InPlace label="Name" value={product.name} onSave={save.name} />
        ) : (
          <span dir="auto" className="px-1.5">{product.name}</span>
        )}
        {product.aliases.length > 0 && <p dir="auto" className="truncate px-2 text-xs text-faint">also {product.aliases.join(', ')}</p>}
      </TableCell>
      <TableCell number>
        {editable ? (
          <InPlace label={`Price of ${product.name} in ${product.currency}`} inputMode="decimal" value={priceText(product.price_minor, product.currency)} onSave={save.price} />
        ) : (
          formatMoney(product.price_minor, product.currency)
        )}
      </TableCell>
      <TableCell>
        <Chips product={product} mayEdit={editable} onOpen={onOpen} />
      </TableCell>
      <TableCell>
        <div className="flex justify-end gap-1">
          {mayEdit && (
            <Button size="iconSm" variant="ghost" aria-label={`Edit ${product.name}`} onClick={onOpen}>
              <Pencil className="size-4" aria-hidden />
            </Button>
          )}
          {mayEdit && <ProductMenu product={product} />}
        </div>
      </TableCell>
    </TableRow>
  );
}
