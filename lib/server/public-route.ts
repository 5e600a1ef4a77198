import type { z } from 'zod';
import { cartOfToken } from '#lib/carts/read.ts';
import { AppError } from '#lib/core/errors.ts';
import { webCtx, type WebCtx } from './ctx.ts';
import { failureOf, parseJson, parseWith, readBytes, refuseNul, requestIdOf } from './http.ts';
import { callerAddress } from './internal-headers.ts';
import { isOwnOrigin } from './loopback.ts';

type Inferred<T> = T extends z.ZodType ? z.infer<T> : undefined;

interface Options<B extends z.ZodType | undefined> {
  body?: B;
  /** Where a form's sender is sent when it is done, e.g. `?notice=saved`; handlers that answer a Response say it themselves. */
  notice?: string | ((body: Inferred<B>) => string);
}

interface Call<B> {
  ctx: WebCtx;
  token: string;
  cartId: string;
  body: B;
  params: Record<string, string>;
  request: Request;
  /** Sent by a plain HTML form: the answer is a page to go on to. */
  isForm: boolean;
}

type NextRoute = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** A buyer's request has a few short fields. */
const maxBytes = 4000;

/**
 * A page of another site may not act for the buyer. Our page sends no Referer, so its own forms have the Origin "null";
 * then Sec-Fetch-Site says it, and where a browser is too old for that, the secret in the path does.
 */
function refuseForeignPages(headers: Headers): void {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  const isForeign = site === 'cross-site' || site === 'same-site' || (origin !== null && origin !== 'null' && !isOwnOrigin(origin, headers.get('x-forwarded-host') ?? headers.get('host')));
  if (isForeign) throw new AppError('forbidden', 'This page may not do that.');
}

async function readBody(request: Request, isForm: boolean): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes);
  return isForm ? Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))) : parseJson(bytes);
}

/** Goes on to a page of this origin, with a GET. Relative: behind a proxy the request's own address is not what the browser sees. */
export function seeOther(to: string): Response {
  return new Response(null, { status: 303, headers: { location: to, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } });
}

/** What the page says of a failure: the refusal's own reason, else the kind of error. */
function problemOf(error: unknown, code: string): string {
  const reason = error instanceof AppError ? error.details?.['reason'] : undefined;
  return typeof reason === 'string' ? reason : code;
}

/**
 * A route of a buyer's link: no session, the secret token in the path is who they are. Limits requests per link and
 * address, refuses pages of other sites, reads JSON or a plain form, finds the cart (`not_found` without one), and answers
 * `handle`'s value as JSON; a form is sent back to the page instead (303), with `?notice=` or `?problem=`.
 */
export function publicRoute<B extends z.ZodType | undefined = undefined>(options: Options<B>, handle: (call: Call<Inferred<B>>) => Promise<unknown>): NextRoute {
  return async (request, context) => {
    const ctx = webCtx();
    const requestId = requestIdOf(request.headers.get('x-request-id'));
    const isForm = request.method === 'POST' && /^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? '');
    const params = await context.params;
    const token = params.token ?? '';
    try {
      const isChange = request.method !== 'GET';
      await ctx.limitBuyers({ link: isChange ? token.slice(0, 64) : null, address: callerAddress(request.headers, ctx) });
      if (isChange) refuseForeignPages(request.headers);
      const raw = options.body ? await readBody(request, isForm) : undefined;
      refuseNul(raw);
      const body = (options.body ? parseWith(options.body, raw) : undefined) as Inferred<B>;
      const cartId = await cartOfToken(ctx.sql, token);
      if (cartId === null) throw new AppError('not_found', 'This link leads nowhere. Open it again from the message you got.');
      const answer = await handle({ ctx, token, cartId, body, params, request, isForm });
      if (answer instanceof Response) return answer;
      const notice = typeof options.notice === 'function' ? options.notice(body) : options.notice;
      if (isForm) return seeOther(`/pay/${token}${notice ? `?notice=${notice}` : ''}`);
      return Response.json(answer ?? { ok: true }, { headers: { 'x-request-id': requestId, 'cache-control': 'no-store' } });
    } catch (error) {
      const failure = failureOf(error, requestId, ctx.log);
      const { code } = failure.body.error;
      if (isForm && code !== 'forbidden') return seeOther(`/pay/${encodeURIComponent(token)}?problem=${encodeURIComponent(problemOf(error, code))}`);
      return Response.json(failure.body, { status: failure.status, headers: failure.headers });
    }
  };
}
