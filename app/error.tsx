'use client';
import Link from 'next/link';
import { Logo } from '#components/shell/logo.tsx';
import { Button } from '#components/ui/button.tsx';

interface ErrorPageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/** A page that failed while it was being shown. Taking claims does not depend on it, and it says so. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <main className="grid min-h-dvh place-content-center justify-items-start gap-4 p-6">
      <Logo className="size-8" />
      <div className="grid max-w-96 gap-1">
        <h1 className="text-lg font-semibold">This page could not be shown</h1>
        <p className="text-base text-muted">Comments are still being taken and holds keep running; only this view failed. Load it again.</p>
        {error.digest && <p className="text-xs text-faint">If it keeps happening, tell support this number: {error.digest}</p>}
      </div>
      <div className="flex gap-2">
        <Button variant="primary" onClick={retry}>
          Load again
        </Button>
        <Button asChild>
          <Link href="/live">Go to the live desk</Link>
        </Button>
      </div>
    </main>
  );
}
