'use client';
import { LoaderCircle, WifiOff } from 'lucide-react';
import { ago, clockTime, useNow } from './clock.ts';
import { useConnection } from './socket.tsx';

const patienceMs = 1500;

/** Says when the screen is not the present, and that claims are still taken. Nothing while all is well. */
export function ConnectionNote() {
  const { state, since } = useConnection();
  const now = useNow();
  const away = state === 'reconnecting' || state === 'offline';
  const shown = away && now - since > patienceMs;
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <p className="flex min-h-9 items-center justify-center gap-2 border-b bg-warn-soft px-4 py-1.5 text-sm text-warn">
          {state === 'offline' ? <WifiOff className="size-4 shrink-0" aria-hidden /> : <LoaderCircle className="size-4 shrink-0 animate-spin" aria-hidden />}
          <span>
            {state === 'offline'
              ? `This device is offline. The screen shows ${clockTime(new Date(since).toISOString())}; claims are still being held. What you press is done when it is back.`
              : `Reconnecting for ${ago(now - since)}. Claims are still being held; this screen catches up by itself.`}
          </span>
        </p>
      )}
    </div>
  );
}
