import { cn } from '#components/ui/cn.ts';

/** A sentence or two in which `code` is set as code. */
export function Prose({ text, className }: { text: string; className?: string }) {
  const parts = text.split(/`([^`]+)`/);
  return (
    <span className={cn('block max-w-[70ch] text-pretty text-muted', className)}>
      {parts.map((part, i) => (i % 2 === 1 ? <code key={`${i}${part}`} className="rounded-sm bg-hover px-1 py-0.5 font-mono text-[0.86em] text-ink">{part}</code> : part))}
    </span>
  );
}
