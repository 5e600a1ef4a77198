import { z } from 'zod';

const Fault = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});

/** An answer that nobody reads. */
export const done = z.unknown();

/** What the server refused, or that it could not be reached (`status` 0). The message is in the seller's words. */
export class ApiFault extends Error {
  readonly code: string;
  readonly status: number;
  readonly issues: readonly { path: string; message: string }[];

  constructor(code: string, status: number, message: string, issues: ApiFault['issues'] = []) {
    super(message);
    this.name = 'ApiFault';
    this.code = code;
    this.status = status;
    this.issues = issues;
  }
}

/** How far the server's clock is ahead of this device's, in ms; 0 while they agree within 2 s, which a header's whole seconds cannot tell apart. */
let clockAheadMs = 0;
export const serverNow = (): number => Date.now() + clockAheadMs;

function readClock(answer: Response, sentAt: number): void {
  const date = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(date)) return;
  const aheadMs = date + 500 - (sentAt + Date.now()) / 2;
  clockAheadMs = Math.abs(aheadMs) > 2000 ? aheadMs : 0;
}

interface Asking {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  json?: unknown;
  body?: FormData;
  signal?: AbortSignal;
  /** Lets it finish after the page is left. */
  keepalive?: boolean;
}

/**
 * Asks this origin's API and checks the answer against `schema`. Throws ApiFault. Nobody signed in: goes to the
 * sign-in page.
 */
export async function request<T extends z.ZodType>(path: string, schema: T, asking: Asking = {}): Promise<z.output<T>> {
  const { method = 'GET', json, body, signal, keepalive = false } = asking;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (json !== undefined) headers['content-type'] = 'application/json';
  const sentAt = Date.now();
  const answer = await fetch(path, {
    method,
    headers,
    keepalive,
    signal: signal ?? null,
    body: json === undefined ? (body ?? null) : JSON.stringify(json),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiFault('unreachable', 0, 'Claimcast cannot be reached. Nothing was changed. Check the connection and try again.');
  });
  readClock(answer, sentAt);
  const read: unknown = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (!answer.ok) throw faultOf(answer.status, read);
  const parsed = schema.safeParse(read);
  if (!parsed.success) throw new ApiFault('internal', answer.status, 'The answer could not be read. Reload the page.');
  return parsed.data;
}

function faultOf(status: number, body: unknown): ApiFault {
  if (status === 401) window.location.assign('/sign-in');
  const fault = Fault.safeParse(body);
  if (fault.success) return new ApiFault(fault.data.error.code, status, fault.data.error.message, fault.data.error.issues);
  return new ApiFault('internal', status, 'Claimcast did not answer as it should. Nothing was changed. Try again.');
}

/** The message of anything thrown, fit to show. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiFault ? error.message : 'Something in this page failed. Reload it; what was saved is safe.';
