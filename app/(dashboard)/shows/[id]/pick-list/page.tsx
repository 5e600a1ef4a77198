import '#components/reports/print.css';
import type { Metadata } from 'next';
import { PickListPage } from '#components/reports/pick-list-page.tsx';

export const metadata: Metadata = { title: 'Pick list' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <PickListPage key={id} id={id} />;
}
