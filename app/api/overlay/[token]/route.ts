import { createHash } from 'node:crypto';
import { AppError } from '#lib/core/errors.ts';
import { readOverlay } from '#lib/overlay/read.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { failureOf, requestIdOf } from '#lib/server/http.ts';
import { callerAddress } from '#lib/server/internal-headers.ts';

/** What the overlay shows by now; 304 while that is what the caller has seen. No session: the secret in the path says whose it is. */
export async function GET(request: Request, context: { params: Promise<{ token: string }> }): Promise<Response> {
  const ctx = webCtx();
  const requestId = requestIdOf(request.headers.get('x-request-id'));
  try {
    await ctx.limitBuyers({ link: null, address: callerAddress(request.headers, ctx) });
    const state = await readOverlay(ctx.sql, (await context.params).token);
    if (!state) throw new AppError('not_found', 'This overlay has another address now. Copy it from Settings.');
    const body = JSON.stringify(state);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const headers = { etag, 'cache-control': 'no-cache, private', 'x-request-id': requestId };
    // A proxy that compresses marks the tag as weak.
    const isSeen = request.headers.get('if-none-match')?.replace(/^W\//, '') === etag;
    return isSeen ? new Response(null, { status: 304, headers }) : new Response(body, { headers: { ...headers, 'content-type': 'application/json' } });
  } catch (error) {
    const failure = failureOf(error, requestId, ctx.log);
    return Response.json(failure.body, { status: failure.status, headers: { ...failure.headers, 'cache-control': 'no-store' } });
  }
}
