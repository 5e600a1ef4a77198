import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CartState } from './schema.ts';
import type { Totals } from './totals.ts';

/** What private.cart_facts answers. `late` and `processing` are orders. */
export const CartFacts = z.object({
  refunds: z.array(
    z.object({
      id: z.uuid(),
      orderId: z.uuid().nullable(),
      amountMinor: z.number().int(),
      currency: z.string(),
      reason: z.enum(['seller_said_so', 'paid_too_late', 'paid_twice', 'at_provider']),
      status: z.enum(['requested', 'accepted']),
    }),
  ),
  late: z.array(z.uuid()),
  processing: z.array(z.uuid()),
  /** How long a hold of the show is. */
  holdSeconds: z.number().int(),
});
export type CartFacts = z.infer<typeof CartFacts>;

/** A cart as it is now. `totals` are those of the lines that can be paid. */
export interface Cart {
  state: CartState;
  facts: CartFacts;
  totals: Totals;
}

/** What the buyer's link answers to a program. Times are ISO 8601, amounts minor units. `version` changes when anything that is shown does. */
export const CartView = z.object({
  version: z.string(),
  serverNow: z.string(),
  heldUntil: z.string().nullable(),
  currency: z.string(),
  totalMinor: z.number().int(),
  lines: z.array(z.object({ orderId: z.uuid(), name: z.string(), variant: z.string(), quantity: z.number().int(), status: z.string(), heldUntil: z.string().nullable() })),
  waiting: z.array(z.object({ id: z.number().int(), name: z.string(), variant: z.string(), quantity: z.number().int(), place: z.number().int() })),
  payment: z.enum(['open', 'processing', 'paid', 'failed', 'expired']).nullable(),
});
export type CartView = z.infer<typeof CartView>;

/** The unpaid lines whose hold runs; while the bank decides over one, its hold runs on. */
export function heldLines({ state, facts }: Pick<Cart, 'state' | 'facts'>): CartState['lines'] {
  const now = Date.parse(state.serverNow);
  return state.lines.filter((line) => line.status === 'pending' && (facts.processing.includes(line.orderId) || (line.heldUntil !== null && Date.parse(line.heldUntil) > now)));
}

/** When the first of the lines that can be paid ends: what ends first is what matters. ISO 8601. */
export function heldUntilOf(cart: Pick<Cart, 'state' | 'facts'>): string | null {
  const ends = heldLines(cart).flatMap((line) => (line.heldUntil && !cart.facts.processing.includes(line.orderId) ? [line.heldUntil] : []));
  return ends.reduce<string | null>((first, end) => (first === null || Date.parse(end) < Date.parse(first) ? end : first), null);
}

/** The cart without what only we and the seller need; nothing in it can be paid or written to with. */
export function viewOf(cart: Cart): CartView {
  const { state, totals } = cart;
  const { serverNow, token: _token, ...shown } = state;
  const last = state.payments.at(-1);
  return {
    // Which lines still count follows from the clock, so it is part of what is shown.
    version: createHash('sha256').update(JSON.stringify([shown, cart.facts, totals])).digest('base64url').slice(0, 16),
    serverNow,
    heldUntil: heldUntilOf(cart),
    currency: totals.currency,
    totalMinor: totals.totalMinor,
    lines: state.lines.map(({ orderId, name, variant, quantity, status, heldUntil }) => ({ orderId, name, variant, quantity, status, heldUntil })),
    waiting: state.waiting.map(({ id, name, variant, quantity, place }) => ({ id, name, variant, quantity, place })),
    payment: last?.status ?? null,
  };
}
