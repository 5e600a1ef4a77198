import postgres from 'postgres';
import { arrayTypes } from './arrays.ts';

export type Sql = ReturnType<typeof connectPostgres>;
/** Inside `sql.begin`. */
export type TransactionSql = Parameters<Extract<Parameters<Sql['begin']>[1], (...args: never[]) => unknown>>[0];

/**
 * The machine's own way into the database, beside row-level security: every query here names its seller.
 * int8 comes back as a number (ids and money stay far below 2^53; `arrival` is never selected as it is), timestamps
 * as ISO strings, numeric as a number. Behind Supabase's pooler (port 6543) statements are not prepared, and
 * `statementTimeoutMs` (else none), after which a statement ends with 57014, is left to it.
 *
 * When a connection is lost the whole pool is left and a new one made: postgres.js 3.4.9 uses a lost connection again
 * with what was half done on it (a write that is never sent, so CONNECT_TIMEOUT for good: LanternOps/breeze#3225; rows of
 * the next answer counted from where the last one broke off; a transaction's rest: porsager/postgres#1215).
 */
export function connectPostgres(url: string, options: { max: number; name: string; statementTimeoutMs?: number }) {
  const pooled = new URL(url).port === '6543';
  let hasEnded = false;
  let pool = open();

  function open() {
    const mine = postgres(url, {
      max: options.max,
      prepare: !pooled,
      onnotice: () => {},
      connect_timeout: 5,
      fetch_types: false,
      max_lifetime: null, // so that a connection that closes was lost
      onclose: () => leave(mine),
      // A pooler may refuse a setting that it does not know.
      connection: { application_name: options.name, ...(options.statementTimeoutMs && !pooled ? { statement_timeout: options.statementTimeoutMs } : {}) },
      types: {
        ...arrayTypes,
        bigint: { to: 20, from: [20], parse: Number, serialize: String },
        numeric: { to: 1700, from: [1700], parse: Number, serialize: String },
        timestamp: { to: 1184, from: [1184], serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value), parse: (value: string) => new Date(value).toISOString() },
      },
    });
    return mine;
  }

  /** What runs on the other connections may finish; what waits there ends as CONNECTION_DESTROYED, which passes. */
  function leave(lost: typeof pool): void {
    if (lost !== pool || hasEnded) return;
    pool = open();
    lost.end({ timeout: 2 }).catch(() => {}); // it has nothing left to say
  }

  async function end(how?: { timeout?: number }): Promise<void> {
    hasEnded = true;
    await pool.end(how);
  }

  return new Proxy(pool, {
    apply: (_, self, args) => Reflect.apply(pool, self, args),
    get: (_, key) => (key === 'end' ? end : Reflect.get(pool, key)),
  });
}
