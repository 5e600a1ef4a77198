import { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { isRefusal } from '#lib/adapters/postgres/faults.ts';
import { CartState, type CartLine } from '#lib/carts/schema.ts';
import { payableLines, totalsOf } from '#lib/carts/price.ts';
import type { Totals } from '#lib/carts/totals.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Announcer } from '#lib/realtime/announce.ts';
import type { PaymentProvider } from '#lib/ports.ts';
import { closeOpenCheckout } from './close-checkout.ts';
import { takeEvent } from './take-event.ts';

export interface CheckoutCtx {
  sql: Sql;
  payments: PaymentProvider;
  announcer: Announcer;
}

const Opened = z.object({
  outcome: z.enum(['open', 'close_first', 'processing']),
  id: z.uuid(),
  session_id: z.string().nullable(),
  url: z.string().nullable(),
  created_at: z.string(),
  expires_at: z.string(),
  age_ms: z.number(),
});

/** A checkout that was begun and got no address within this time will not get one: it is begun anew. */
const abandonedMs = 45_000;
/** Another may open or close one in between, but not for ever. */
const tries = 4;

/** "2 × Linen shirt, M" */
function lineName(line: CartLine): string {
  return `${line.quantity > 1 ? `${line.quantity} × ` : ''}${line.name}${line.variants > 1 ? `, ${line.variant}` : ''}`;
}

function requestLines(lines: readonly CartLine[], totals: Totals, origin: string) {
  const amounts = new Map(totals.lines.map((line) => [line.id, line.amountMinor]));
  const goods = lines.map((line) => ({
    name: lineName(line),
    amountMinor: amounts.get(line.orderId) ?? 0,
    pictureUrl: line.picture?.startsWith('/') ? `${origin}${line.picture}` : (line.picture ?? undefined),
  }));
  return totals.shippingWithTaxMinor > 0 ? [...goods, { name: 'Shipping', amountMinor: totals.shippingWithTaxMinor }] : goods;
}

async function readCart(sql: Sql, cartId: string): Promise<CartState> {
  const [row] = await sql<{ cart: unknown }[]>`select private.cart_state(${cartId}) as cart`;
  if (!row?.cart) throw new AppError('not_found', 'There is no such cart.');
  return CartState.parse(row.cart);
}

async function openPayment(ctx: CheckoutCtx, cart: CartState, lines: readonly CartLine[], totals: Totals) {
  const isFree = totals.totalMinor === 0;
  const amounts = new Map(totals.lines.map((line) => [line.id, line.amountMinor]));
  const asked = lines.map(({ orderId, quantity }) => ({ orderId, quantity, amountMinor: amounts.get(orderId) ?? 0 }));
  const until = lines.reduce((last, line) => (line.heldUntil && line.heldUntil < last ? line.heldUntil : last), lines[0]?.heldUntil ?? cart.serverNow);
  const [row] = await ctx.sql`
    select o.outcome, (o.payment).id, (o.payment).session_id, (o.payment).url, (o.payment).created_at, (o.payment).expires_at, extract(epoch from now() - (o.payment).created_at)::float8 * 1000 as age_ms
    from private.open_payment(${cart.id}, ${isFree ? 'free' : ctx.payments.name}, ${totals.totalMinor}, ${totals.currency}, ${ctx.sql.json({ ...totals })},
      ${ctx.sql.json(asked)}, ${totals.discountId}, ${until}) o`;
  return Opened.parse(row);
}

/**
 * A place to pay for everything of a cart that is held right now: the checkout that is open for exactly that, or a new one.
 * Where there is nothing to pay, it is paid at once and the place is the cart's own page. Throws `conflict` when nothing is held
 * any more, the cart changed meanwhile, or a payment is already on its way; `unavailable`; `payment_refused`. Safe to run twice.
 */
export async function beginCheckout(ctx: CheckoutCtx, cartId: string, by: { origin: string; language: string | null }): Promise<{ url: string }> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const cart = await readCart(ctx.sql, cartId);
    const lines = payableLines(cart);
    if (lines.length === 0) throw new AppError('conflict', 'Nothing here is held for you any more.');
    const totals = totalsOf(cart);
    const returnUrl = `${by.origin}/pay/${cart.token}`;
    let opened;
    try {
      opened = await openPayment(ctx, cart, lines, totals);
    } catch (error) {
      if (isRefusal(error, 'cart_changed')) continue;
      if (isRefusal(error, 'discount_used_up')) throw new AppError('conflict', 'This discount code is used up. Take it out, then pay.', { cause: error, details: { reason: 'discount_used_up' } });
      throw error;
    }
    if (opened.outcome === 'processing') throw new AppError('conflict', 'Your bank is working on a payment for this already.');
    if (opened.outcome === 'open' && totals.totalMinor === 0) {
      await takeEvent(ctx, 'free', { id: `free-${opened.id}`, kind: 'completed', paymentId: opened.id, intentId: null, happenedAt: new Date(), amountMinor: null, detail: {} });
      return { url: `${returnUrl}?paid=1` };
    }
    if (opened.outcome === 'open' && opened.url) return { url: opened.url };
    if (opened.outcome === 'close_first' || opened.age_ms > abandonedMs) {
      if ((await closeOpenCheckout(ctx, cart.id)) === 'complete') throw new AppError('conflict', 'A payment for this has just been made. It will show here in a moment.');
      continue;
    }
    const session = await ctx.payments.openCheckout({
      id: opened.id,
      streamerId: cart.seller.id,
      currency: totals.currency,
      lines: requestLines(lines, totals, by.origin),
      returnUrl,
      language: by.language ?? cart.language,
      email: cart.buyer.email,
      shipCountries: cart.seller.shipCountries,
      expiresAt: new Date(opened.expires_at),
      createdAt: new Date(opened.created_at),
    });
    const [kept] = await ctx.sql<{ is_open: boolean }[]>`select private.keep_session(${opened.id}, ${session.sessionId}, ${session.url}, ${session.expiresAt}) as is_open`;
    if (kept?.is_open) return { url: session.url };
    // Ended by another request while the provider was making it: for what the cart is now, a new one.
    await ctx.payments.closeCheckout(session.sessionId);
  }
  throw new AppError('conflict', 'The cart keeps changing. Look at it again, then pay.');
}
