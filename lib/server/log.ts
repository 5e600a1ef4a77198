import { pino } from 'pino';
import type { Log } from '#lib/ports.ts';

/** What may be said of an error: not its own fields, for Redis puts the command there and Postgres the row. */
function errorInLog(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : errorInLog(error.cause);
  return { type: error.name, code, message: error.message, stack: error.stack, cause };
}

/** Structured logs on stdout: a dotted event name and fields. Never comment text, payloads or secrets. */
export function createLog(name: string, level: string): Log {
  return pino({
    name,
    level,
    messageKey: 'event',
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['authorization', 'cookie', 'token', 'key', 'password', '*.authorization', '*.cookie', '*.token', '*.key', '*.password'],
    serializers: { error: errorInLog },
  });
}
