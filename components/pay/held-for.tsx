'use client';
import { useEffect, useState } from 'react';
import { Ring } from '#components/ui/ring.tsx';
import { cn } from '#components/ui/cn.ts';

interface HeldForProps {
  /** ISO 8601, both; the buyer's clock may be wrong, so only what has passed on it counts. */
  heldUntil: string;
  serverNow: string;
  holdSeconds: number;
  locale: string;
  /** "until {time}", and what is said when nothing is left. */
  untilWords: string;
  overWords: string;
}

/** 842 -> "14:02", 7300 -> "2:01:40", 200,000 -> "2 d 7 h" in the page's language. */
function leftWords(seconds: number, locale: string): string {
  const s = Math.max(0, Math.ceil(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  if (s < 3600) return `${Math.floor(s / 60)}:${two(s % 60)}`;
  if (s < 86_400) return `${Math.floor(s / 3600)}:${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`;
  const unit = (value: number, name: 'day' | 'hour') => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  return `${unit(Math.floor(s / 86_400), 'day')} ${unit(Math.floor((s % 86_400) / 3600), 'hour')}`;
}

function timeWords(iso: string, seconds: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, seconds > 43_200 ? { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } : { hour: 'numeric', minute: '2-digit' }).format(new Date(iso));
}

/** How long the hold still runs: a ring that empties, the time left, and until when on the buyer's own clock. */
export function HeldFor({ heldUntil, serverNow, holdSeconds, locale, untilWords, overWords }: HeldForProps) {
  const total = (Date.parse(heldUntil) - Date.parse(serverNow)) / 1000;
  const [passed, setPassed] = useState<number | null>(null);
  useEffect(() => {
    const start = performance.now();
    const tick = () => setPassed((performance.now() - start) / 1000);
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [heldUntil, serverNow]);
  const left = total - (passed ?? 0);
  if (left <= 0) return <p className="text-sm text-warn">{overWords}</p>;
  return (
    <p role="timer" className={cn('flex items-center gap-2 text-sm', left < 120 ? 'text-warn' : 'text-muted')}>
      {/* The buyer's own time zone is known only in the browser. */}
      <span>{passed === null ? '' : untilWords.replace('{time}', timeWords(heldUntil, left, locale))}</span>
      <Ring part={left / holdSeconds} size={20} />
      <span className="text-lg font-semibold" dir="ltr">{leftWords(left, locale)}</span>
    </p>
  );
}
