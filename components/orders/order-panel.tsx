'use client';
import { ApiFault, messageOf } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { OrderActions } from './order-actions.tsx';
import { OrderChange } from './order-change.tsx';
import { OrderFacts } from './order-facts.tsx';
import { OrderLedger } from './order-ledger.tsx';
import { OrderMessages } from './order-messages.tsx';
import { OrderMoney } from './order-money.tsx';
import { OrderParcel } from './order-parcel.tsx';
import { OrderRefund } from './order-refund.tsx';
import { useOrder } from './queries.ts';
import { SidePanel } from './side-panel.tsx';

interface OrderPanelProps {
  id: string;
  onClose: () => void;
}

/** One order: what it is, what can be done, and why it came about. Beside the table, on a phone over it. */
export function OrderPanel({ id, onClose }: OrderPanelProps) {
  const { data, isError, error, refetch } = useOrder(id);
  const title = data?.order.order_no ?? 'Order';
  const body = data ? (
    <>
      <OrderFacts order={data.order} />
      <OrderMoney order={data.order} />
      <OrderActions order={data.order} />
      <OrderChange key={`${data.order.variant_id} ${data.order.quantity}`} order={data.order} />
      <OrderParcel order={data.order} />
      <OrderRefund key={data.order.refunded_minor + data.order.refunds_open} order={data.order} />
      <OrderMessages cartId={data.order.cart_id} />
      <OrderLedger order={data.order} ledger={data.ledger} />
    </>
  ) : isError ? (
    error instanceof ApiFault && error.status === 404 ? (
      <Empty title="There is no such order" action={<Button onClick={onClose}>Close</Button>}>
        The address may be cut off, or it belongs to another shop.
      </Empty>
    ) : (
    <Empty title="This order could not be loaded" action={<Button onClick={() => void refetch()}>Try again</Button>}>
      {messageOf(error)}
    </Empty>
    )
  ) : (
    <Loading />
  );
  return <SidePanel title={title} onClose={onClose}>{body}</SidePanel>;
}

function Loading() {
  return (
    <div className="grid gap-4" role="status" aria-label="Loading the order">
      <Skeleton className="h-16" />
      <Skeleton className="h-8 w-2/3" />
      <Skeleton className="h-48" />
    </div>
  );
}
