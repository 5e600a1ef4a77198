'use client';
import { useState, type ReactNode } from 'react';
import { formatMoney } from '#lib/core/money.ts';
import type { ShowRow } from '#lib/shows/schema.ts';
import { cn } from '#components/ui/cn.ts';
import { wholeMoney } from './money.ts';

interface FigureProps {
  name: string;
  value: number;
  /** Money beside the count. */
  money?: { minor: number; currency: string };
  tone?: 'money' | 'warn';
}

function Figure({ name, value, money, tone }: FigureProps): ReactNode {
  const [first] = useState(value);
  const colour = value === 0 ? 'text-faint' : tone === 'money' ? 'text-money' : tone === 'warn' ? 'text-warn' : 'text-ink';
  return (
    <div className="grid">
      <dt className="text-xs text-faint">{name}</dt>
      <dd key={tone === 'money' ? value : undefined} className={cn('-mx-1 rounded-sm px-1 text-base leading-5 font-semibold whitespace-nowrap', colour, tone === 'money' && value !== first && 'animate-settle')}>
        {value.toLocaleString('en')}
        {money && (
          <span className="ms-1.5 font-normal text-muted" title={formatMoney(money.minor, money.currency)}>
            {wholeMoney(money.minor, money.currency)}
          </span>
        )}
      </dd>
    </div>
  );
}

/** The show in five numbers. */
export function Figures({ show, className }: { show: ShowRow; className?: string }) {
  const { currency } = show;
  return (
    <dl className={cn('flex items-center gap-x-6', className)} aria-label="The show so far">
      <Figure name="Claims" value={show.orders + show.waiting} />
      <Figure name="Held" value={show.held} money={{ minor: show.held_minor, currency }} />
      <Figure name="Paid" value={show.paid} money={{ minor: show.paid_minor, currency }} tone="money" />
      <Figure name="Unpaid" value={show.unpaid} tone="warn" />
    </dl>
  );
}
