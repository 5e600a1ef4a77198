/** Every error a caller can meet, and how it is answered: HTTP status, and whether trying again may help. */
export const errorTable = {
  bad_request: { status: 400, retry: false },
  unauthenticated: { status: 401, retry: false },
  forbidden: { status: 403, retry: false },
  not_found: { status: 404, retry: false },
  conflict: { status: 409, retry: false },
  sold_out: { status: 409, retry: false },
  payment_refused: { status: 409, retry: false },
  too_large: { status: 413, retry: false },
  unsupported: { status: 415, retry: false },
  invalid: { status: 422, retry: false },
  rate_limited: { status: 429, retry: true },
  internal: { status: 500, retry: true },
  bad_model: { status: 500, retry: false },
  unavailable: { status: 503, retry: true },
  overloaded: { status: 503, retry: true },
} as const satisfies Record<string, { status: number; retry: boolean }>;

export type ErrorCode = keyof typeof errorTable;

export interface Issue {
  path: string;
  message: string;
}

interface AppErrorOptions {
  cause?: unknown;
  issues?: readonly Issue[];
  /** Seconds after which trying again makes sense; sent as Retry-After. */
  retryAfterSeconds?: number;
  /** Facts that the answer carries beside the message, such as the place on a waitlist. */
  details?: Readonly<Record<string, unknown>>;
}

/** One for all copies of this module: Next bundles its own, and errors of the web process' wiring cross over to it. */
const brand = Symbol.for('claimcast.AppError');

/** A broken promise with a code from the table and a message that is safe to show to whoever called. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.issues = options.issues;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = options.details;
  }

  get [brand](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return value instanceof Error && brand in value;
  }
}
