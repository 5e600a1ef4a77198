'use client';
import { SearchX, Users } from 'lucide-react';
import Link from 'next/link';
import { useCallback } from 'react';
import { messageOf } from '#components/api.ts';
import { useAddress } from '#components/orders/use-address.ts';
import { SearchField } from '#components/products/search-field.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { useSeat } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { BuyerSort, BuyerStatus } from '#lib/buyers/schema.ts';
import { BuyerList, BuyerListSkeleton } from './buyer-list.tsx';
import { BuyerPanel } from './buyer-panel.tsx';
import { type BuyerFilters, useBuyers } from './queries.ts';

const statusNames = { ok: 'Fine', restricted: 'Restricted', banned: 'Banned' } as const;
const sortNames: Record<BuyerSort, string> = { newest: 'Newest first', spent: 'Spent most', unpaid: 'Left most unpaid', orders: 'Ordered most' };

/** Everybody who ever claimed something: found by any name, one of them in a panel beside the table. */
export function BuyersPage() {
  const { params, change } = useAddress();
  const { streamer } = useSeat();
  const filters: BuyerFilters = {
    status: BuyerStatus.safeParse(params.get('status')).data ?? null,
    sort: BuyerSort.safeParse(params.get('sort')).data ?? 'newest',
    search: params.get('search') ?? '',
  };
  const openId = params.get('buyer');
  const query = useBuyers(filters);
  const buyers = query.data?.pages.flatMap((page) => page.items) ?? [];
  const open = useCallback((id: string | null) => change({ buyer: id }, id && !openId ? 'push' : 'replace'), [change, openId]);
  const search = { label: 'Search buyers', value: filters.search, waitMs: 250, onChange: (text: string) => change({ search: text }) };
  const filtered = filters.status !== null || filters.search !== '';
  const status = (
    <div role="group" aria-label="Status" className="no-scrollbar flex overflow-x-auto">
      <Chip pressed={filters.status === null} onClick={() => change({ status: null })}>All</Chip>
      {(['restricted', 'banned'] as const).map((each) => (
        <Chip key={each} pressed={filters.status === each} onClick={() => change({ status: filters.status === each ? null : each })}>
          {statusNames[each]}
        </Chip>
      ))}
    </div>
  );

  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title="Buyers">
        <SearchField {...search} className="max-md:hidden" />
        <span className="max-md:hidden">{status}</span>
        <Select value={filters.sort} onValueChange={(sort) => change({ sort: sort === 'newest' ? null : sort })}>
          <SelectTrigger aria-label="Order of the list" className="w-44" />
          <SelectContent align="end">
            {BuyerSort.options.map((sort) => <SelectItem key={sort} value={sort}>{sortNames[sort]}</SelectItem>)}
          </SelectContent>
        </Select>
      </PageHeader>
      <div className="grid gap-1 border-b px-3 pt-3 pb-1 md:hidden">
        <SearchField {...search} className="w-auto" />
        {status}
      </div>
      <div className="flex flex-1 items-start">
        <div className="min-w-0 flex-1">
          {query.isPending ? (
            <BuyerListSkeleton />
          ) : query.isError && buyers.length === 0 ? (
            <Empty title="Buyers could not be loaded" action={<Button onClick={() => void query.refetch()}>Try again</Button>}>{messageOf(query.error)}</Empty>
          ) : buyers.length > 0 ? (
            <>
              <BuyerList buyers={buyers} currency={streamer.currency} openId={openId} onOpen={open} narrow={openId !== null} />
              <div className="flex justify-center gap-3 p-4 pb-24 text-sm text-faint">
                {query.hasNextPage ? (
                  <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Load more buyers</Button>
                ) : (
                  <span>{buyers.length === 1 ? 'One buyer' : `All ${buyers.length} buyers`}</span>
                )}
              </div>
            </>
          ) : filtered ? (
            <Empty icon={SearchX} title="No buyer matches" action={<Button onClick={() => change({ status: null, search: null })}>Show all buyers</Button>}>
              Names on every platform, contact and notes are searched.
            </Empty>
          ) : (
            <Empty icon={Users} title="No buyers yet" action={<Button variant="primary" asChild><Link href="/live">Go to the live desk</Link></Button>}>
              Whoever claims something is listed here, with what they paid and what they left unpaid.
            </Empty>
          )}
        </div>
        {openId && <BuyerPanel id={openId} onClose={() => open(null)} />}
      </div>
    </div>
  );
}
