/** SQLSTATE classes after which the same statement may well succeed: connection, resources, operator, conflict. */
const passing = /^(08|53|57|58|40|55)/;
/** What postgres.js and the socket call a connection that is gone. */
const gone = new Set(['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** The SQLSTATE or socket code of a thrown value, '' when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whether a database error will pass by itself, so that the work is kept and tried again. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  return gone.has(code) || passing.test(code);
}

/** Whether a function of ours refused (raised P0001) by this name. */
export function isRefusal(error: unknown, name: string): boolean {
  return codeOf(error) === 'P0001' && error instanceof Error && error.message === name;
}
