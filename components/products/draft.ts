import { minorDigits, toMajor, toMinor } from '#lib/core/money.ts';
import { type ProductRow, SaveProduct, type VariantRow } from '#lib/products/schema.ts';

/** A variant as it stands in the form: numbers are still what was typed. */
export interface VariantDraft {
  /** Stays the same while the form is open, also before the variant has an id. */
  rowKey: string;
  id: string | null;
  name: string;
  options: Record<string, string>;
  sku: string;
  /** Empty: the product's price. */
  price: string;
  stock: string;
  /** What the form found; as long as it stands there, stock is not sent: others may have counted meanwhile. */
  stockBefore: string | null;
  held: number;
  sold: number;
}

export interface ProductDraft {
  id: string | null;
  code: string;
  name: string;
  description: string;
  price: string;
  /** Grams of one unit; empty: 0. */
  weight: string;
  /** Units one buyer may claim in a show; empty: any. */
  limit: string;
  aliases: string[];
  pictures: string[];
  variants: VariantDraft[];
}

/** Field path ("code", "variants.2.stock") to a sentence. */
export type Problems = Record<string, string>;

/** 2990, USD -> "29.90"; with all the currency's decimals, as it is typed. */
export function priceText(amountMinor: number, currency: string): string {
  return toMajor(amountMinor, currency).toFixed(minorDigits(currency));
}

/** "29.90", USD -> 2990, or a sentence about what is wrong with it. */
export function readPrice(text: string, currency: string): number | string {
  if (text.trim() === '') return 'A price is needed. 0 is fine';
  try {
    return toMinor(text, currency);
  } catch {
    return `Like ${priceText(2990, currency)}, without a sign`;
  }
}

/** The fewest units this variant may have: what is held and sold is spoken for. */
export function leastStock(variant: Pick<VariantRow, 'held' | 'sold'>): number {
  return variant.held + variant.sold;
}

/** "2 are held and 6 sold, so stock cannot be less than 8." */
export function leastStockWords(variant: Pick<VariantRow, 'held' | 'sold'>): string {
  const { held, sold } = variant;
  const verb = (n: number) => (n === 1 ? 'is' : 'are');
  const parts = held && sold ? `${held} ${verb(held)} held and ${sold} sold` : held ? `${held} ${verb(held)} held` : `${sold} ${verb(sold)} sold`;
  return `${parts}, so stock cannot be less than ${held + sold}.`;
}

/** A count of units out of what was typed, or a sentence. */
export function readStock(text: string, variant: Pick<VariantRow, 'held' | 'sold'>): number | string {
  if (!/^\d{1,7}$/.test(text.trim()) || Number(text) > 1_000_000) return 'A whole number, up to 1,000,000';
  return Number(text) < leastStock(variant) ? leastStockWords(variant) : Number(text);
}

/** A whole number out of what was typed, null where nothing is, or a sentence. */
function readCount(text: string, least: number, most: number): number | null | string {
  if (text.trim() === '') return null;
  return /^\d{1,7}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most ? Number(text) : `A whole number, ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`;
}

function variantDraft(variant: VariantRow, currency: string): VariantDraft {
  const { id, name, options, sku, price_minor, stock, held, sold } = variant;
  const price = price_minor === null ? '' : priceText(price_minor, currency);
  return { rowKey: id, id, name, options, sku: sku ?? '', price, stock: String(stock), stockBefore: String(stock), held, sold };
}

let rowsMade = 0;

export function freshRowKey(): string {
  rowsMade += 1;
  return `new-${rowsMade}`;
}

export function newVariant(rowKey: string, name = '', options: Record<string, string> = {}, stock = '1'): VariantDraft {
  return { rowKey, id: null, name, options, sku: '', price: '', stock, stockBefore: null, held: 0, sold: 0 };
}

/** The form for a product, or an empty one. */
export function draftOf(product: ProductRow | null): ProductDraft {
  if (!product) {
    return { id: null, code: '', name: '', description: '', price: '', weight: '', limit: '', aliases: [], pictures: [], variants: [newVariant('first', 'One size')] };
  }
  const { id, code, name, description, aliases, pictures, currency } = product;
  const price = priceText(product.price_minor, currency);
  const weight = product.weight_grams === 0 ? '' : String(product.weight_grams);
  const limit = product.buyer_limit === null ? '' : String(product.buyer_limit);
  return { id, code, name, description, price, weight, limit, aliases, pictures, variants: product.variants.map((v) => variantDraft(v, currency)) };
}

