'use client';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { messageOf } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';

/** The line on top of a pane. */
export function PaneHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex h-11 shrink-0 items-center gap-3 border-b px-4 max-lg:h-12">
      <h2 className="text-sm font-semibold">{title}</h2>
      {children}
    </div>
  );
}

/** A pane whose rows could not be fetched. */
export function PaneFault({ what, error, onRetry }: { what: string; error: unknown; onRetry: () => void }) {
  return (
    <Empty icon={CloudOff} title={what} action={<Button onClick={onRetry}>Try again</Button>}>
      {messageOf(error)} Claims are still being taken.
    </Empty>
  );
}
