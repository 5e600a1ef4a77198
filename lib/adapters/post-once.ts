import { codeOf } from '#lib/adapters/postgres/faults.ts';
import type { SendResult } from '#lib/ports.ts';

/** Given a vendor before its answer counts as lost. Less than a sender's lease. */
export const answerWithinMs = 20_000;

/** Nothing of the request can have arrived: no name, no route, nobody there, no TLS. */
const neverLeft = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

export interface VendorAnswer {
  status: number;
  /** The body as JSON, null when it is none. */
  body: unknown;
  retryAfterSeconds: number | undefined;
}

function retryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const until = Number.isNaN(seconds) ? (Date.parse(header) - Date.now()) / 1000 : seconds;
  return Number.isFinite(until) && until > 0 ? until : undefined;
}

/** The code under a failed fetch: undici keeps it in `cause`, one for each address tried. */
function causeCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof AggregateError) return codeOf(cause) || codeOf(cause.errors[0]);
  return codeOf(cause);
}

/**
 * POSTs once and says what is known: the vendor's answer, or whether the request surely did not arrive (`retry`) or may have
 * (`uncertain`). Gateways' own answers (502, 504) are uncertain too: what is behind them may have done it.
 */
export async function postOnce(url: string, request: { headers: Record<string, string>; body: string }, withinMs = answerWithinMs): Promise<VendorAnswer | SendResult> {
  try {
    const answer = await fetch(url, { method: 'POST', ...request, redirect: 'error', signal: AbortSignal.timeout(withinMs) });
    const text = await answer.text();
    if (answer.status === 502 || answer.status === 504) return { status: 'uncertain', problem: `no_answer:${answer.status}` };
    return { status: answer.status, body: jsonOf(text), retryAfterSeconds: retryAfter(answer.headers.get('retry-after')) };
  } catch (error) {
    const code = causeCode(error);
    return neverLeft.test(code) ? { status: 'retry', problem: `unreachable:${code}` } : { status: 'uncertain', problem: 'no_answer' };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const isResult = (answer: VendorAnswer | SendResult): answer is SendResult => typeof answer.status === 'string';
