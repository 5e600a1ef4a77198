'use client';
import { MessagesSquare, MonitorUp, ReceiptText } from 'lucide-react';
import { useReviews } from '#components/comments/queries.ts';
import { BarFace, barItemStyle } from '#components/shell/bar-face.tsx';
import { cn } from '#components/ui/cn.ts';
import type { ShowRow } from '#lib/shows/schema.ts';

export const panes = [
  { id: 'chat', name: 'Chat', icon: MessagesSquare },
  { id: 'stage', name: 'Stage', icon: MonitorUp },
  { id: 'orders', name: 'Orders', icon: ReceiptText },
] as const;

interface PaneTabsProps {
  show: ShowRow;
  current: number;
  onGo: (pane: number) => void;
}

const short = (count: number): string | undefined => (count === 0 ? undefined : count > 99 ? '99+' : String(count));

/** The phone's panes, with what waits in each. */
export function PaneTabs({ show, current, onGo }: PaneTabsProps) {
  const { data: reviews = [] } = useReviews(show.id);
  const counts = [undefined, short(reviews.length), short(show.held)];
  return panes.map(({ id, name, icon }, at) => (
    <button key={id} type="button" aria-current={at === current || undefined} onClick={() => onGo(at)} className={cn(barItemStyle, at === current ? 'text-ink' : 'text-faint')}>
      <BarFace icon={icon} name={name} count={counts[at]} />
    </button>
  ));
}
