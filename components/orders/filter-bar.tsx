'use client';
import { Chip } from '#components/ui/chip.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { OrderStatus } from '#lib/orders/schema.ts';
import { type OrderFilters, useShows } from './queries.ts';
import { statusWords } from './words.ts';

interface OrderFilterBarProps {
  filters: OrderFilters;
  onChange: (changes: Record<string, string | null>) => void;
}

const every = 'every';

/** Which orders are listed: by state, by show. */
export function OrderFilterBar({ filters, onChange }: OrderFilterBarProps) {
  const { data } = useShows();
  const shows = data?.items ?? [];
  return (
    <>
      <div role="group" aria-label="Status" className="no-scrollbar flex overflow-x-auto max-md:order-last max-md:-mx-1 max-md:w-full">
        <Chip pressed={filters.status === null} onClick={() => onChange({ status: null })}>All</Chip>
        {OrderStatus.options.map((status) => (
          <Chip key={status} pressed={filters.status === status} onClick={() => onChange({ status: filters.status === status ? null : status })}>
            {statusWords[status]}
          </Chip>
        ))}
      </div>
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
    </>
  );
}
