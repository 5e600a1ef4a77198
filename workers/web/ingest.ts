import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '#lib/core/errors.ts';
import type { WebCtx } from '#lib/server/ctx.ts';
import { failureOf, parseJson, requestIdOf } from '#lib/server/http.ts';
import { ingestRequest, maxIngestBytes } from '#lib/server/ingest-request.ts';

/** The custom server sees paths before Next rewrites them. */
export function isIngestPath(path: string): boolean {
  return path === '/comments' || path === '/api/comments';
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxIngestBytes) chunks.push(chunk);
      // What is over the limit is read and dropped, so that the answer reaches a client that is still sending.
      else if (size > 4 * maxIngestBytes) reject(tooLarge());
    });
    request.on('end', () => (size > maxIngestBytes ? reject(tooLarge()) : resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks))));
    request.on('error', (cause) => reject(new AppError('bad_request', 'The body did not arrive whole.', { cause })));
    request.on('aborted', () => reject(new AppError('bad_request', 'The body did not arrive whole.')));
  });
}

const tooLarge = () => new AppError('too_large', `The body may have at most ${maxIngestBytes} bytes.`);

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string>): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers }).end(text);
}

async function answer(ctx: WebCtx, request: IncomingMessage, response: ServerResponse, local: boolean): Promise<void> {
  const requestId = requestIdOf(request.headers['x-request-id'] as string | undefined);
  try {
    const body = parseJson(await readBody(request));
    const result = await ingestRequest(ctx, { authorization: request.headers.authorization, local, requestId }, body);
    send(response, 200, result, { 'x-request-id': requestId });
  } catch (error) {
    const failure = failureOf(error, requestId, ctx.log);
    send(response, failure.status, failure.body, failure.status === 413 ? { ...failure.headers, connection: 'close' } : failure.headers);
  }
}

/** `POST /comments`, straight on node:http: a Next route costs about 1 ms of CPU a request, this a twentieth. */
export function answerIngest(ctx: WebCtx, request: IncomingMessage, response: ServerResponse, local: boolean): void {
  answer(ctx, request, response, local).catch((error: unknown) => {
    ctx.log.error({ error }, 'ingest.unhandled');
    response.destroy();
  });
}
