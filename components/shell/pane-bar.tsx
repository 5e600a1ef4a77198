'use client';
import { useSyncExternalStore, useEffect, type ReactNode } from 'react';

let shown: ReactNode = null;
const listeners = new Set<() => void>();

function set(bar: ReactNode): void {
  shown = bar;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the page put into the phone's bottom bar; null when it put nothing. */
export const usePaneBar = (): ReactNode => useSyncExternalStore(subscribe, () => shown, () => null);

/** Puts a page's own panes into the phone's bottom bar while the page is shown. */
export function PaneBar({ children }: { children: ReactNode }) {
  useEffect(() => set(children), [children]);
  useEffect(() => () => set(null), []);
  return null;
}
