import { z } from 'zod';

const Minor = z.number().int().min(0).max(1_000_000_000_000);

/** What sending a parcel costs, in minor units. `by_weight`: the first band that the parcel's weight fits in, else the last. */
export const Shipping = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('flat'), priceMinor: Minor, freeAboveMinor: Minor.nullable().default(null) }),
  z.object({
    kind: z.literal('by_weight'),
    bands: z.array(z.object({ upToGrams: z.number().int().min(1).max(1_000_000), priceMinor: Minor })).min(1).max(20)
      .refine((bands) => bands.every((band, n) => n === 0 || band.upToGrams > (bands[n - 1]?.upToGrams ?? 0)), 'Each band is heavier than the one before'),
    freeAboveMinor: Minor.nullable().default(null),
  }),
]);
export type Shipping = z.infer<typeof Shipping>;

/** One rate for all goods, in basis points (1900 = 19 %). `included`: prices have it in them. */
export const Tax = z.object({ rateBp: z.number().int().min(0).max(10_000), included: z.boolean(), onShipping: z.boolean() });
export type Tax = z.infer<typeof Tax>;

/** `value`: basis points, or minor units. The goods must come to `minMinor`. */
export const Discount = z.object({ id: z.uuid(), code: z.string(), kind: z.enum(['percent', 'amount']), value: z.number().int().positive(), minMinor: Minor });
export type Discount = z.infer<typeof Discount>;

export const Address = z.object({
  name: z.string().max(200).nullish(),
  line1: z.string().max(300).nullish(),
  line2: z.string().max(300).nullish(),
  city: z.string().max(200).nullish(),
  state: z.string().max(200).nullish(),
  postalCode: z.string().max(40).nullish(),
  country: z.string().max(2).nullish(),
});
export type Address = z.infer<typeof Address>;

export const CartLine = z.object({
  orderId: z.uuid(),
  orderNo: z.string(),
  productId: z.uuid(),
  code: z.string(),
  name: z.string(),
  variantId: z.uuid(),
  variant: z.string(),
  /** How many variants the product has: one needs no name. */
  variants: z.number().int(),
  picture: z.string().nullable(),
  quantity: z.number().int(),
  unitPriceMinor: z.number().int(),
  currency: z.string(),
  weightGrams: z.number().int(),
  status: z.enum(['pending', 'paid', 'cancelled', 'expired', 'refunded']),
  heldUntil: z.string().nullable(),
  paidMinor: z.number().int(),
  refundedMinor: z.number().int(),
  shipment: z
    .object({ carrier: z.string().nullable(), trackingNumber: z.string().nullable(), packedAt: z.string(), shippedAt: z.string().nullable(), deliveredAt: z.string().nullable() })
    .nullable(),
  /** The secret part of the link that shows the buyer why (`/fair/…`); null when nothing was claimed. */
  fairToken: z.string().nullable(),
});
export type CartLine = z.infer<typeof CartLine>;

export const CartPayment = z.object({
  id: z.uuid(),
  provider: z.enum(['stripe', 'sandbox', 'free']),
  status: z.enum(['open', 'processing', 'paid', 'failed', 'expired']),
  amountMinor: z.number().int(),
  currency: z.string(),
  refundedMinor: z.number().int(),
  url: z.string().nullable(),
  expiresAt: z.string(),
  paidAt: z.string().nullable(),
  totals: z.record(z.string(), z.unknown()),
});

/** What private.cart_state answers: all that a cart's total rests on and its page shows. `token` is a secret of the buyer. */
export const CartState = z.object({
  id: z.uuid(),
  token: z.string(),
  /** The buyer's, as far as it is known: BCP 47, first part. */
  language: z.string().nullable(),
  seller: z.object({ id: z.uuid(), handle: z.string(), name: z.string(), currency: z.string(), shipping: Shipping, tax: Tax, shipCountries: z.array(z.string()) }),
  show: z.object({ id: z.uuid(), title: z.string(), status: z.enum(['planned', 'live', 'ended']) }),
  buyer: z.object({ id: z.uuid(), name: z.string(), status: z.enum(['ok', 'restricted', 'banned']), email: z.string().nullable(), phone: z.string().nullable(), optedOut: z.array(z.string()) }),
  discount: Discount.nullable(),
  lines: z.array(CartLine),
  waiting: z.array(
    CartLine.pick({ code: true, name: true, variant: true, variants: true, picture: true, quantity: true, fairToken: true }).extend({ id: z.number().int(), place: z.number().int() }),
  ),
  payments: z.array(CartPayment),
  shipTo: Address.nullable(),
  serverNow: z.string(),
});
export type CartState = z.infer<typeof CartState>;
