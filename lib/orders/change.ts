import { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { Change } from '#lib/claims/schema.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import { closeOpenCheckout } from '#lib/payments/close-checkout.ts';
import type { PaymentProvider } from '#lib/ports.ts';
import { getOrder } from './list.ts';
import type { ChangeOrder } from './schema.ts';

interface Ctx {
  sql: Sql;
  payments: PaymentProvider;
}

/**
 * Changes how many, or which variant, of an unpaid order, as the signed-in person. It keeps its hold's end. A checkout that is open for
 * it is ended first, so that the buyer cannot pay for what is not there any more. Throws `not_found`, `conflict` (paid, being paid,
 * not enough free), `forbidden`. Safe to run twice.
 */
export async function changeOrder(ctx: Ctx, db: Db, seller: Seller, orderId: string, input: ChangeOrder): Promise<Change[]> {
  const { order } = await getOrder(db, seller, orderId);
  const args = { p_order: order.id, p_variant: input.variantId ?? order.variant_id, p_quantity: input.quantity ?? order.quantity };
  let answer = await db.rpc('change_order', args);
  if (isBeingPaid(answer.error)) {
    const ended = await closeOpenCheckout(ctx, order.cart_id);
    if (ended === 'closed') answer = await db.rpc('change_order', args);
    if (isBeingPaid(answer.error)) throw new AppError('conflict', 'The buyer is paying for it right now. It stays as it is.', { cause: answer.error });
  }
  return z.array(Change).parse(dataOf(answer) ?? []);
}

/** The refusal that 0011_payments.sql raises by this name. */
const isBeingPaid = (error: { code: string; message: string } | null): boolean => error?.code === 'P0001' && error.message === 'being_paid';
