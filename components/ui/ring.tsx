import { cn } from './cn.ts';

interface RingProps {
  /** 1 is full, 0 is empty. */
  part: number;
  /** Filled through, no hole: it is done. */
  solid?: boolean;
  size?: number;
  className?: string;
}

/** A ring that empties. It takes the text colour; the words beside it say the same. */
export function Ring({ part, solid = false, size = 16, className }: RingProps) {
  const radius = 6;
  const round = 2 * Math.PI * radius;
  const left = Math.min(1, Math.max(0, part));
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} className={cn('shrink-0 -rotate-90', className)} aria-hidden>
      {solid ? (
        <circle cx="8" cy="8" r="5" fill="currentColor" />
      ) : (
        <>
          <circle cx="8" cy="8" r={radius} fill="none" stroke="currentColor" strokeOpacity="0.22" strokeWidth="2.5" />
          <circle cx="8" cy="8" r={radius} fill="none" stroke="currentColor" strokeWidth="2.5" strokeDasharray={`${left * round} ${round}`} />
        </>
      )}
    </svg>
  );
}
