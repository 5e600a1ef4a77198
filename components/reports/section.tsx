import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

interface SectionProps {
  /** The question it answers. */
  title: string;
  /** The answer in a sentence. */
  answer?: ReactNode;
  children?: ReactNode;
  className?: string;
}

export function Section({ title, answer, children, className }: SectionProps) {
  return (
    <section aria-label={title} className={cn('keep-together grid gap-4 border-t pt-6', className)}>
      <div className="grid gap-1">
        <h2 className="text-lg font-semibold">{title}</h2>
        {answer && <p className="max-w-[68ch] text-base text-muted">{answer}</p>}
      </div>
      {children}
    </section>
  );
}

interface FigureProps {
  name: string;
  value: ReactNode;
  note?: ReactNode;
}

/** One number with its name over it. */
export function Figure({ name, value, note }: FigureProps) {
  return (
    <div className="grid content-start gap-0.5">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-xl font-semibold">{value}</dd>
      {note && <dd className="text-sm text-faint">{note}</dd>}
    </div>
  );
}

/** What the colours of a chart mean. */
export function Legend({ items }: { items: readonly { name: string; colour: string }[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {items.map(({ name, colour }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-sm" style={{ background: colour }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
