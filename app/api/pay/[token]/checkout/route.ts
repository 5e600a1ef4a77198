import { readCart } from '#lib/carts/read.ts';
import { pickLanguage } from '#lib/carts/languages.ts';
import { beginCheckout } from '#lib/payments/begin-checkout.ts';
import { linkOrigin } from '#lib/server/payments.ts';
import { publicRoute, seeOther } from '#lib/server/public-route.ts';

/** Begins to pay: the address of the provider's page, and a form is sent there. */
export const POST = publicRoute({}, async ({ ctx, cartId, request, isForm }) => {
  const cart = await readCart(ctx.sql, cartId);
  const language = pickLanguage(cart?.state.language ?? null, request.headers.get('accept-language'));
  const { url } = await beginCheckout(ctx, cartId, { origin: linkOrigin(ctx.env, request), language });
  return isForm ? seeOther(url) : { url };
});
