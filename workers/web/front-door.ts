import { IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { AppError } from '#lib/core/errors.ts';
import type { WebCtx } from '#lib/server/ctx.ts';
import { failureOf, requestIdOf } from '#lib/server/http.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const maxFormBytes = 1_000_000;
const stateHeader = 'next-router-state-tree';

interface Tree {
  0: unknown;
}
const RouterState: z.ZodType<Tree> = z.tuple([z.union([z.string(), z.array(z.union([z.string(), z.null()])).min(3)]), z.record(z.string(), z.lazy(() => RouterState))], z.unknown());

function readable(state: string): boolean {
  try {
    return RouterState.safeParse(JSON.parse(decodeURIComponent(state))).success;
  } catch {
    return false; // not an escape, or not JSON
  }
}

function decodes(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\u0000');
  } catch {
    return false;
  }
}

/**
 * A page's form as a request that Next can read again, once it has shown to be one. Throws `bad_request` for what calls
 * itself a form and is none, `too_large` above 1 MB.
 */
async function checkedForm(request: IncomingMessage): Promise<IncomingMessage> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxFormBytes) throw new AppError('too_large', 'This form is too large.');
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  try {
    await new Response(body, { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
  } catch (cause) {
    throw new AppError('bad_request', 'The form is not whole.', { cause });
  }
  const again = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(again, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor, complete: true });
  again.push(body);
  again.push(null);
  return again;
}

/**
 * What Next should see of a request to a page or route: the request, or null when it has been answered here. Next calls
 * it a 500 of ours when a path, form or header of its own cannot be read; it is a 400 of theirs.
 */
export async function admitToNext(ctx: WebCtx, request: IncomingMessage, response: ServerResponse, path: string): Promise<IncomingMessage | null> {
  try {
    if (!methods.has(request.method ?? '') || !path.startsWith('/') || !decodes(path)) throw new AppError('bad_request', 'This is not a request that anything here answers.');
    const state = request.headers[stateHeader];
    if (state !== undefined && !readable(String(state))) delete request.headers[stateHeader];
    if (request.method !== 'POST' || path.startsWith('/api/') || path === '/match_product') return request;
    return (request.headers['content-type'] ?? '').startsWith('multipart/form-data') ? await checkedForm(request) : request;
  } catch (error) {
    const known = request.destroyed && !(error instanceof AppError) ? new AppError('bad_request', 'The body did not arrive whole.', { cause: error }) : error;
    const failure = failureOf(known, requestIdOf(null), ctx.log);
    // Next's client shows plain text as the action's error.
    const text = request.headers['next-action'] === undefined ? JSON.stringify(failure.body) : failure.body.error.message;
    const type = request.headers['next-action'] === undefined ? 'application/json' : 'text/plain; charset=utf-8';
    if (!response.destroyed) response.writeHead(failure.status, { 'content-type': type, ...failure.headers, connection: 'close' }).end(text);
    return null;
  }
}
