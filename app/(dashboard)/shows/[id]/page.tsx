import type { Metadata } from 'next';
import { ShowPage } from '#components/shows/show-page.tsx';

export const metadata: Metadata = { title: 'Show' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ShowPage key={id} id={id} />;
}
