import { cn } from './cn.ts';

interface ProgressProps {
  /** Read out; what it says should also stand beside it. */
  label: string;
  value: number;
  /** 0: not known yet. */
  max: number;
  className?: string;
}

/** A thin bar that fills. */
export function Progress({ label, value, max, className }: ProgressProps) {
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={value} className={cn('h-1 overflow-hidden rounded-full bg-hover', className)}>
      <div className="h-full rounded-full bg-muted transition-[width] duration-150" style={{ width: `${max === 0 ? 0 : (value / max) * 100}%` }} />
    </div>
  );
}
