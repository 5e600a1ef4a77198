'use client';
import { CalendarPlus, ChevronRight, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { formatMoney } from '#lib/core/money.ts';
import type { ShowRow } from '#lib/shows/schema.ts';
import { messageOf } from '#components/api.ts';
import { PlatformGlyph } from '#components/comments/platform.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { LiveMark } from './live-mark.tsx';
import { usePlanShow, useShows } from './plan-queries.ts';
import { lengthWords, nextTitle, startWords } from './words.ts';

const byStart = (a: ShowRow, b: ShowRow): number => (a.starts_at ?? '9').localeCompare(b.starts_at ?? '9') || b.created_at.localeCompare(a.created_at);

/** Shows to come, the one on air, and those that were, with what came of them. */
export function ShowsPage() {
  const router = useRouter();
  const may = useMaySell();
  const [planned, live, past] = [useShows('planned', 200), useShows('live', 1), useShows('ended', 30)];
  const plan = usePlanShow();
  const all = [planned, live, past];
  const fault = all.find((query) => query.isError && !query.data);
  const isEmpty = all.every((query) => query.data && query.shows.length === 0);
  const create = may && (
    <Button variant="primary" busy={plan.isPending} onClick={() => plan.mutate({ title: nextTitle() }, { onSuccess: ({ show }) => router.push(`/shows/${show.id}`) })}>
      <Plus className="size-4" aria-hidden /> Plan a show
    </Button>
  );

  return (
    <>
      <PageHeader title="Shows">{!isEmpty && create}</PageHeader>
      {fault ? (
        <Empty title="Shows could not be loaded" action={<Button onClick={() => all.forEach((query) => void query.refetch())}>Try again</Button>}>
          {messageOf(fault.error)}
        </Empty>
      ) : all.some((query) => query.isPending) ? (
        <div role="status" aria-label="Loading shows" className="mx-auto grid max-w-5xl gap-2 p-4 md:px-6">
          {Array.from({ length: 3 }, (_, i) => <Skeleton key={i} className="h-14" />)}
        </div>
      ) : isEmpty ? (
        <Empty icon={CalendarPlus} title="Plan your first show" action={create}>
          Put your products in order, see that all is ready, then go live.
        </Empty>
      ) : (
        <div className="mx-auto grid max-w-5xl gap-8 px-4 pt-4 pb-24 md:px-6">
          {live.shows.length > 0 && <Section title="On air" shows={live.shows} timeZone={live.timeZone} />}
          {planned.shows.length > 0 ? (
            <Section title="Planned" shows={planned.shows.toSorted(byStart)} timeZone={planned.timeZone} />
          ) : (
            <section aria-label="Planned" className="grid gap-2">
              <h2 className="text-sm font-semibold text-muted">Planned</h2>
              <p className="rounded-md border border-dashed px-4 py-5 text-muted">Nothing is planned. A plan has its products in order and is checked before it goes live.</p>
            </section>
          )}
          {past.shows.length > 0 && (
            <div className="grid gap-3">
              <Section title="Past" shows={past.shows} timeZone={past.timeZone} />
              {past.hasNextPage && (
                <Button className="justify-self-center" busy={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>Show more</Button>
              )}
            </div>
          )}
        </div>
      )}
    </>
  );
}

function Section({ title, shows, timeZone }: { title: string; shows: readonly ShowRow[]; timeZone: string }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h2 className="text-sm font-semibold text-muted">{title}</h2>
      <ul className="divide-y rounded-md border bg-surface">
        {shows.map((show) => (
          <li key={show.id} className="group relative flex items-center gap-3 px-4 py-2.5 transition-colors duration-150 first:rounded-t-md last:rounded-b-md hover:bg-hover">
            <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1 md:grid-cols-[minmax(0,1fr)_auto] md:items-center">
              <div className="min-w-0">
                <p className="flex min-w-0 items-center gap-2">
                  <Link href={`/shows/${show.id}`} dir="auto" className="truncate text-base font-medium after:absolute after:inset-0 after:rounded-md">{show.title}</Link>
                  {show.status === 'live' && <LiveMark />}
                  <span className="flex shrink-0 gap-1.5">{show.platforms.map((platform) => <PlatformGlyph key={platform} platform={platform} />)}</span>
                </p>
                <p className="text-faint"><When show={show} timeZone={timeZone} /></p>
              </div>
              {show.status !== 'planned' && <Sums show={show} />}
            </div>
            <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden />
          </li>
        ))}
      </ul>
    </section>
  );
}

function When({ show, timeZone }: { show: ShowRow; timeZone: string }) {
  if (show.status === 'planned') return show.starts_at ? startWords(show.starts_at, timeZone) : 'No time yet';
  const from = show.started_at ?? show.created_at;
  const length = show.ended_at && show.started_at ? ` · ${lengthWords(Date.parse(show.ended_at) - Date.parse(show.started_at))}` : '';
  return `${startWords(from, timeZone)}${length}`;
}

/** What came of a show. */
export function Sums({ show }: { show: ShowRow }) {
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 md:justify-end [&_dd]:font-medium [&_dt]:text-faint [&>div]:flex [&>div]:gap-1.5">
      <div><dt>orders</dt><dd>{show.orders}</dd></div>
      <div>
        <dt>paid</dt>
        <dd className={show.paid > 0 ? 'text-money' : undefined}>{show.paid}{show.paid > 0 && ` · ${formatMoney(show.paid_minor, show.currency)}`}</dd>
      </div>
      {show.held > 0 && <div><dt>held</dt><dd>{show.held}</dd></div>}
      <div><dt>unpaid</dt><dd className={show.unpaid > 0 ? 'text-warn' : undefined}>{show.unpaid}</dd></div>
    </dl>
  );
}
