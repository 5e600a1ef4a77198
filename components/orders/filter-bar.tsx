'use client';
import { Chip } from '#components/ui/chip.tsx';
import { cn } from '#components/ui/cn.ts';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { OrderStatus } from '#lib/orders/schema.ts';
import { type OrderFilters, useShows } from './queries.ts';
import { statusWords } from './words.ts';

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

/** Orders in which state. */
export function StatusFilter({ filters, onChange, className }: FilterProps & { className?: string }) {
  return (
    <div role="group" aria-label="Status" className={cn('no-scrollbar flex overflow-x-auto', className)}>
      <Chip pressed={filters.status === null} onClick={() => onChange({ status: null })}>
        All
      </Chip>
      {OrderStatus.options.map((status) => (
        <Chip key={status} pressed={filters.status === status} onClick={() => onChange({ status: filters.status === status ? null : status })}>
          {statusWords[status]}
        </Chip>
      ))}
    </div>
  );
}
