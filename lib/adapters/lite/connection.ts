import { PostgresConnection } from '@supabase/lite/postgres';
import { asPostgrestError } from './errors.ts';
import { mendJsonArguments } from './json-arguments.ts';

// Postgres writes "2026-11-21 10:00:00.5+00"; PostgREST answers "2026-11-21T10:00:00.5+00:00".
const NUMERIC = { to: 0, from: [1700], serialize: String, parse: Number };
const TIMESTAMPTZ = { to: 1184, from: [1184], serialize: isoText, parse: (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00') };
const TIMESTAMP = { to: 1114, from: [1114], serialize: isoText, parse: (text: string) => text.replace(' ', 'T') };

/** Lite's Postgres connection (pool of `max`), mended so that values and errors look as hosted Supabase sends them. */
export function connect(databaseUrl: string, max: number): PostgresConnection {
  const connection = new PostgresConnection({
    url: databaseUrl,
    postgresOptions: { max, onnotice: () => {}, types: { numeric: NUMERIC, timestamptz: TIMESTAMPTZ, timestamp: TIMESTAMP } },
  });
  mendErrors(connection);
  mendJsonArguments(connection);
  keepGrants(connection);
  return connection;
}

/** Lite answers 500 to most errors that SQL raises; PostgREST answers 400, 409 and so on, with the error's own code. */
function mendErrors(connection: PostgresConnection): void {
  const plain = connection.withContext.bind(connection);
  connection.withContext = async (context, work, options) => {
    try {
      return await plain(context, work, options);
    } catch (error) {
      throw asPostgrestError(error);
    }
  };
}

/**
 * At its first request Lite grants ALL on every table of each schema with row-level security to anon and authenticated,
 * which would undo the REVOKEs of our migrations. It skips that once it believes the grants are made.
 */
function keepGrants(connection: PostgresConnection): void {
  Reflect.set(connection, 'rlsState', 'active');
}

function isoText(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
