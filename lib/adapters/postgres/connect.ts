import postgres from 'postgres';

export type Sql = ReturnType<typeof connectPostgres>;

/**
 * The machine's own way into the database, beside row-level security: every query here names its seller.
 * int8 comes back as a number (ids and money stay far below 2^53; `arrival` is never selected as it is), timestamps
 * as ISO strings, numeric as a number. Behind Supabase's pooler (port 6543) statements are not prepared.
 */
export function connectPostgres(url: string, options: { max: number; name: string }) {
  return postgres(url, {
    max: options.max,
    prepare: new URL(url).port !== '6543',
    onnotice: () => {},
    connect_timeout: 5,
    // Postgres cuts the name at 63 bytes. The blanks make the first message longer than 1024 bytes, which postgres.js 3.4.9
    // sends at once: a shorter one it never sends on a connection that broke with a write scheduled (closed() in its
    // connection.js clears that timer but keeps its mark), and every later use of it would end in CONNECT_TIMEOUT.
    connection: { application_name: options.name.padEnd(1100) },
    types: {
      bigint: { to: 20, from: [20], parse: Number, serialize: String },
      numeric: { to: 1700, from: [1700], parse: Number, serialize: String },
      timestamp: { to: 1184, from: [1184], serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value), parse: (value: string) => new Date(value).toISOString() },
    },
  });
}
