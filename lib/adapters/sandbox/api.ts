import { createHash, timingSafeEqual } from 'node:crypto';
import type { TransactionSql } from '#lib/adapters/postgres/connect.ts';
import type { Log } from '#lib/ports.ts';
import { currentSession, expireSession } from './change.ts';
import { createSession } from './create-session.ts';
import { SandboxFault } from './fault.ts';
import { decodeForm, type FormValue } from './form.ts';
import { newId } from './ids.ts';
import { once } from './once.ts';
import { refund } from './refund.ts';
import { sessionObject, type SandboxCtx } from './session.ts';

export interface ApiCtx extends SandboxCtx {
  secretKey: string;
  log: Log;
}

export interface ApiRequest {
  method: string;
  /** Without /v1, or whatever stands for it: /checkout/sessions. */
  path: string;
  authorization: string | null;
  idempotencyKey: string | null;
  body: string;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: object;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Stripe takes the key as a bearer token, or as the name of basic auth. */
function checkKey(authorization: string | null, secretKey: string): void {
  const [scheme = '', given = ''] = (authorization ?? '').split(' ', 2);
  const key = /^basic$/i.test(scheme) ? (Buffer.from(given, 'base64').toString().split(':')[0] ?? '') : /^bearer$/i.test(scheme) ? given : '';
  if (key === '') throw new SandboxFault('You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.', { status: 401 });
  if (!timingSafeEqual(digest(key), digest(secretKey))) throw new SandboxFault('Invalid API Key provided.', { status: 401 });
}

type Operation = (ctx: ApiCtx, tx: TransactionSql, form: Record<string, FormValue>, id: string) => Promise<object>;

const operations: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ['POST', /^\/checkout\/sessions$/, async (ctx, tx, form) => sessionObject(await createSession(ctx, tx, form))],
  ['GET', /^\/checkout\/sessions\/([^/]+)$/, async (ctx, tx, _form, id) => sessionObject(await currentSession(ctx, tx, id))],
  ['POST', /^\/checkout\/sessions\/([^/]+)\/expire$/, async (ctx, tx, _form, id) => sessionObject(await expireSession(ctx, tx, id))],
  ['POST', /^\/refunds$/, (ctx, tx, form) => refund(ctx, tx, form)],
  ['GET', /^\/balance$/, () => Promise.resolve({ object: 'balance', available: [], pending: [], livemode: false })],
];

async function perform(ctx: ApiCtx, request: ApiRequest): Promise<{ answer: object; isReplay: boolean }> {
  checkKey(request.authorization, ctx.secretKey);
  const { method, path, body, idempotencyKey } = request;
  for (const [known, shape, operation] of operations) {
    const match = known === method ? shape.exec(path) : null;
    if (!match) continue;
    if (body.includes('\u0000') || body.includes('%00')) throw new SandboxFault('Invalid request: NUL characters cannot be kept.');
    const form = decodeForm(body);
    return ctx.sql.begin(async (tx) => {
      const work = () => operation(ctx, tx, form, match[1] ?? '');
      if (method === 'GET' || idempotencyKey === null) return { answer: await work(), isReplay: false };
      return once(tx, idempotencyKey, `${method} ${path}\n${body}`, work);
    }) as Promise<{ answer: object; isReplay: boolean }>;
  }
  throw new SandboxFault(`Unrecognized request URL (${method}: /v1${path.slice(0, 200)}).`, { status: 404 });
}

/**
 * Answers a request to the part of Stripe's API that shops here use, in its shapes. Never throws: what breaks here, the
 * database being away too, is told as Stripe tells its own (500 api_error), so that clients try again.
 */
export async function answerApi(ctx: ApiCtx, request: ApiRequest): Promise<ApiAnswer> {
  const headers = { 'request-id': newId('req_', 14), 'cache-control': 'no-store', ...(request.idempotencyKey && request.method === 'POST' ? { 'idempotency-key': request.idempotencyKey } : {}) };
  try {
    const { answer, isReplay } = await perform(ctx, request);
    return { status: 200, headers: isReplay ? { ...headers, 'idempotent-replayed': 'true' } : headers, body: answer };
  } catch (error) {
    if (error instanceof SandboxFault) return { status: error.status, headers, body: error.body };
    ctx.log.error({ requestId: headers['request-id'], error }, 'sandbox.failed');
    return { status: 500, headers, body: new SandboxFault('Something is broken on our end.', { type: 'api_error' }).body };
  }
}
