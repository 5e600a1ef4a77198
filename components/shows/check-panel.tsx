'use client';
import { CircleCheck, ChevronRight, OctagonX, Radio, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { CheckItem, ShowRow } from '#lib/shows/schema.ts';
import { messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { sayError } from '#components/ui/toast.tsx';
import { cn } from '#components/ui/cn.ts';
import { useGoLive, useShowCheck } from './plan-queries.ts';
import { useCurrentShow } from './queries.ts';

const marks = {
  ok: { icon: CircleCheck, name: 'Ready', style: 'text-money' },
  warn: { icon: TriangleAlert, name: 'Worth a look', style: 'text-warn' },
  stop: { icon: OctagonX, name: 'Must be fixed', style: 'text-danger' },
};

function Line({ item }: { item: CheckItem }) {
  const { icon: Icon, name, style } = marks[item.status];
  return (
    <li className="flex gap-2.5 py-1.5">
      <Icon role="img" aria-label={name} className={cn('mt-0.5 size-4 shrink-0', style)} />
      <p className="min-w-0 flex-1 text-pretty">
        {item.words}{' '}
        {item.status !== 'ok' && item.fix && (
          <Link href={item.fix} className="hit whitespace-nowrap text-muted underline decoration-line-strong underline-offset-4 hover:text-ink hover:decoration-ink" aria-label={`Fix: ${item.words}`}>
            Fix
          </Link>
        )}
      </p>
    </li>
  );
}

/** What to look at before going live, and the button that does it. */
export function CheckPanel({ show }: { show: ShowRow }) {
  const router = useRouter();
  const { data: items, error, refetch } = useShowCheck(show.id, true);
  const { data: current } = useCurrentShow();
  const live = useGoLive(show.id);
  const open = items?.filter((item) => item.status !== 'ok') ?? [];
  const fine = items?.filter((item) => item.status === 'ok') ?? [];
  const stops = open.filter((item) => item.status === 'stop');
  const other = current?.status === 'live' && current.id !== show.id ? current : null;

  async function go() {
    const { data: now } = await refetch();
    const stop = now?.find((item) => item.status === 'stop');
    if (stop) sayError('Not live yet', stop.words);
    else {
      const asked = location.pathname;
      // Who has gone elsewhere meanwhile is not pulled away.
      follow(live.mutateAsync(), { done: () => void (location.pathname === asked && router.push('/live')) });
    }
  }

  return (
    <section aria-label="Before you go live" className="grid gap-3 rounded-md border bg-surface p-4">
      <h2 className="text-base font-semibold">Before you go live</h2>
      {error && !items ? (
        <p role="alert" className="text-muted">The check did not answer. {messageOf(error)} You can go live without it.</p>
      ) : !items ? (
        <div role="status" aria-label="Loading the check" className="grid gap-2">{Array.from({ length: 4 }, (_, i) => <Skeleton key={i} className="h-5" />)}</div>
      ) : (
        <div className="grid gap-1">
          {open.length > 0 && <ul>{open.toSorted((a, b) => Number(b.status === 'stop') - Number(a.status === 'stop')).map((item) => <Line key={item.id} item={item} />)}</ul>}
          {open.length === 0 && <p className="flex items-center gap-2.5 py-1.5"><CircleCheck className="size-4 text-money" aria-hidden /> Everything is ready.</p>}
          {fine.length > 0 && (
            <details className="group">
              <summary className="flex min-h-7 list-none items-center gap-1 rounded-sm text-faint touch hover:text-ink [&::-webkit-details-marker]:hidden">
                <ChevronRight className="size-4 transition-transform duration-150 group-open:rotate-90" aria-hidden />
                {fine.length} {fine.length === 1 ? 'thing is' : 'things are'} ready
              </summary>
              <ul className="pt-1">{fine.map((item) => <Line key={item.id} item={item} />)}</ul>
            </details>
          )}
        </div>
      )}
      <div className="grid gap-2 border-t pt-3">
        <Button variant="money" size="lg" busy={live.isPending} disabled={stops.length > 0 || other !== null} onClick={() => void go()}>
          <Radio className="size-5" aria-hidden /> Go live
        </Button>
        <p className="text-xs text-faint">
          {other ? (
            <>“{other.title}” is live. <Link href={`/shows/${other.id}`} className="underline underline-offset-4">End it first</Link>.</>
          ) : stops.length > 0 ? (
            `${stops.length === 1 ? 'One thing' : `${stops.length} things`} must be fixed first.`
          ) : (
            'From then on comments become claims. Going live here does not start your stream.'
          )}
        </p>
      </div>
    </section>
  );
}
