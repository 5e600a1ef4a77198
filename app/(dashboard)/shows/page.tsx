import type { Metadata } from 'next';
import { ShowsPage } from '#components/shows/shows-page.tsx';

export const metadata: Metadata = { title: 'Shows' };

export default function Page() {
  return <ShowsPage />;
}
