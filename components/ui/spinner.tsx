import { LoaderCircle } from 'lucide-react';
import { cn } from './cn.ts';

/** Turning circle. Decorative beside words; alone it needs `label`. */
export function Spinner({ className, label }: { className?: string; label?: string }) {
  return <LoaderCircle className={cn('size-4 animate-spin', className)} aria-hidden={label ? undefined : true} aria-label={label} role={label ? 'status' : undefined} />;
}
