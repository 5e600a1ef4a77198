import { z } from 'zod';

/** The present, from `ctx`, so that tests own it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** An ISO 8601 time as an instant; one without a zone is UTC. Only for strings that a schema has checked. */
export function parseInstant(iso: string): Date {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(iso) ? iso : `${iso}Z`;
  return new Date(zoned);
}

/** A Redis stream id (`1700000000000-3`) as one number that sorts the same: milliseconds * 2^20 + sequence. */
export function arrivalOf(streamId: string): bigint {
  const [ms = '0', sequence = '0'] = streamId.split('-');
  return (BigInt(ms) << 20n) + BigInt(sequence);
}

/** A time as callers send it: ISO 8601, without a zone UTC, and one that the database can hold (years 1 to 9999). */
export const IsoTime = z.iso
  .datetime({ local: true, offset: true, abort: true })
  .refine((iso) => /^\d{4}-/.test(instantText(iso)) && !instantText(iso).startsWith('0000'), 'Not a time between the years 1 and 9999');

function instantText(iso: string): string {
  const instant = parseInstant(iso);
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString();
}
