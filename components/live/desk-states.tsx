'use client';
import { Radio } from 'lucide-react';
import Link from 'next/link';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { DemoStart } from './demo-control.tsx';
import { useCatalogue } from './queries.ts';
import { StartShow } from './start-show.tsx';

/** The desk's outline while the show is asked for, so that nothing jumps when it comes. */
export function DeskLoading() {
  return (
    <div role="status" aria-label="Loading the desk" className="flex h-full flex-col">
      <div className="flex h-14 shrink-0 items-center gap-6 border-b px-4">
        <Skeleton className="h-4 w-48" />
        <Skeleton className="h-4 w-64 max-lg:hidden" />
      </div>
      <div className="min-h-0 flex-1 lg:grid lg:grid-cols-[minmax(0,1.12fr)_minmax(0,1fr)_minmax(0,0.86fr)]">
        {[0, 1, 2].map((at) => (
          <div key={at} className={at === 1 ? 'border-x bg-surface max-lg:hidden' : at === 2 ? 'max-lg:hidden' : ''}>
            <div className="flex h-11 items-center border-b px-4">
              <Skeleton className="h-3 w-16" />
            </div>
          </div>
        ))}
      </div>
      <div className="h-14 border-t bg-surface lg:h-11 lg:bg-transparent" />
    </div>
  );
}

/** Before the first show: products first, then the show. */
export function NoShow() {
  const may = useMaySell();
  const { data: products } = useCatalogue();
  const ready = (products?.length ?? 0) > 0;
  return (
    <div className="grid h-full place-content-center">
      <Empty
        icon={Radio}
        title={ready ? 'Your desk is ready' : 'Two steps to your first show'}
        action={
          may && (
            <div className="grid justify-items-center gap-3">
              {ready ? (
                <StartShow large />
              ) : (
                <>
                  <Button asChild variant="primary" size="lg">
                    <Link href="/products">Add your first product</Link>
                  </Button>
                  <StartShow quiet />
                </>
              )}
              <DemoStart />
            </div>
          )
        }
      >
        {ready
          ? 'Start the show, then pin what you hold up. Comments become claims from that moment.'
          : 'Give each product a short code that viewers can write. Then start the show and pin what you hold up.'}
      </Empty>
    </div>
  );
}
