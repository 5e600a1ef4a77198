'use client';
import { ChartNoAxesColumn, Download, PackageCheck, Printer } from 'lucide-react';
import Link from 'next/link';
import { ApiFault, messageOf } from '#components/api.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '#components/ui/dropdown-menu.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { formatMoney } from '#lib/core/money.ts';
import { compareWords, countWords, eachWords, shareWords } from '#lib/reports/rules.ts';
import type { ShowReport } from '#lib/reports/schema.ts';
import { Funnel } from './funnel.tsx';
import { BuyersSection, ProductsSection, SpeedSection } from './lists.tsx';
import { useReport } from './queries.ts';
import { Figure } from './section.tsx';
import { Timeline } from './timeline.tsx';

/** One show in figures that answer questions; on paper as it is on the screen. */
export function ReportPage({ id }: { id: string }) {
  const { data, isError, error, refetch } = useReport(id);
  return (
    <div className="min-h-full">
      <div className="no-print">
        <PageHeader title="Report" note={data && <Link href={`/shows/${id}`} dir="auto" className="rounded-sm hover:underline">{data.show.title}</Link>}>
          <Button asChild><Link href={`/shows/${id}/pick-list`}><PackageCheck className="size-4" aria-hidden /> Pick list</Link></Button>
          <ExportMenu id={id} />
          <Button onClick={() => window.print()} disabled={!data}><Printer className="size-4" aria-hidden /> Print</Button>
        </PageHeader>
      </div>
      {data ? <Body report={data} /> : isError ? (
        error instanceof ApiFault && error.status === 404 ? (
          <Empty title="There is no such show" action={<Button asChild><Link href="/shows">All shows</Link></Button>}>The address may be cut off, or it belongs to another shop.</Empty>
        ) : (
          <Empty title="The report could not be made" action={<Button onClick={() => void refetch()}>Try again</Button>}>{messageOf(error)}</Empty>
        )
      ) : <Loading />}
    </div>
  );
}

function ExportMenu({ id }: { id: string }) {
  const files = [
    { href: `/api/exports/orders?show=${id}`, name: 'Orders of this show' },
    { href: `/api/exports/ledger?show=${id}`, name: 'Ledger of this show' },
    { href: '/api/exports/buyers', name: 'All buyers' },
  ];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild><Button><Download className="size-4" aria-hidden /> CSV</Button></DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {files.map(({ href, name }) => (
          <DropdownMenuItem key={href} asChild><a href={href} download>{name}</a></DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function whenWords({ show, timeZone }: ShowReport): string {
  if (!show.startedAt) return 'Not started yet';
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(show.startedAt));
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const end = show.endedAt ? `to ${clock.format(new Date(show.endedAt))}` : 'and still live';
  return `${day}, ${clock.format(new Date(show.startedAt))} ${end}`;
}

function Body({ report }: { report: ShowReport }) {
  const { totals, revenue, show } = report;
  const compared = compareWords(report);
  return (
    <article className="mx-auto grid max-w-[1040px] gap-8 px-4 py-6 pb-24 md:px-6 print:gap-5 print:p-0">
      <header className="grid gap-1">
        <h2 dir="auto" className="text-xl font-semibold print:text-2xl">{show.title}</h2>
        <p className="text-muted">{whenWords(report)}</p>
        {compared && totals.orders > 0 && <p className="mt-2 text-base">{compared}</p>}
      </header>
      {totals.claims + totals.orders === 0 ? (
        <Empty icon={ChartNoAxesColumn} title="Nothing was claimed" action={show.status === 'live' ? <Button asChild><Link href="/live">Go to the live desk</Link></Button> : <Button asChild><Link href="/shows">All shows</Link></Button>}>
          {totals.comments === 0 ? 'No comments came either. Check that a bridge sends them.' : `${countWords(totals.comments, 'comment')} came, and none of them asked for a product.`}
        </Empty>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-5 border-t pt-6 sm:grid-cols-3 lg:grid-cols-5 print:grid-cols-5">
            {revenue.length === 0 && <Figure name="Came in" value={formatMoney(0, report.currency)} note="nothing is paid yet" />}
            {revenue.map((sum) => (
              <Figure
                key={sum.currency}
                name={revenue.length > 1 ? `Came in, ${sum.currency}` : 'Came in'}
                value={<span className="text-money">{formatMoney(sum.paidMinor - sum.refundedMinor, sum.currency)}</span>}
                note={sum.refundedMinor > 0 ? `after ${formatMoney(sum.refundedMinor, sum.currency)} given back` : 'with shipping and tax'}
              />
            ))}
            <Figure name="Paid orders" value={totals.everPaid.toLocaleString('en')} note={totals.refunded > 0 ? `${totals.refunded} given back` : countWords(totals.unitsSold, 'unit')} />
            <Figure name="Claims paid for" value={shareWords(totals.everPaid, totals.claims)} note={`${totals.everPaid} of ${countWords(totals.claims, 'claim')}`} />
            <Figure name="Buyers" value={totals.buyers.toLocaleString('en')} note={totals.buyers > 0 ? eachWords(totals.everPaid / totals.buyers) : undefined} />
            <Figure name="Comments" value={totals.comments.toLocaleString('en')} note={`${shareWords(totals.claims, totals.comments)} asked for something`} />
          </dl>
          <Timeline report={report} />
          <Funnel report={report} />
          <ProductsSection report={report} />
          <BuyersSection report={report} />
          <SpeedSection report={report} />
        </>
      )}
    </article>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Counting" className="mx-auto grid max-w-[1040px] gap-8 px-4 py-6 md:px-6">
      <Skeleton className="h-8 w-64" />
      <Skeleton className="h-16" />
      <Skeleton className="h-72" />
      <Skeleton className="h-40" />
    </div>
  );
}
