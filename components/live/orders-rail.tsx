'use client';
import { CircleDollarSign, Hourglass, Timer, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { ShowRow } from '#lib/shows/schema.ts';
import { useMaySell } from '#components/shell/seat.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import { useCancel, useCancelling } from './cancelling.ts';
import { useKeys } from './keys.ts';
import { OrderRow, WaitingRow } from './order-row.tsx';
import { PaneFault, PaneHead } from './pane.tsx';
import { useExtendHold, useLiveOrders, useWaiting } from './queries.ts';
import { RailList } from './rail-list.tsx';

type Tab = 'held' | 'waiting' | 'paid';

const nothing: Record<Tab, { icon: LucideIcon; title: string; text: string }> = {
  held: { icon: Timer, title: 'Nothing is held', text: 'A claim with stock appears here at once, with the time it is held.' },
  waiting: { icon: Hourglass, title: 'Nobody is waiting', text: 'When a piece runs out, the next to ask stand here in their order.' },
  paid: { icon: CircleDollarSign, title: 'Nothing is paid yet', text: 'Paid orders stay here for packing.' },
};

function Nothing({ tab }: { tab: Tab }) {
  const { icon, title, text } = nothing[tab];
  return (
    <Empty icon={icon} title={title}>
      {text}
    </Empty>
  );
}

/** What became of the claims: held, the next to end on top; waiting; paid. */
export function OrdersRail({ show }: { show: ShowRow }) {
  const [tab, setTab] = useState<Tab>('held');
  const orders = useLiveOrders(show.id);
  const waiting = useWaiting(show.id);
  const cancelling = useCancelling();
  const cancel = useCancel();
  const extend = useExtendHold();
  const may = useMaySell();
  useKeys({ h: () => setTab('held'), w: () => setTab('waiting'), p: () => setTab('paid') });

  const held = orders.data?.filter((order) => order.status === 'pending') ?? [];
  const paid = orders.data?.filter((order) => order.status === 'paid') ?? [];
  const fault = tab === 'waiting' ? waiting : orders;

  const body = () => {
    if (fault.isError && !fault.data) return <PaneFault what="The orders could not be loaded" error={fault.error} onRetry={() => void fault.refetch()} />;
    if (fault.isPending) {
      return (
        <div className="grid gap-5 p-4" role="status" aria-label="Loading the orders">
          {[0, 1, 2, 3, 4].map((at) => <Skeleton key={at} className="h-8" />)}
        </div>
      );
    }
    if (tab === 'waiting') {
      const rows = waiting.data ?? [];
      return rows.length === 0 ? <Nothing tab={tab} /> : <RailList rows={rows} label="Waiting" idOf={(row) => row.id} render={(row) => <WaitingRow row={row} />} />;
    }
    const rows = tab === 'held' ? held : paid;
    if (rows.length === 0) return <Nothing tab={tab} />;
    return (
      <RailList
        key={tab}
        rows={rows}
        label={tab === 'held' ? 'Held' : 'Paid'}
        idOf={(order) => order.id}
        render={(order) => <OrderRow order={order} cancelling={cancelling.has(order.id)} onExtend={extend.mutate} onCancel={may ? cancel : undefined} />}
      />
    );
  };

  return (
    <Tabs value={tab} onValueChange={(next) => setTab(next as Tab)} className="flex min-h-0 flex-1 flex-col">
      <PaneHead title="Orders">
        <TabsList aria-label="Orders" className="gap-0.5">
          <TabsTrigger value="held" count={show.held}>Held</TabsTrigger>
          <TabsTrigger value="waiting" count={show.waiting}>Waiting</TabsTrigger>
          <TabsTrigger value="paid" count={show.paid}>Paid</TabsTrigger>
        </TabsList>
      </PaneHead>
      <TabsContent value={tab} className="min-h-0 flex-1" tabIndex={-1}>
        {body()}
      </TabsContent>
    </Tabs>
  );
}
