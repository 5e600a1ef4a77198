import '#components/reports/print.css';
import '#components/reports/slips.css';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SlipsPage } from '#components/reports/slips-page.tsx';

export const metadata: Metadata = { title: 'Packing slips' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <SlipsPage key={id} id={id} />
    </Suspense>
  );
}
