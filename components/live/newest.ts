import type { ServerPayload } from '#lib/realtime/events.ts';
import type { Versioned } from './merge.ts';

type Tick = ServerPayload<'tick'>;

/** Rows remembered; the ones not heard of for longest are forgotten. */
const maxKnown = 20_000;
const versions = new Map<string, number>();

function isNewest(key: string, version: number): boolean {
  if ((versions.get(key) ?? 0) > version) return false;
  versions.delete(key);
  versions.set(key, version);
  return true;
}

/**
 * The tick without the rows of which a later reading came before. A list cannot tell by itself: an order that ended has
 * left it, and an older reading of it would bring it back.
 */
export function withoutOlder(tick: Tick): Tick {
  const newest = <T extends Versioned>(kind: string, rows: T[]): T[] => rows.filter((row) => isNewest(`${tick.showId} ${kind} ${row.id}`, row.version));
  const newer = {
    ...tick,
    comments: newest('comment', tick.comments),
    orders: newest('order', tick.orders),
    waiting: newest('waiting', tick.waiting),
    products: newest('product', tick.products),
    show: newest('show', tick.show ? [tick.show] : [])[0] ?? null,
  };
  for (const key of versions.keys()) {
    if (versions.size <= maxKnown) break;
    versions.delete(key);
  }
  return newer;
}
