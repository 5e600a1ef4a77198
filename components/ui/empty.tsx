import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

interface EmptyProps {
  icon?: LucideIcon;
  /** What is the case, in a few words. */
  title: string;
  /** The one next step, in a sentence. */
  children?: ReactNode;
  /** The button that takes it. */
  action?: ReactNode;
  className?: string;
}

/** A page or pane with nothing in it yet, which teaches the one next step. */
export function Empty({ icon: Icon, title, children, action, className }: EmptyProps) {
  return (
    <div className={cn('mx-auto grid max-w-96 justify-items-center gap-3 px-6 py-12 text-center', className)}>
      {Icon && <Icon className="size-6 text-faint" strokeWidth={1.5} aria-hidden />}
      <div className="grid gap-1">
        <p className="text-base font-medium text-balance">{title}</p>
        {children && <div className="text-sm text-pretty text-muted">{children}</div>}
      </div>
      {action}
    </div>
  );
}
