import type { Metadata } from 'next';
import { Suspense } from 'react';
import { OrderListSkeleton } from '#components/orders/order-list.tsx';
import { OrdersPage } from '#components/orders/orders-page.tsx';

export const metadata: Metadata = { title: 'Orders' };

export default function Page() {
  return (
    <Suspense fallback={<OrderListSkeleton />}>
      <OrdersPage />
    </Suspense>
  );
}
