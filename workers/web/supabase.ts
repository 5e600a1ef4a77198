import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { AppError } from '#lib/core/errors.ts';
import type { WebCtx } from '#lib/server/ctx.ts';
import { required } from '#lib/server/env.ts';
import { failureOf, requestIdOf } from '#lib/server/http.ts';
import { addressOf } from '#lib/server/loopback.ts';

const prefix = '/supabase';
/** What a browser may reach: signing in, its own rows, public pictures. Never the admin routes. */
const allowed = /^\/(auth\/v1\/(?!admin(\/|$))[\w/-]+|rest\/v1\/[\w/-]*|storage\/v1\/object\/public\/[\w/.-]+)$/;
const hopHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'proxy-authorization', 'te', 'trailer'];

/** The path and query to ask Supabase for. Throws `not_found` for what is not for browsers, or can be read in two ways. */
function admittedUrl(method: string | undefined, given: string): URL {
  const raw = given.split('?', 1)[0] ?? '';
  const url = URL.parse(given, 'http://supabase');
  if (!url || url.pathname !== raw || raw.includes('//') || raw.includes('/.') || !allowed.test(raw)) throw new AppError('not_found', 'There is nothing here.');
  if (raw.startsWith('/storage/') && method !== 'GET' && method !== 'HEAD') throw new AppError('not_found', 'Pictures are only shown here.');
  return url;
}

async function admit(ctx: WebCtx, request: IncomingMessage): Promise<string> {
  const url = admittedUrl(request.method, (request.url ?? '').slice(prefix.length));
  // Without its length a body could be read as the next request by whoever comes after us.
  if (request.headers['transfer-encoding'] !== undefined) throw new AppError('bad_request', 'Send the body with its length.');
  const kinds = url.searchParams.getAll('grant_type');
  const refresh = kinds.length === 1 && kinds[0] === 'refresh_token';
  if (request.method === 'POST' && url.pathname.startsWith('/auth/v1/') && !refresh) await ctx.limitSignIn(addressOf({ remoteAddress: request.socket.remoteAddress, headers: request.headers }, ctx.env.TRUST_PROXY));
  return url.pathname + url.search;
}

/**
 * Pipes `/supabase/*` to Supabase, so that the browser talks to one origin, behind phones' and tunnels' addresses too.
 * After `silentMs` without a byte either way it is 503, or breaks off.
 */
export function pipeToSupabase(ctx: WebCtx, request: IncomingMessage, response: ServerResponse, silentMs = 15_000): void {
  const target = new URL(required(ctx.env, 'SUPABASE_URL'));
  const fail = (error: unknown) => {
    if (response.headersSent || response.destroyed) return response.destroy();
    const failure = failureOf(error, requestIdOf(null), ctx.log);
    response.writeHead(failure.status, { 'content-type': 'application/json', ...failure.headers, ...(request.complete ? {} : { connection: 'close' }) }).end(JSON.stringify(failure.body));
  };
  admit(ctx, request).then((path) => {
    const kept = Object.entries(request.headers).filter(([name]) => !hopHeaders.includes(name));
    const headers: Record<string, string | string[] | undefined> = { ...Object.fromEntries(kept), host: target.host };
    if (request.method === 'GET' || request.method === 'HEAD') delete headers['content-type']; // of a body that is not there
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const upstream = send({ host: target.hostname, port: target.port, method: request.method, path: target.pathname.replace(/\/$/, '') + path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, response, () => {}); // a broken answer breaks ours, so that nobody waits for the rest
    });
    upstream.setTimeout(silentMs, () => upstream.destroy(new Error('Supabase did not answer in time')));
    upstream.on('error', (cause) => fail(new AppError('unavailable', 'Sign-in and data are not reachable right now. Comments are still accepted.', { cause })));
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  }).catch(fail);
}
