'use client';
import { Check, CircleCheck, CircleDashed, CircleHelp, MonitorUp } from 'lucide-react';
import type { ProductRow } from '#lib/products/schema.ts';
import type { Recognition } from '#lib/vision/schema.ts';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { type Sureness, surenessOf } from './sureness.ts';

const marks: Record<Sureness, { icon: typeof CircleCheck; tone: string }> = {
  sure: { icon: CircleCheck, tone: 'text-ink' },
  likely: { icon: CircleDashed, tone: 'text-muted' },
  ask: { icon: CircleHelp, tone: 'text-warn' },
};

/** How sure, as a number and a word. */
function Score({ score, sureness = surenessOf(score) }: { score: number; sureness?: Sureness }) {
  const { icon: Icon, tone } = marks[sureness];
  return (
    <p className={`flex items-center gap-1.5 text-sm ${tone}`}>
      <Icon className="size-4 shrink-0" aria-hidden />
      <span>{Math.min(0.99, score).toFixed(2)} {sureness}</span>
    </p>
  );
}

interface SightingProps {
  seen: Recognition;
  lead: ProductRow;
  /** All that were verified, the lead too. */
  among: readonly ProductRow[];
  isPinned: boolean;
  /** Null where it cannot be pinned now. */
  onConfirm: (() => void) | null;
}

/** What the camera sees, and the one answer to it. */
export function Sighting({ seen, lead, among, isPinned, onConfirm }: SightingProps) {
  const isOneOf = seen.kind === 'one_of' && among.length > 1;
  return (
    <div className="grid min-w-0 flex-1 content-start gap-1">
      <p className="text-xs text-faint">Camera sees{isOneOf && ' one of'}</p>
      {isOneOf ? (
        <p className="text-base font-semibold [overflow-wrap:anywhere]">{among.map(({ code }) => `#${code}`).join(', ')}</p>
      ) : (
        <p title={lead.name} className="line-clamp-2 text-base font-semibold [overflow-wrap:anywhere]">
          <span className="text-muted">#{lead.code}</span> {lead.name}
        </p>
      )}
      <Score score={seen.score} {...(isOneOf && { sureness: 'ask' as const })} />
      {isPinned ? (
        <p className="mt-1 flex h-8 items-center gap-1.5 text-sm text-muted">
          <Check className="size-4" aria-hidden />
          {isOneOf ? `#${lead.code} is on screen` : 'On screen'}
        </p>
      ) : (
        onConfirm && (
          <Button variant="primary" className="mt-1 justify-self-start" onClick={onConfirm}>
            <MonitorUp className="size-4" aria-hidden />
            {isOneOf ? `Put #${lead.code} on screen` : 'Put on screen'} <Kbd className="border-current text-current">↵</Kbd>
          </Button>
        )
      )}
    </div>
  );
}
