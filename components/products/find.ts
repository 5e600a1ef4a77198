import type { ProductRow } from '#lib/products/schema.ts';

/** Lower case, without accents: "Été" is found by "ete". */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Products with every word of the search in their code, name, other names or variants; `#14` is the code's beginning. */
export function found(products: readonly ProductRow[], search: string): readonly ProductRow[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return products;
  return products.filter((product) => {
    const text = plain([product.code, product.key, product.name, ...product.aliases, ...product.variants.map(({ name }) => name)].join('\n'));
    return words.every((word) => (word.startsWith('#') ? plain(product.code).startsWith(word.slice(1)) : text.includes(word)));
  });
}
