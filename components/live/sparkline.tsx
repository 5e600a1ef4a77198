'use client';
import { cn } from '#components/ui/cn.ts';
import { usePulse } from './pulse.ts';

const barPx = 2;
const heightPx = 20;

/** Comments of the last five minutes as small bars, and how many a minute. */
export function Sparkline({ className }: { className?: string }) {
  const { perBar, perMinute } = usePulse();
  const most = Math.max(6, ...perBar);
  return (
    <div className={cn('flex items-center gap-2', className)} role="img" aria-label={`${perMinute} comments in the last minute`}>
      <svg width={perBar.length * (barPx + 1)} height={heightPx} aria-hidden className="text-muted max-[1399px]:hidden">
        {perBar.map((count, at) => {
          const height = count === 0 ? 1 : Math.max(2, (count / most) * heightPx);
          return <rect key={at} x={at * (barPx + 1)} y={heightPx - height} width={barPx} height={height} fill="currentColor" opacity={count === 0 ? 0.35 : at === perBar.length - 1 ? 0.6 : 1} />;
        })}
      </svg>
      <span aria-hidden className="w-11 text-xs whitespace-nowrap text-faint">
        <span className="text-muted">{perMinute.toLocaleString('en')}</span>/min
      </span>
    </div>
  );
}
