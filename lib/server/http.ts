import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isPassing } from '#lib/adapters/postgres/faults.ts';
import { AppError, errorTable, type Issue } from '#lib/core/errors.ts';
import type { Log } from '#lib/ports.ts';

/** The answer to every failed request. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    request_id: z.string().optional(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** The caller's own request id when it is a sane one, else a new one. */
export function requestIdOf(given: string | null | undefined): string {
  return given && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}

/** The key in an Authorization header, '' when there is none in it. */
export function bearerOf(authorization: string): string {
  return /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
}

export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}

/** Checks a value against a schema. Throws AppError `invalid` with every place that is wrong. */
export function parseWith<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error);
  throw new AppError('invalid', `Check ${issues.map((issue) => issue.path || 'the body').join(', ')}.`, { issues });
}

/** Refuses text with NUL anywhere in a request: the database cannot keep it. Not recursive: a body may be nested deeply. */
export function refuseNul(...values: unknown[]): void {
  for (let value = values.pop(); value !== undefined || values.length > 0; value = values.pop()) {
    if (typeof value === 'string' && value.includes('\u0000')) throw new AppError('invalid', 'Text with NUL characters in it cannot be kept.');
    if (typeof value === 'object' && value !== null) for (const [name, part] of Object.entries(value)) values.push(name, part);
  }
}

/** A thrown value as ours: the database being away passes, and anything else that is no AppError is a bug of ours. */
function knownOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isPassing(error)) return new AppError('unavailable', 'The database is not reachable right now: try again.', { cause: error, retryAfterSeconds: 2 });
  return new AppError('internal', 'Something here is broken. Nothing is known to be lost; the operator finds this request in the log.', { cause: error });
}

/** What a thrown value becomes on the wire. A bug is logged and told as `internal`. */
export function failureOf(error: unknown, requestId: string, log: Log): { status: number; headers: Record<string, string>; body: ErrorBody & Record<string, unknown> } {
  const known = knownOf(error);
  const { status } = errorTable[known.code];
  if (status >= 500) log.error({ requestId, code: known.code, error: known.cause ?? known }, 'request.failed');
  const retryAfter = known.retryAfterSeconds ?? (status === 503 || status === 429 ? 1 : undefined);
  return {
    status,
    headers: { 'x-request-id': requestId, ...(retryAfter ? { 'retry-after': String(retryAfter) } : {}) },
    body: {
      error: { code: known.code, message: known.message, request_id: requestId, ...(known.issues ? { issues: [...known.issues] } : {}) },
      ...known.details,
    },
  };
}

/** Reads a body of at most `maxBytes` as JSON. Throws `too_large` or `bad_request`. */
export async function readJson(request: Request, maxBytes = 1_000_000): Promise<unknown> {
  return parseJson(await readBytes(request, maxBytes));
}

/** A body this many times too large is cut off instead of being read to its end. */
const drainFactor = 4;

/** Reads a body of at most `maxBytes`, without trusting Content-Length. Throws `too_large`, or `bad_request` when it breaks off. */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new AppError('too_large', `The body may have at most ${maxBytes} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > drainFactor * maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      // What is over the limit is read and dropped, so that the answer reaches a client that is still sending.
      if (size <= maxBytes) chunks.push(chunk);
      else if (size > drainFactor * maxBytes) throw tooLarge();
    }
    if (size > maxBytes) throw tooLarge();
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('bad_request', 'The body did not arrive whole.', { cause });
  }
  return Buffer.concat(chunks);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as JSON. Throws AppError `bad_request` for what is not UTF-8 or not JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch (cause) {
    throw new AppError('bad_request', 'The body is not JSON in UTF-8.', { cause });
  }
}

/** The origin the caller sees, behind a proxy too. */
export function originOf(request: Request): string {
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host') ?? new URL(request.url).host;
  const protocol = request.headers.get('x-forwarded-proto') ?? new URL(request.url).protocol.replace(':', '');
  return `${protocol === 'https' ? 'https' : 'http'}://${host}`;
}
