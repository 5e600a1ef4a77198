/** What a thrown Postgres error carries (postgres.js gives it these fields). */
type SqlError = Error & { code: string; detail?: string; hint?: string };

// PostgREST's table of SQLSTATE -> HTTP status (docs.postgrest.org, "Errors"): whole codes first, then classes.
const BY_CODE: Record<string, number> = { P0001: 400 };
const BY_CLASS: Record<string, number> = {
  '08': 503, '09': 500, '0L': 403, '0P': 403, '23': 400, '25': 500, '28': 403, '2D': 500, '38': 500, '39': 500, '3B': 500,
  '40': 500, '53': 503, '54': 500, '55': 500, '57': 500, '58': 500, F0: 500, HV: 500, P0: 500, XX: 500,
};
// Lite answers these as PostgREST does, and reads some of them itself.
const LEFT_TO_LITE = /^(2[12]|42|PT|PGRST|2350[235]|25006)/;

/**
 * Turns a Postgres error into the form that Lite passes through untouched (the one of RAISE SQLSTATE 'PGRST'): status,
 * code, message, details, hint. Everything else is given back as it came.
 */
export function asPostgrestError(error: unknown): unknown {
  if (!isSqlError(error) || LEFT_TO_LITE.test(error.code)) return error;
  const status = BY_CODE[error.code] ?? BY_CLASS[error.code.slice(0, 2)] ?? 400;
  const body = { code: error.code, message: error.message, details: error.detail ?? null, hint: error.hint ?? null };
  return Object.assign(new Error(JSON.stringify(body), { cause: error }), {
    code: 'PGRST',
    detail: JSON.stringify({ status, headers: {} }),
  });
}

function isSqlError(error: unknown): error is SqlError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^([0-9A-Z]{5}|PGRST)$/.test(error.code);
}
