import type { Metadata } from 'next';
import Link from 'next/link';
import { Logo } from '#components/shell/logo.tsx';
import { Button } from '#components/ui/button.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center justify-items-start gap-4 p-6">
      <Logo className="size-8" />
      <div className="grid max-w-96 gap-1">
        <h1 className="text-lg font-semibold">There is no page at this address</h1>
        <p className="text-base text-muted">The address may be mistyped, or what it showed has been removed. Your show and your orders are not affected.</p>
      </div>
      <Button asChild variant="primary">
        <Link href="/live">Go to the live desk</Link>
      </Button>
    </main>
  );
}
