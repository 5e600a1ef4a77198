'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** The page's address as its state: reading it, and changing some of it (null takes a part out) without a page load. */
export function useAddress() {
  const params = useSearchParams();
  const change = useCallback((changes: Record<string, string | null>, how: 'push' | 'replace' = 'replace') => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const query = next.size > 0 ? `?${next}` : '';
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', `${window.location.pathname}${query}`);
  }, []);
  return { params, change };
}
