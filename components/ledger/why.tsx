'use client';
import { Check, Link as LinkIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ApiFault, messageOf } from '#components/api.ts';
import { clockWords, exactWords, lagWords, resolvedWords, sourceWords } from '#components/orders/words.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Empty } from '#components/ui/empty.tsx';
import { Sheet, SheetBody, SheetContent } from '#components/ui/sheet.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { sayError } from '#components/ui/toast.tsx';
import type { LineRow, Why } from '#lib/ledger/schema.ts';
import { LedgerProof } from './proof.tsx';
import { useWhy, type Asked } from './queries.ts';
import { answerWords, laterWords, nowFaces } from './words.ts';

interface WhySheetProps {
  asked: Asked;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Why did they get it: everybody who asked for the same, in order, and what became of it. */
export function WhySheet({ asked, open, onOpenChange }: WhySheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent title="Why did they get it?">
        <SheetBody className="gap-6">
          <Answer asked={asked} />
        </SheetBody>
      </SheetContent>
    </Sheet>
  );
}

function Answer({ asked }: { asked: Asked }) {
  const { data, isError, error, refetch } = useWhy(asked);
  if (data) return <Told why={data} />;
  if (!isError) {
    return (
      <div className="grid gap-4" role="status" aria-label="Loading">
        <Skeleton className="h-16" />
        <Skeleton className="h-48" />
      </div>
    );
  }
  if (error instanceof ApiFault && error.status === 404) return <Empty title="Nothing was asked for here">The ledger tells of claims: what was said in between is not in it.</Empty>;
  return <Empty title="This could not be loaded" action={<Button onClick={() => void refetch()}>Try again</Button>}>{messageOf(error)}</Empty>;
}

function Told({ why }: { why: Why }) {
  const { claim, line, total, later } = why;
  const how = claim.entry === 'claim' ? resolvedWords(claim.resolved_by) : null;
  const percent = (score: number) => `${Math.round(score * 100)} %`;
  return (
    <>
      <section className="grid gap-3">
        <div className="grid gap-1">
          <p className="text-base font-semibold"><bdi>{claim.client ?? claim.buyer_name}</bdi></p>
          <p className="text-pretty text-muted">{answerWords(why)}</p>
        </div>
        {claim.message !== null && <blockquote dir="auto" className="rounded-sm bg-hover px-2.5 py-1.5 text-base [overflow-wrap:anywhere]">{claim.message}</blockquote>}
        <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-1 text-xs [&_dt]:text-faint">
          {claim.message !== null && <dt>Written</dt>}
          {claim.message !== null && <dd>{exactWords(claim.said_at)} on {sourceWords(claim.source)}</dd>}
          <dt>Arrived</dt>
          <dd>{exactWords(claim.received_at)}{claim.message !== null && `, ${lagWords(claim.said_at, claim.received_at)}`}</dd>
          {how && <dt>Product</dt>}
          {how && <dd>Found {how}{claim.match_score !== null && `, ${percent(claim.match_score)} sure`}</dd>}
          {claim.intent !== null && claim.score !== null && claim.entry === 'claim' && <dt>Read as</dt>}
          {claim.intent !== null && claim.score !== null && claim.entry === 'claim' && <dd>{claim.intent === 'buy' ? 'a claim' : claim.intent}, {percent(claim.score)} sure</dd>}
        </dl>
        <CopyLink token={claim.token} />
      </section>
      {later.length > 0 && (
        <section className="grid gap-2" aria-labelledby="why-later">
          <h3 id="why-later" className="text-sm font-semibold">What happened later</h3>
          <ol className="grid gap-1.5">
            {later.map((row) => (
              <li key={row.id} className="grid grid-cols-[72px_minmax(0,1fr)] gap-x-3">
                <time dateTime={row.created_at} className="text-xs leading-5 text-faint tabular-nums">{clockWords(row.created_at)}</time>
                <span>{laterWords(row)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {line.length > 0 && <Line line={line} total={total} claimId={claim.id} />}
      <LedgerProof claim={claim} />
    </>
  );
}

function Line({ line, total, claimId }: { line: readonly LineRow[]; total: number; claimId: number }) {
  const mine = useRef<HTMLTableRowElement>(null);
  // In a long line the claim is in sight; a short one begins at its first.
  useEffect(() => {
    if (line.length > 30) mine.current?.scrollIntoView({ block: 'center' });
  }, [line.length]);
  return (
    <section className="grid gap-2" aria-labelledby="why-line">
      <div className="flex items-baseline justify-between gap-3">
        <h3 id="why-line" className="text-sm font-semibold">Everybody who asked</h3>
        {total > line.length && <p className="text-xs text-faint">{line.length} of {total.toLocaleString('en')}</p>}
      </div>
      <div className="overflow-x-auto rounded-md border">
        <table className="w-full text-sm tabular-nums">
          <thead className="text-xs text-faint">
            <tr className="border-b [&_th]:px-2 [&_th]:py-1.5 [&_th]:text-start [&_th]:font-normal">
              <th scope="col" className="w-8 ps-3!"><span className="sr-only">Place</span>#</th>
              <th scope="col">Name</th>
              <th scope="col" className="max-sm:hidden">Written</th>
              <th scope="col">Arrived</th>
              <th scope="col"><span className="sr-only">Now</span></th>
            </tr>
          </thead>
          <tbody>
            {line.map((row) => {
              const isMine = row.id === claimId;
              const { word, tone } = nowFaces[row.outcome_now];
              return (
                <tr key={row.id} ref={isMine ? mine : null} aria-current={isMine || undefined} className={cn('border-b last:border-b-0 [&_td]:px-2 [&_td]:py-1.5', isMine && 'bg-money-soft font-medium')}>
                  <td className="ps-3! text-faint">{row.rank ?? '–'}</td>
                  <td className="max-w-36 truncate max-sm:max-w-28"><bdi title={row.name ?? undefined}>{row.name}</bdi>{row.quantity > 1 && <span className="text-muted"> ×{row.quantity}</span>}</td>
                  <td className="whitespace-nowrap text-muted max-sm:hidden">{exactWords(row.said_at)}</td>
                  <td className="whitespace-nowrap">{exactWords(row.received_at)}</td>
                  <td className="pe-3! text-end"><Badge tone={tone}>{word}</Badge></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function CopyLink({ token }: { token: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    const address = `${location.origin}/fair/${token}`;
    const failed = () => sayError('It could not be copied', address);
    if (!navigator.clipboard) return failed();
    navigator.clipboard.writeText(address).then(() => setCopied(true), failed);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button size="sm" onClick={copy}>
        {copied ? <Check className="size-3.5" aria-hidden /> : <LinkIcon className="size-3.5" aria-hidden />}
        {copied ? 'Copied' : 'Copy link for the buyer'}
      </Button>
      <a href={`/fair/${token}`} target="_blank" rel="noreferrer" className="text-sm text-muted underline decoration-line-strong underline-offset-4 hover:text-ink">See what they see</a>
      <span role="status" className="sr-only">{copied ? 'Copied' : ''}</span>
    </div>
  );
}
