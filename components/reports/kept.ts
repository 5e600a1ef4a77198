'use client';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** What could not be stored (private windows have no room) holds until the page is left. */
const unstored = new Map<string, string>();
const listeners = new Set<() => void>();

function rawOf(key: string): string | null {
  try {
    return unstored.get(key) ?? localStorage.getItem(key);
  } catch {
    return unstored.get(key) ?? null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

function parsed(raw: string | null): unknown {
  try {
    return JSON.parse(raw ?? 'null');
  } catch {
    return null; // not ours
  }
}

/** Something this device remembers under `key`, in JSON. `read` makes sense of whatever is there, null for nothing. */
export function useKept<T>(key: string, read: (stored: unknown) => T): [T, (next: T) => void] {
  const raw = useSyncExternalStore(subscribe, () => rawOf(key), () => null);
  const value = useMemo(() => read(parsed(raw)), [raw, read]);
  const keep = useCallback(
    (next: T) => {
      const text = JSON.stringify(next);
      try {
        localStorage.setItem(key, text);
      } catch {
        unstored.set(key, text);
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [value, keep];
}
