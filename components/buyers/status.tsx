'use client';
import { Ban, Check, TriangleAlert, type LucideIcon } from 'lucide-react';
import { messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { sayDone, sayError } from '#components/ui/toast.tsx';
import { BuyerStatus, type BuyerRow } from '#lib/buyers/schema.ts';
import { useSaveBuyer } from './queries.ts';

const faces: Record<BuyerStatus, { icon: LucideIcon; words: string; what: string }> = {
  ok: { icon: Check, words: 'Fine', what: 'Claims are taken like everyone’s.' },
  restricted: { icon: TriangleAlert, words: 'Restricted', what: 'You are asked about each of their claims.' },
  banned: { icon: Ban, words: 'Banned', what: 'Their claims are not taken. What they hold already stays until it ends.' },
};

/** What stands against a buyer, in a word; nothing when nothing does. */
export function StatusBadge({ status }: { status: BuyerStatus }) {
  if (status === 'ok') return null;
  const { icon: Icon, words } = faces[status];
  return <Badge tone={status === 'banned' ? 'danger' : 'warn'}><Icon aria-hidden />{words}</Badge>;
}

/** Fine, restricted or banned, by one press; it can be taken back. */
export function StatusChoice({ buyer }: { buyer: BuyerRow }) {
  const save = useSaveBuyer(buyer.id);
  const set = (status: BuyerStatus) => {
    const before = buyer.status;
    if (status === before) return;
    const failed = (error: Error) => sayError(`${buyer.name} is as before`, messageOf(error));
    const undo = () => follow(save.mutateAsync({ status: before }), { failed });
    const done = () => sayDone(status === 'ok' ? `${buyer.name} may claim again` : `${buyer.name} is ${faces[status].words.toLowerCase()}`, { description: faces[status].what, undo });
    follow(save.mutateAsync({ status }), { done, failed });
  };
  return (
    <div className="grid gap-1">
      <div role="group" aria-label="Status" className="-mx-2 flex gap-1">
        {BuyerStatus.options.map((status) => {
          const { icon: Icon, words } = faces[status];
          return (
            <Chip key={status} pressed={buyer.status === status} onClick={() => set(status)} className={buyer.status === status && status !== 'ok' ? (status === 'banned' ? 'text-danger' : 'text-warn') : ''}>
              <Icon className="size-4" aria-hidden />
              {words}
            </Chip>
          );
        })}
      </div>
      <p className="text-xs text-faint">{faces[buyer.status].what}</p>
    </div>
  );
}
