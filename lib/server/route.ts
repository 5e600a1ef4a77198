import type { z } from 'zod';
import { AppError } from '#lib/core/errors.ts';
import type { Role } from '#lib/members/schema.ts';
import { callerOf, type Caller } from './auth.ts';
import { webCtx, type WebCtx } from './ctx.ts';
import { failureOf, parseWith, readJson, refuseNul, requestIdOf } from './http.ts';

type Inferred<T> = T extends z.ZodType ? z.infer<T> : undefined;

interface Options<Q extends z.ZodType | undefined, B extends z.ZodType | undefined> {
  /** Roles that may call; with `bridges`, keys (and loopback, on the embedded default) may too. */
  roles: readonly Role[];
  bridges?: boolean;
  query?: Q;
  body?: B;
  /** Bytes, 1,000,000 unless told. */
  maxBytes?: number;
  /** Reads the body where it is not always JSON. */
  read?: (request: Request, maxBytes?: number) => Promise<unknown>;
}

export interface Call<Q, B> {
  ctx: WebCtx;
  caller: Caller;
  query: Q;
  body: B;
  params: Record<string, string>;
  request: Request;
  requestId: string;
}

type NextRoute = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

function streamerIn(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'streamer' in value && typeof value.streamer === 'string' ? value.streamer : undefined;
}

/**
 * A route of the API: reads and checks the request, finds the caller and their role, calls `handle`, and answers its
 * value as JSON (or its Response as it is). Errors become {"error":{code,message,issues?}} by the one error table.
 */
export function route<Q extends z.ZodType | undefined = undefined, B extends z.ZodType | undefined = undefined>(
  options: Options<Q, B>,
  handle: (call: Call<Inferred<Q>, Inferred<B>>) => Promise<unknown>,
): NextRoute {
  return async (request, context) => {
    const ctx = webCtx();
    const requestId = requestIdOf(request.headers.get('x-request-id'));
    const setCookies: string[] = [];
    // Also a failed request gives the browser its renewed session: the old one is spent.
    const answered = (response: Response) => {
      for (const cookie of setCookies) response.headers.append('set-cookie', cookie);
      response.headers.set('x-request-id', requestId);
      return response;
    };
    try {
      const search = Object.fromEntries(new URL(request.url).searchParams);
      const raw = options.body ? await (options.read ?? readJson)(request, options.maxBytes) : undefined;
      refuseNul(search, raw);
      const streamer = streamerIn(raw)?.trim() ?? search.streamer;
      const caller = await callerOf(ctx, request.method, { headers: request.headers, streamer, keepCookies: (cookies) => void setCookies.push(...cookies) });
      if (caller.kind === 'person' ? !options.roles.includes(caller.role) : !options.bridges) {
        throw new AppError('forbidden', caller.kind === 'person' ? `A ${caller.role} may not do this. Ask the owner.` : 'Keys may not do this: sign in.');
      }
      if (request.method !== 'GET') await ctx.limitChanges(caller.kind === 'person' ? caller.userId : caller.kind === 'bridge' ? caller.keyId : 'local', caller.kind === 'person');
      const query = (options.query ? parseWith(options.query, search) : undefined) as Inferred<Q>;
      const body = (options.body ? parseWith(options.body, raw) : undefined) as Inferred<B>;
      const answer = await handle({ ctx, caller, query, body, params: await context.params, request, requestId });
      if (answer instanceof Response) return answered(answer);
      return answered(Response.json(answer ?? { ok: true }, { headers: { 'x-request-id': requestId, 'cache-control': 'no-store' } }));
    } catch (error) {
      const failure = failureOf(error, requestId, ctx.log);
      return answered(Response.json(failure.body, { status: failure.status, headers: failure.headers }));
    }
  };
}

/** 201 with a JSON body. */
export function created(body: unknown): Response {
  return Response.json(body, { status: 201, headers: { 'cache-control': 'no-store' } });
}

/** A path parameter that must be a UUID. Throws `not_found`, since nothing else can be there. */
export function uuidParam(params: Record<string, string>, name = 'id'): string {
  const value = params[name] ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) throw new AppError('not_found', 'There is nothing here.');
  return value;
}

/** A path parameter that must be a positive whole number. Throws `not_found`. */
export function idParam(params: Record<string, string>, name = 'id'): number {
  const value = params[name] ?? '';
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new AppError('not_found', 'There is nothing here.');
  return Number(value);
}
