import type { ProductRow, VariantRow } from '#lib/products/schema.ts';

/** Units that nobody holds or has bought. */
export const freeOf = (variant: VariantRow): number => Math.max(0, variant.stock - variant.held - variant.sold);

export const priceOf = (product: ProductRow, variant: VariantRow): number => variant.price_minor ?? product.price_minor;

/** "2 left, 3 waiting", "none left, 1 waiting", "4 left". */
export function stockWords(variant: VariantRow): string {
  const free = freeOf(variant);
  const left = free === 0 ? 'none left' : `${free} left`;
  return variant.waiting > 0 ? `${left}, ${variant.waiting} waiting` : left;
}

/** A comment's product: the one it was read as, else the one whose code it says, else the one on screen. */
export function productOf(
  products: readonly ProductRow[],
  comment: { product_id: string | null; item_code: string | null },
  pinnedId: string | null,
): ProductRow | undefined {
  const code = comment.item_code?.toLowerCase();
  return (
    products.find((product) => product.id === comment.product_id) ??
    (code === undefined ? undefined : products.find((product) => product.code.toLowerCase() === code)) ??
    products.find((product) => product.id === pinnedId)
  );
}

/** The variant a comment most likely means: the only one, else the one whose name or options have the most of its words; none when two fit alike. */
export function variantOf(product: ProductRow, words: readonly string[] | null): VariantRow | undefined {
  const [only, second] = product.variants;
  if (only && !second) return only;
  if (!words || words.length === 0) return undefined;
  const ranked = product.variants
    .map((variant) => {
      const own = `${variant.name} ${Object.values(variant.options).join(' ')}`.toLowerCase().split(/[\s/,·-]+/);
      return { variant, fits: words.filter((each) => own.includes(each.toLowerCase())).length };
    })
    .sort((a, b) => b.fits - a.fits);
  const [best, next] = ranked;
  return best && best.fits > 0 && best.fits > (next?.fits ?? 0) ? best.variant : undefined;
}

export interface StockTable {
  columns: readonly string[];
  rows: readonly { name: string; cells: readonly (VariantRow | undefined)[] }[];
}

/** Sizes across and colours down, for variants that are pairs of two options; null when a list says it better. */
export function stockTable(variants: readonly VariantRow[]): StockTable | null {
  const names = Object.keys(variants[0]?.options ?? {});
  if (variants.length < 4 || names.length !== 2 || variants.some((variant) => names.some((name) => !variant.options[name]))) return null;
  const valuesOf = (name: string) => [...new Set(variants.map((variant) => variant.options[name] ?? ''))];
  const width = (name: string) => valuesOf(name).reduce((sum, value) => sum + value.length + 2, 0);
  const [across = '', down = ''] = names.toSorted((a, b) => width(a) - width(b));
  const columns = valuesOf(across);
  const rows = valuesOf(down).map((name) => ({
    name,
    cells: columns.map((column) => variants.find((variant) => variant.options[down] === name && variant.options[across] === column)),
  }));
  const filled = variants.length / (columns.length * rows.length);
  return columns.length > 1 && columns.length <= 6 && rows.length > 1 && filled > 0.5 && filled <= 1 ? { columns, rows } : null;
}
