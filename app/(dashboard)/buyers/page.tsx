import type { Metadata } from 'next';
import { Suspense } from 'react';
import { BuyerListSkeleton } from '#components/buyers/buyer-list.tsx';
import { BuyersPage } from '#components/buyers/buyers-page.tsx';

export const metadata: Metadata = { title: 'Buyers' };

export default function Page() {
  return (
    <Suspense fallback={<BuyerListSkeleton />}>
      <BuyersPage />
    </Suspense>
  );
}
