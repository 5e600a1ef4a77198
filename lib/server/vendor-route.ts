import { AppError } from '#lib/core/errors.ts';
import { webCtx, type WebCtx } from './ctx.ts';
import { failureOf, readBytes, requestIdOf } from './http.ts';

/** Meta's notifications may be 3 MB; in practice they are some kilobytes. */
const maxBytes = 1_000_000;

/**
 * A route that a vendor calls with a signature instead of a key, over the raw body. `handle` checks it. An answer other than 2xx is sent
 * again by the vendor, so a database that is away loses nothing.
 */
export function vendorRoute(handle: (call: { ctx: WebCtx; request: Request; rawBody: Buffer }) => Promise<Response | void>): (request: Request) => Promise<Response> {
  return async (request) => {
    const ctx = webCtx();
    const requestId = requestIdOf(request.headers.get('x-request-id'));
    try {
      const rawBody = await readBytes(request, maxBytes);
      return (await handle({ ctx, request, rawBody })) ?? Response.json({ ok: true }, { headers: { 'x-request-id': requestId } });
    } catch (error) {
      const failure = failureOf(error, requestId, ctx.log);
      return Response.json(failure.body, { status: failure.status, headers: failure.headers });
    }
  };
}

export const wrongSignature = () => new AppError('forbidden', 'The signature is not right.');
