'use client';
import { Boxes, ReceiptText, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useCallback, useState } from 'react';
import { messageOf } from '#components/api.ts';
import { SearchField } from '#components/products/search-field.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { OrderStage } from '#lib/orders/schema.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ShowFilter, StageFilter } from './filter-bar.tsx';
import { OrderPanel } from './order-panel.tsx';
import { OrderList, OrderListSkeleton } from './order-list.tsx';
import { type OrderFilters, useOrders } from './queries.ts';
import { useAddress } from './use-address.ts';
import { stageWords } from './words.ts';

/** Every order, newest first: filtered, searched, and one of them in a panel beside the table. */
export function OrdersPage() {
  const { params, change } = useAddress();
  const filters: OrderFilters = {
    stage: OrderStage.safeParse(params.get('stage')).data ?? null,
    show: params.get('show'),
    search: params.get('search') ?? '',
  };
  const filtered = filters.stage !== null || filters.show !== null || filters.search !== '';
  const openId = params.get('order');
  const query = useOrders(filters);
  const orders = query.data?.pages.flatMap((page) => page.items) ?? [];
  const open = useCallback((id: string | null) => change({ order: id }, id && !openId ? 'push' : 'replace'), [change, openId]);
  const search = { label: 'Search orders', value: filters.search, waitMs: 250, onChange: (text: string) => change({ search: text }) };
  const byParcel = params.get('by') === 'parcel';
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const chosen = orders.filter((order) => marked.has(order.id));
  const choose = (ids: readonly string[], on: boolean) =>
    setMarked((now) => (on ? new Set([...now, ...ids]) : new Set([...now].filter((id) => !ids.includes(id)))));
  const clear = () => change({ stage: null, show: null, search: null });

  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title="Orders">
        <SearchField {...search} className="max-md:hidden" />
        <ShowFilter filters={filters} onChange={change} />
      </PageHeader>
      <div className="grid gap-1 border-b px-3 pt-3 pb-1 md:flex md:items-center md:px-4 md:py-1">
        <SearchField {...search} className="w-auto md:hidden" />
        <StageFilter filters={filters} onChange={change} className="min-w-0" />
        <Chip pressed={byParcel} onClick={() => change({ by: byParcel ? null : 'parcel' })} className="shrink-0 justify-self-start md:ms-auto">
          <Boxes className="size-4" aria-hidden /> By parcel
        </Chip>
      </div>
      <div className="flex flex-1 items-start">
        <div className="min-w-0 flex-1">
          {query.isPending ? (
            <OrderListSkeleton />
          ) : query.isError && orders.length === 0 ? (
            <Empty title="Orders could not be loaded" action={<Button onClick={() => void query.refetch()}>Try again</Button>}>
              {messageOf(query.error)}
            </Empty>
          ) : orders.length > 0 ? (
            <>
              <OrderList orders={orders} openId={openId} onOpen={open} narrow={openId !== null} byParcel={byParcel} chosen={new Set(chosen.map((order) => order.id))} onChoose={choose} />
              <BulkBar orders={chosen} onClear={() => setMarked(new Set())} />
              <div className="flex justify-center gap-3 p-4 pb-24 text-sm text-faint">
                {query.hasNextPage ? (
                  <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Load older orders</Button>
                ) : (
                  <span>{orders.length === 1 ? 'One order' : `All ${orders.length} orders`}</span>
                )}
              </div>
            </>
          ) : filtered ? (
            <Empty icon={SearchX} title={filters.search ? 'No order matches' : 'No orders here now'} action={<Button onClick={clear}>Show all orders</Button>}>
              {filters.search ? 'Numbers, buyers, codes and names are searched.' : filters.stage ? `None is at “${stageWords[filters.stage]}”. Choose another stage, or see them all.` : 'Nothing was claimed in this show.'}
            </Empty>
          ) : (
            <Empty icon={ReceiptText} title="No orders yet" action={<Button variant="primary" asChild><Link href="/live">Go to the live desk</Link></Button>}>
              An order appears when a viewer claims something. Start a show and pin a product.
            </Empty>
          )}
        </div>
        {openId && <OrderPanel id={openId} onClose={() => open(null)} />}
      </div>
    </div>
  );
}
