import type { VariantRow } from '#lib/products/schema.ts';
import { cn } from '#components/ui/cn.ts';
import { freeOf, stockTable, stockWords, type StockTable } from './stock.ts';

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

/** Sizes across, colours down. */
function StockMatrix({ table }: { table: StockTable }) {
  return (
    <div className="overflow-hidden rounded-md border">
      <table aria-label="Stock" className="w-full table-fixed text-sm">
        <thead>
          <tr className="h-7 text-xs text-faint">
            <th scope="col" className="w-[28%]">
              <span className="sr-only">Variant</span>
            </th>
            {table.columns.map((column) => <th key={column} scope="col" className="truncate px-2 font-medium">{column}</th>)}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ name, cells }) => (
            <tr key={name} className="h-9 border-t short:h-8">
              <th scope="row" title={name} className="truncate px-3 text-start font-medium text-muted">{name}</th>
              {cells.map((variant, at) => (
                <td key={table.columns[at]} title={variant && stockWords(variant)} className="border-s text-center">
                  {variant ? <StockFigure variant={variant} className="text-lg font-semibold short:text-base" /> : <span className="text-faint">–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const many = 8;

/** Every variant's stock as an instrument reads: the name small, the number large. Many of them stand in one line each. */
export function StockGrid({ variants }: { variants: readonly VariantRow[] }) {
  const table = stockTable(variants);
  if (table) return <StockMatrix table={table} />;
  const dense = variants.length > many;
  return (
    <div className={cn('overflow-x-hidden rounded-md border', dense && 'overflow-y-auto short:max-h-40')}>
      <ul aria-label="Stock" className={cn('-me-px -mb-px grid', dense ? 'grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))]' : 'grid-cols-[repeat(auto-fit,minmax(5.5rem,1fr))] short:grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))]')}>
        {variants.map((variant) => (
          <li
            key={variant.id}
            title={`${variant.name}: ${stockWords(variant)}`}
            className={cn('grid min-w-0 border-e border-b px-3', dense ? 'flex items-baseline justify-between gap-2 py-1' : 'gap-0.5 py-2 short:flex short:items-baseline short:justify-between short:gap-2 short:py-1')}
          >
            <span className="truncate text-xs text-muted">{variant.name}</span>
            <StockFigure variant={variant} className={cn('font-semibold', dense ? 'text-base' : 'text-lg short:text-base')} />
          </li>
        ))}
      </ul>
    </div>
  );
}
