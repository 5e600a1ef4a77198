import { unsubscribe } from '#lib/messages/unsubscribe.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { callerAddress } from '#lib/server/internal-headers.ts';
import { vendorRoute } from '#lib/server/vendor-route.ts';

const page = (body: string) =>
  new Response(`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>E-mail</title><body style="font:16px/1.5 system-ui,sans-serif;max-width:30em;margin:3em auto;padding:0 1em">${body}`, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'" },
  });

/** Asks: programs that look at the links of an e-mail must not unsubscribe anybody. */
export function GET(): Response {
  return page('<h1 style="font-size:20px">No more e-mail?</h1><p>Your cart and what is held for you stay as they are.</p><form method="post"><button style="font:inherit;min-height:44px;padding:0 16px">Stop e-mail</button></form>');
}

/** One click, by RFC 8058: no more e-mail to this buyer. The link's secret says who that is. */
export const POST = vendorRoute(async ({ ctx, request }) => {
  const token = new URL(request.url).searchParams.get('cart') ?? '';
  await webCtx().limitBuyers({ link: token.slice(0, 64), address: callerAddress(request.headers, ctx) });
  await unsubscribe(ctx.sql, token);
  return page('<h1 style="font-size:20px">Done</h1><p>You get no more e-mail from this shop’s system. Your link still works.</p>');
});
