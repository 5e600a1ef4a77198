import { takeEvent } from '#lib/payments/take-event.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { failureOf, readBytes, requestIdOf } from '#lib/server/http.ts';

/** Stripe's own events are some kilobytes. */
const maxBytes = 256_000;

/**
 * Where the payment provider tells what happened. Anybody may call it; only what is signed with its secret over the raw body counts.
 * An answer other than 2xx is sent again by the provider: so a database that is away loses nothing.
 */
export async function POST(request: Request): Promise<Response> {
  const ctx = webCtx();
  const requestId = requestIdOf(request.headers.get('x-request-id'));
  try {
    const body = await readBytes(request, maxBytes);
    const event = ctx.payments.readEvent(body, request.headers.get('stripe-signature') ?? '');
    if (event) await takeEvent(ctx, ctx.payments.name, event);
    return Response.json({ received: true }, { headers: { 'x-request-id': requestId } });
  } catch (error) {
    const failure = failureOf(error, requestId, ctx.log);
    return Response.json(failure.body, { status: failure.status, headers: failure.headers });
  }
}