/** The words of a comma- or line-separated list, each once. */
export function listOf(text: string): string[] {
  return [...new Set(text.split(/[,\n;]/).map((word) => word.trim()).filter(Boolean))];
}

/** One variant for each size and colour; those that are there already (by name) stay as they are. */
export function combine(sizes: string[], colours: string[], stock: string, present: readonly VariantDraft[]): VariantDraft[] {
  const known = new Set(present.map((variant) => variant.name.toLowerCase()));
  const pairs = (colours.length ? colours : [null]).flatMap((color) => (sizes.length ? sizes : [null]).map((size) => ({ size, color })));
  return pairs.flatMap(({ size, color }) => {
    const name = [size, color].filter(Boolean).join(' / ');
    if (!name || known.has(name.toLowerCase())) return [];
    return [newVariant(freshRowKey(), name, { ...(size && { size }), ...(color && { color }) }, stock)];
  });
}

/** What to save, or what is wrong, by field. */
export function readDraft(draft: ProductDraft, currency: string): { save: SaveProduct } | { problems: Problems } {
  const problems: Problems = {};
  const keep = <T,>(path: string, value: T | string, fallback: T): T => {
    if (typeof value !== 'string') return value;
    problems[path] = value;
    return fallback;
  };
  const variants = draft.variants.map((v, i) => ({
    ...(v.id && { id: v.id }),
    name: v.name,
    options: v.options,
    sku: v.sku.trim() || null,
    priceMinor: v.price.trim() === '' ? null : keep(`variants.${i}.priceMinor`, readPrice(v.price, currency), 0),
    ...(v.stock !== v.stockBefore && { stock: keep(`variants.${i}.stock`, readStock(v.stock, v), 0) }),
  }));
  const parsed = SaveProduct.safeParse({
    ...(draft.id && { id: draft.id }),
    code: draft.code.trim().replace(/^#/, ''),
    name: draft.name,
    description: draft.description,
    priceMinor: keep('priceMinor', readPrice(draft.price, currency), 0),
    aliases: draft.aliases,
    pictures: draft.pictures,
    weightGrams: keep('weightGrams', readCount(draft.weight, 0, 1_000_000) ?? 0, 0),
    buyerLimit: keep('buyerLimit', readCount(draft.limit, 1, 999), null),
    variants,
  });
  if (!parsed.success) Object.assign(problems, { ...problemsOf(parsed.error.issues), ...problems });
  return parsed.success && Object.keys(problems).length === 0 ? { save: parsed.data } : { problems };
}

const plainWords: Record<string, string> = {
  code: 'Letters and digits, 24 at most, such as 14 or A17',
  name: 'A name is needed, 160 letters at most',
  variants: 'At least one variant is needed, 100 at most',
};

function problemsOf(issues: readonly { path: readonly PropertyKey[]; message: string }[]): Problems {
  return Object.fromEntries(
    issues.map(({ path, message }) => {
      const field = path.join('.');
      return [field, plainWords[field] ?? (field.endsWith('.name') ? 'A name is needed' : message)];
    }),
  );
}

/** A product row as what would save it unchanged; stock, which others count too, is left out. */
export function saveOf(product: ProductRow): SaveProduct {
  const { id, code, name, description, aliases, pictures } = product;
  const variants = product.variants.map((v) => ({ id: v.id, name: v.name, options: v.options, sku: v.sku, priceMinor: v.price_minor }));
  return { id, code, name, description, priceMinor: product.price_minor, aliases, pictures, variants };
}

/** 17 -> "18", "A09" -> "A10": the next free code after those in use; "1" when none ends in a number. */
export function nextCode(codes: readonly string[]): string {
  const taken = new Set(codes.map((code) => code.toLowerCase()));
  const last = codes.filter((code) => /\d$/.test(code)).at(-1);
  const match = /^(.*?)(\d+)$/.exec(last ?? '0');
  const [, letters = '', digits = '0'] = match ?? [];
  for (let n = Number(digits) + 1; ; n += 1) {
    const code = letters + String(n).padStart(digits.length > 1 && digits.startsWith('0') ? digits.length : 1, '0');
    if (!taken.has(code.toLowerCase())) return code;
  }
}
