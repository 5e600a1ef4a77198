import type { CatalogueProduct, OpenCatalogue } from '#lib/intents/schema.ts';

/** The shop that the claims of claims.tsv are made in. */
export const shop: OpenCatalogue = {
  products: [
    product('A17', 'Silk Scarf', ['Red', 'Blue'].map((color) => ({ color }))),
    product('14', 'Linen Dress', ['S', 'M', 'L', 'XL'].flatMap((size) => ['Red', 'Black'].map((color) => ({ size, color })))),
    product('7', 'Ceramic Mug', [{}]),
    product('B3', 'Canvas Sneakers', ['36', '37', '38', '39', '40'].map((size) => ({ size }))),
    product('22', 'Velvet Lip Tint', ['Peach', 'Rose', 'Dark cherry'].map((shade) => ({ shade }))),
    product('25', 'Party Dress', ['S', 'M', 'L'].map((size) => ({ size }))),
    product('DM1', 'Keyring', [{}]),
    product('K9', 'Ceramic Planter', ['Small', 'Large'].flatMap((size) => ['White', 'Green'].map((color) => ({ size, color })))),
    product('31', 'Denim Jacket', ['S', 'M', 'L', 'XL'].flatMap((size) => ['Blue', 'Black', 'Grey'].map((color) => ({ size, color })))),
  ],
};

function product(code: string, name: string, options: Record<string, string>[]): CatalogueProduct {
  return { id: code, code, name, aliases: [], variants: options.map((one) => ({ id: [code, ...Object.values(one)].join('/'), name: Object.values(one).join(' / ') || 'One size', options: one })) };
}
