'use client';
import { ArrowLeft, ChartNoAxesColumn, CircleStop, PackageCheck, Radio, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useQueryClient } from '@tanstack/react-query';
import type { ShowPlan } from '#lib/shows/schema.ts';
import { ApiFault, messageOf } from '#components/api.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { sayError, undoable } from '#components/ui/toast.tsx';
import { CheckPanel } from './check-panel.tsx';
import { DetailsForm } from './details-form.tsx';
import { LiveMark } from './live-mark.tsx';
import { dropShow, usePlan } from './plan-queries.ts';
import { endShow, showKeys } from './queries.ts';
import { SheetEditor } from './sheet-editor.tsx';
import { Sums } from './shows-page.tsx';
import { lateWords, lengthWords, startWords } from './words.ts';

/** One show: planned, on air or past. */
export function ShowPage({ id }: { id: string }) {
  const { data: plan, error, refetch } = usePlan(id);
  if (plan) return <Loaded plan={plan} />;
  if (error instanceof ApiFault && error.status === 404) {
    return (
      <>
        <PageHeader title="Show" />
        <Empty title="There is no such show" action={<Button asChild><Link href="/shows">All shows</Link></Button>}>It may have been taken away.</Empty>
      </>
    );
  }
  if (error) {
    return (
      <>
        <PageHeader title="Show" />
        <Empty title="The show could not be loaded" action={<Button onClick={() => void refetch()}>Try again</Button>}>{messageOf(error)}</Empty>
      </>
    );
  }
  return (
    <div role="status" aria-label="Loading the show">
      <div className="flex h-14 items-center border-b px-4 md:px-6"><Skeleton className="h-5 w-48" /></div>
      <div className="grid gap-6 p-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}

function Loaded({ plan }: { plan: ShowPlan }) {
  const { show } = plan;
  const may = useMaySell();
  const isOver = show.status === 'ended';
  const mayEdit = may && !isOver;
  return (
    <>
      <PageHeader
        title={show.title}
        note={<span className="flex items-center gap-3">{show.status === 'live' ? <LiveMark /> : <Note plan={plan} />}</span>}
      >
        <Button asChild variant="ghost" className="touch-square"><Link href="/shows"><ArrowLeft className="size-4" aria-hidden /> <span className="max-md:sr-only">All shows</span></Link></Button>
        {show.status === 'live' && <Button asChild variant="primary"><Link href="/live"><Radio className="size-4" aria-hidden /> Open the desk</Link></Button>}
        {may && show.status === 'live' && <End plan={plan} />}
        {may && show.status === 'planned' && <Drop plan={plan} />}
      </PageHeader>
      <div className="mx-auto grid max-w-6xl gap-x-8 gap-y-6 px-4 pt-4 pb-24 md:px-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        {!isOver && <div className="lg:col-span-2 lg:border-b lg:pb-5"><DetailsForm plan={plan} mayEdit={mayEdit} /></div>}
        {(isOver || (may && show.status === 'planned')) && (
          <div className="lg:sticky lg:top-18 lg:order-2 lg:self-start">{isOver ? <Past plan={plan} /> : <CheckPanel show={show} />}</div>
        )}
        <SheetEditor plan={plan} mayEdit={mayEdit} />
      </div>
    </>
  );
}

function Note({ plan: { show, time_zone } }: { plan: ShowPlan }) {
  if (show.status === 'planned') return show.starts_at ? startWords(show.starts_at, time_zone) : 'No time yet';
  const from = show.started_at ?? show.created_at;
  return `${startWords(from, time_zone)}${show.ended_at && show.started_at ? ` · ${lengthWords(Date.parse(show.ended_at) - Date.parse(show.started_at))}` : ''}`;
}

function Past({ plan: { show, late_claim_seconds: lateSeconds } }: { plan: ShowPlan }) {
  return (
    <section aria-label="What came of it" className="grid gap-4 rounded-md border bg-surface p-4">
      <h2 className="text-base font-semibold">What came of it</h2>
      <div className="[&>dl]:justify-start"><Sums show={show} /></div>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary"><Link href={`/shows/${show.id}/report`} prefetch={false}><ChartNoAxesColumn className="size-4" aria-hidden /> Report</Link></Button>
        <Button asChild><Link href={`/shows/${show.id}/pick-list`} prefetch={false}><PackageCheck className="size-4" aria-hidden /> Pick list</Link></Button>
        <Button asChild variant="ghost"><Link href={`/orders?show=${show.id}`}>Orders</Link></Button>
      </div>
      <p className="text-faint">{lateWords(lateSeconds)}</p>
    </section>
  );
}

function End({ plan: { show, late_claim_seconds: lateSeconds } }: { plan: ShowPlan }) {
  const client = useQueryClient();
  const end = () =>
    undoable({
      message: `Ending “${show.title}”`,
      description: `Holds keep running. ${lateWords(lateSeconds)}`,
      undo: () => {},
      commit: (leaving) => {
        void endShow(leaving)
          .catch((error: unknown) => sayError('The show is still live', messageOf(error)))
          .then(() => client.invalidateQueries({ queryKey: ['shows'] }));
      },
    });
  return <Button variant="danger" onClick={end}><CircleStop className="size-4" aria-hidden /> End</Button>;
}

function Drop({ plan: { show } }: { plan: ShowPlan }) {
  const client = useQueryClient();
  const router = useRouter();
  const drop = () => {
    router.push('/shows');
    undoable({
      message: `Taking away “${show.title}”`,
      undo: () => router.push(`/shows/${show.id}`),
      commit: (leaving) => {
        void dropShow(show.id, leaving)
          .catch((error: unknown) => sayError('The show is still planned', messageOf(error)))
          .then(() => client.invalidateQueries({ queryKey: showKeys.lists }));
      },
    });
  };
  return <Button variant="ghost" size="icon" aria-label="Take this plan away" onClick={drop}><Trash2 className="size-4" aria-hidden /></Button>;
}
