'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

interface WatchProps {
  token: string;
  version: string;
  everyMs: number;
}

/** Asks whether anything has changed, while the page is seen and when it is come back to, and has it shown anew if so. */
export function Watch({ token, version, everyMs }: WatchProps) {
  const router = useRouter();
  useEffect(() => {
    let asking = false;
    async function look() {
      if (document.hidden || asking) return;
      asking = true;
      try {
        const answer = await fetch(`/api/pay/${token}`, { cache: 'no-store' });
        const seen = answer.ok ? ((await answer.json()) as { version?: unknown }).version : null;
        if (seen !== version && (answer.ok || answer.status === 404)) router.refresh();
      } catch {
        // Out of reach: what is shown stays, and the next look comes by itself.
      } finally {
        asking = false;
      }
    }
    const now = () => void look();
    const timer = setInterval(now, everyMs);
    document.addEventListener('visibilitychange', now);
    window.addEventListener('focus', now);
    window.addEventListener('pageshow', now);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', now);
      window.removeEventListener('focus', now);
      window.removeEventListener('pageshow', now);
    };
  }, [token, version, everyMs, router]);
  return null;
}
