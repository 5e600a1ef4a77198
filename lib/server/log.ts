import { pino } from 'pino';
import type { Log } from '#lib/ports.ts';

/** Structured logs on stdout: a dotted event name and fields. Never comment text, payloads or secrets. */
export function createLog(name: string, level: string): Log {
  return pino({
    name,
    level,
    messageKey: 'event',
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['authorization', 'cookie', 'token', 'key', 'password', '*.authorization', '*.cookie', '*.token', '*.key', '*.password'],
    serializers: { error: pino.stdSerializers.err },
  });
}
