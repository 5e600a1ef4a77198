'use client';
import { useEffect, useState } from 'react';
import { OverlayState } from '#lib/overlay/schema.ts';

const everyMs = 1000;
/** After a failure, and where the address is not known any more. */
const againMs = { failed: 2000, gone: 10_000 };
const patienceMs = 5000;
/** From then on a count may be wrong, and is not shown. */
const staleMs = 15_000;

/** Asks every second what is shown by now; null when the address is not known any more. What was seen last stays while nothing answers. */
export function useOverlay(token: string, first: OverlayState): { state: OverlayState | null; isStale: boolean } {
  const [state, setState] = useState<OverlayState | null>(first);
  const [isStale, setStale] = useState(false);
  useEffect(() => {
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen: string | null = null;
    let answeredAt = Date.now();

    /** Asks once; answers how long to wait until the next time. */
    async function look(): Promise<number> {
      const slow = new AbortController();
      const giveUp = setTimeout(() => slow.abort(), patienceMs);
      const end = () => slow.abort();
      ended.signal.addEventListener('abort', end);
      try {
        const answer = await fetch(`/api/overlay/${token}`, { cache: 'no-store', headers: seen ? { 'if-none-match': seen } : {}, signal: slow.signal });
        if (answer.status !== 304 && answer.status !== 404 && !answer.ok) return againMs.failed;
        if (answer.ok) {
          setState(OverlayState.parse(await answer.json()));
          seen = answer.headers.get('etag');
        }
        answeredAt = Date.now();
        if (answer.status !== 404) return everyMs;
        seen = null;
        setState(null);
        return againMs.gone;
      } catch {
        // Out of reach: what is shown stays, and the next look comes by itself.
        return againMs.failed;
      } finally {
        clearTimeout(giveUp);
        ended.signal.removeEventListener('abort', end);
      }
    }

    async function turn(): Promise<void> {
      const waitMs = await look();
      if (ended.signal.aborted) return;
      setStale(Date.now() - answeredAt > staleMs);
      timer = setTimeout(() => void turn(), waitMs);
    }

    timer = setTimeout(() => void turn(), everyMs);
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [token]);
  return { state, isStale };
}
