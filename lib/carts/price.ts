import type { CartLine, CartState } from './schema.ts';
import { computeTotals, type Totals, type TotalsInput } from './totals.ts';

/** The lines that can be paid now: held, and not over. */
export function payableLines(cart: Pick<CartState, 'lines' | 'serverNow'>): CartLine[] {
  return cart.lines.filter((line) => line.status === 'pending' && line.heldUntil !== null && line.heldUntil > cart.serverNow);
}

/** What was paid in this cart and has not been sent: the same parcel. Once something was sent, the next is another one. */
function earlierOf(cart: CartState): TotalsInput['earlier'] {
  const paid = cart.lines.filter((line) => line.status === 'paid');
  if (paid.length === 0 || cart.lines.some((line) => line.shipment?.shippedAt)) return undefined;
  const shippings = cart.payments.filter((payment) => payment.status === 'paid').map(({ totals }) => totals['shippingMinor']);
  return {
    goodsMinor: paid.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0),
    grams: paid.reduce((sum, line) => sum + line.weightGrams * line.quantity, 0),
    shippingMinor: shippings.reduce<number>((sum, minor) => sum + (typeof minor === 'number' ? minor : 0), 0),
  };
}

/** An amount is taken off a cart once, also when it is paid in two goes; a share of the goods is a share of all of them. */
function discountOf({ discount, payments }: CartState): CartState['discount'] {
  const isUsed = payments.some(({ status, totals }) => status === 'paid' && totals['discountId'] === discount?.id);
  return discount?.kind === 'amount' && isUsed ? null : discount;
}

/** What the buyer is to pay now. */
export function totalsOf(cart: CartState): Totals {
  return computeTotals({
    currency: cart.lines.find((line) => line.status === 'pending')?.currency ?? cart.seller.currency,
    lines: payableLines(cart).map(({ orderId, unitPriceMinor, quantity, weightGrams }) => ({ id: orderId, unitPriceMinor, quantity, weightGrams })),
    shipping: cart.seller.shipping,
    tax: cart.seller.tax,
    discount: discountOf(cart),
    earlier: earlierOf(cart),
  });
}
