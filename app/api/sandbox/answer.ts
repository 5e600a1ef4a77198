import { answerApi } from '#lib/adapters/sandbox/api.ts';
import { sandboxSecrets } from '#lib/adapters/sandbox/secrets.ts';
import { AppError } from '#lib/core/errors.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { failureOf, readBytes, requestIdOf } from '#lib/server/http.ts';

/** A checkout of a hundred lines with long names fits in. */
const maxBytes = 256_000;

/**
 * The sandbox payment provider's API, for Stripe's own client: with its key, in its shapes. Where payments go to Stripe, there
 * is nothing here.
 */
export async function answerSandbox(request: Request): Promise<Response> {
  const ctx = webCtx();
  try {
    if (ctx.payments.name !== 'sandbox') throw new AppError('not_found', 'There is no such route. /api/openapi.json lists them.');
    const body = request.method === 'GET' ? '' : (await readBytes(request, maxBytes)).toString();
    const { status, headers, body: answer } = await answerApi({ sql: ctx.sql, jobs: ctx.jobs, log: ctx.log, secretKey: sandboxSecrets(ctx.env).secretKey }, {
      method: request.method,
      path: new URL(request.url).pathname.replace(/^\/(?:v1|api\/sandbox)(?=\/)/, ''),
      authorization: request.headers.get('authorization'),
      idempotencyKey: request.headers.get('idempotency-key'),
      body,
    });
    return Response.json(answer, { status, headers });
  } catch (error) {
    const failure = failureOf(error, requestIdOf(request.headers.get('x-request-id')), ctx.log);
    return Response.json(failure.body, { status: failure.status, headers: failure.headers });
  }
}
