import { useSyncExternalStore } from 'react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { parseInstant } from '#lib/core/time.ts';

/** Seconds one bar of the small chart stands for, and how many bars there are: five minutes in all. */
export const barSeconds = 10;
const bars = 30;

export interface Pulse {
  /** Comments per bar, the oldest first; the last bar is still filling. */
  perBar: readonly number[];
  /** Comments in the last 60 s. */
  perMinute: number;
  /** Comments in the last 2 s, per second: above 20 rows appear without motion. */
  perSecond: number;
  /** When each platform's last comment came, ms. */
  lastAt: ReadonlyMap<string, number>;
}

const still: Pulse = { perBar: Array.from({ length: bars }, () => 0), perMinute: 0, perSecond: 0, lastAt: new Map() };

let show = '';
let newest = 0;
let seconds = new Map<number, number>();
let lastAt = new Map<string, number>();
let snapshot = still;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Counts comments that were not counted yet. Another show starts it anew. */
export function recordPulse(showId: string, rows: readonly CommentRow[]): void {
  if (showId !== show) {
    show = showId;
    newest = 0;
    seconds = new Map();
    lastAt = new Map();
  }
  const before = newest;
  for (const row of rows) {
    if (row.id <= before) continue;
    newest = Math.max(newest, row.id);
    const at = parseInstant(row.received_at).getTime();
    const second = Math.floor(at / 1000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
    lastAt.set(row.platform, Math.max(lastAt.get(row.platform) ?? 0, at));
  }
}

function take(now: number): Pulse {
  const present = Math.floor(now / 1000);
  const perBar = Array.from({ length: bars }, () => 0);
  let perMinute = 0;
  let lastTwo = 0;
  for (const [second, count] of seconds) {
    const age = present - second;
    if (age >= bars * barSeconds) seconds.delete(second);
    if (age < 60) perMinute += count;
    if (age <= 2) lastTwo += count;
    const bar = bars - 1 - (Math.floor(present / barSeconds) - Math.floor(second / barSeconds));
    if (bar >= 0 && bar < bars) perBar[bar] = (perBar[bar] ?? 0) + count;
  }
  return { perBar, perMinute, perSecond: lastTwo / 2, lastAt: new Map(lastAt) };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    snapshot = take(Date.now());
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** How the chat beats, taken once a second. */
export function usePulse(): Pulse {
  return useSyncExternalStore(subscribe, () => snapshot, () => still);
}

let moved: number[] = [];

/** Whether one more row may be seen coming: not above 20 comments a second, and at most six rows within half a second. */
export function mayMove(): boolean {
  const now = Date.now();
  moved = moved.filter((at) => now - at < 500);
  if (snapshot.perSecond > 20 || moved.length >= 6) return false;
  moved.push(now);
  return true;
}
