/** What the API answers to a request that it refuses, in Stripe's words: https://docs.stripe.com/api/errors */
export class SandboxFault extends Error {
  readonly status: number;
  readonly type: 'invalid_request_error' | 'idempotency_error' | 'api_error';
  readonly code: string | undefined;
  readonly param: string | undefined;

  constructor(message: string, how: { status?: number; type?: SandboxFault['type']; code?: string; param?: string; cause?: unknown } = {}) {
    super(message, { cause: how.cause });
    this.name = 'SandboxFault';
    this.status = how.status ?? 400;
    this.type = how.type ?? 'invalid_request_error';
    this.code = how.code;
    this.param = how.param;
  }

  get body() {
    return { error: { type: this.type, message: this.message, ...(this.code ? { code: this.code } : {}), ...(this.param ? { param: this.param } : {}) } };
  }
}

/** There is no such thing here. */
export function missing(what: string, id: string): SandboxFault {
  return new SandboxFault(`No such ${what}: '${id.slice(0, 80)}'`, { status: 404, code: 'resource_missing', param: 'id' });
}
