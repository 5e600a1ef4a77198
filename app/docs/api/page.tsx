import type { Metadata } from 'next';
import { ApiReader } from '#components/docs/api-reader.tsx';

export const metadata: Metadata = { title: 'API' };

export default function Page() {
  return <ApiReader />;
}
