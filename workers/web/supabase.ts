import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AppError } from '#lib/core/errors.ts';
import type { WebCtx } from '#lib/server/ctx.ts';
import { required } from '#lib/server/env.ts';
import { failureOf, requestIdOf } from '#lib/server/http.ts';

const prefix = '/supabase';
/** What a browser may reach: signing in, its own rows, public pictures. Never the admin routes. */
const allowed = /^\/(auth\/v1\/(?!admin)|rest\/v1\/|storage\/v1\/object\/public\/)/;
const guarded = /^\/auth\/v1\/(token|signup|otp|recover)/;
const hopHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-authorization', 'te', 'trailer'];

async function admit(ctx: WebCtx, path: string, request: IncomingMessage): Promise<void> {
  if (!allowed.test(path) || path.includes('..')) throw new AppError('not_found', 'There is nothing here.');
  const refresh = path.includes('grant_type=refresh_token');
  if (request.method === 'POST' && guarded.test(path) && !refresh) await ctx.limitSignIn(request.socket.remoteAddress ?? 'unknown');
}

/** Pipes `/supabase/*` to Supabase, so that the browser talks to one origin, behind phones' and tunnels' addresses too. */
export function pipeToSupabase(ctx: WebCtx, request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').slice(prefix.length);
  const target = new URL(required(ctx.env, 'SUPABASE_URL'));
  const fail = (error: unknown) => {
    if (response.headersSent) return response.destroy();
    const failure = failureOf(error, requestIdOf(null), ctx.log);
    response.writeHead(failure.status, { 'content-type': 'application/json', ...failure.headers }).end(JSON.stringify(failure.body));
  };
  admit(ctx, path, request).then(() => {
    const kept = Object.entries(request.headers).filter(([name]) => !hopHeaders.includes(name));
    const headers = { ...Object.fromEntries(kept), host: target.host };
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const upstream = send({ host: target.hostname, port: target.port, method: request.method, path: target.pathname.replace(/\/$/, '') + path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', (cause) => fail(new AppError('unavailable', 'Sign-in and data are not reachable right now. Comments are still accepted.', { cause })));
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  }, fail);
}
