'use client';
import { Chip } from '#components/ui/chip.tsx';
import { cn } from '#components/ui/cn.ts';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { useMaySell } from '#components/shell/seat.tsx';
import { OrderStage } from '#lib/orders/schema.ts';
import { type OrderFilters, useOrderCounts, useShows } from './queries.ts';
import { stageWords } from './words.ts';

interface FilterProps {
  filters: OrderFilters;
  onChange: (changes: Record<string, string | null>) => void;
}

const every = 'every';

/** Orders of which show. */
export function ShowFilter({ filters, onChange }: FilterProps) {
  const { data } = useShows();
  const shows = data?.items ?? [];
  return (
      <Select value={filters.show ?? every} onValueChange={(show) => onChange({ show: show === every ? null : show })}>
        <SelectTrigger aria-label="Show" className="w-44" />
        <SelectContent align="end">
          <SelectItem value={every}>Every show</SelectItem>
          {shows.map((show) => (
            <SelectItem key={show.id} value={show.id}>
              <span dir="auto">{show.title}</span>
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
  );
}

/** Packers see first what is theirs to do; the desk, the way of an order. */
const forPackers: readonly OrderStage[] = ['to_pack', 'packed', 'shipped', 'paid', 'held', 'refunded'];

/** Orders at which stage, with how many there are. */
export function StageFilter({ filters, onChange, className }: FilterProps & { className?: string }) {
  const { data: counts } = useOrderCounts(filters.show);
  const maySell = useMaySell();
  return (
    <div role="group" aria-label="Stage" className={cn('no-scrollbar flex overflow-x-auto', className)}>
      <Chip pressed={filters.stage === null} onClick={() => onChange({ stage: null })}>
        All
      </Chip>
      {(maySell ? OrderStage.options : forPackers).map((stage) => (
        <Chip key={stage} pressed={filters.stage === stage} count={counts?.[stage]} onClick={() => onChange({ stage: filters.stage === stage ? null : stage })}>
          {stageWords[stage]}
        </Chip>
      ))}
    </div>
  );
}
