import type { Metadata } from 'next';
import { Desk } from '#components/live/desk.tsx';

export const metadata: Metadata = { title: 'Live' };

export default function LivePage() {
  return <Desk />;
}
