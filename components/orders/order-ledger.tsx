'use client';
import { Ban, Check, CheckCheck, CircleHelp, CircleSlash, Clock, type LucideIcon, Pencil, Undo2, Users } from 'lucide-react';
import { useState } from 'react';
import { LedgerProof } from '#components/ledger/proof.tsx';
import { WhySheet } from '#components/ledger/why.tsx';
import { freeBefore } from '#components/ledger/words.ts';
import { useSeat } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import type { LedgerRow } from '#lib/claims/schema.ts';
import type { OrderRow } from '#lib/orders/schema.ts';
import { usePeople } from './queries.ts';
import { actorWords, clockWords, entryTitle, exactWords, hasMoment, lagWords, type People, reasonWords, resolvedWords, sourceWords, whyWords } from './words.ts';

const marks: Record<LedgerRow['outcome'], { icon: LucideIcon; tone: string }> = {
  held: { icon: Check, tone: 'bg-money-soft text-money' },
  waitlisted: { icon: Users, tone: 'bg-question-soft text-question' },
  review: { icon: CircleHelp, tone: 'bg-warn-soft text-warn' },
  rejected: { icon: Ban, tone: 'bg-danger-soft text-danger' },
  expired: { icon: Clock, tone: 'bg-hover text-muted' },
  cancelled: { icon: Ban, tone: 'bg-cancel-soft text-cancel' },
  ignored: { icon: CircleSlash, tone: 'bg-hover text-muted' },
  nothing: { icon: CircleSlash, tone: 'bg-hover text-muted' },
  paid: { icon: CheckCheck, tone: 'bg-money-soft text-money' },
  refunded: { icon: Undo2, tone: 'bg-hover text-muted' },
  changed: { icon: Pencil, tone: 'bg-hover text-muted' },
};

interface OrderLedgerProps {
  order: OrderRow;
  ledger: readonly LedgerRow[];
}

/** Why they got it: each entry of the ledger, oldest first, as it was written down. */
export function OrderLedger({ order, ledger }: OrderLedgerProps) {
  const { userId } = useSeat();
  const [whyOpen, setWhyOpen] = useState(false);
  const { data } = usePeople();
  const people: People = { me: userId, emails: new Map(data?.items.map((member) => [member.user_id, member.email])) };
  return (
    <section aria-labelledby="why" className="grid gap-3">
      <div className="grid gap-1">
        <h3 id="why" className="text-sm font-semibold">Why did they get it?</h3>
        <p className="text-pretty text-muted">{whyWords(order, ledger)}</p>
        <Button size="sm" className="mt-1 justify-self-start" onClick={() => setWhyOpen(true)}>
          <Users className="size-3.5" aria-hidden />
          Who else asked
        </Button>
        <WhySheet asked={{ order: order.id }} open={whyOpen} onOpenChange={setWhyOpen} />
      </div>
      <ol className="grid">
        {ledger.map((row, at) => (
          <Entry key={row.id} row={row} first={at === 0} last={at === ledger.length - 1} people={people} />
        ))}
      </ol>
      {ledger.at(-1) && <LedgerProof claim={ledger.at(-1)!} />}
    </section>
  );
}

function Entry({ row, first, last, people }: { row: LedgerRow; first: boolean; last: boolean; people: People }) {
  const { icon: Icon, tone } = marks[row.outcome];
  // The comment and its times are said once; a later step adds only what is its own.
  const moment = first && hasMoment(row) && row.chat_message_id !== null;
  const how = moment && row.entry === 'claim' ? resolvedWords(row.resolved_by) : null;
  return (
    <li className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-3">
      <span className="grid grid-rows-[24px_1fr] justify-items-center">
        <span className={cn('grid size-6 place-items-center rounded-full', tone)}>
          <Icon className="size-3.5" aria-hidden />
        </span>
        {!last && <span className="my-1 w-px bg-line-strong" />}
      </span>
      <div className={cn('grid gap-1.5', !last && 'pb-5')}>
        <div className="flex min-h-6 items-baseline justify-between gap-3">
          <p className="font-medium">{entryTitle(row)}</p>
          <time dateTime={row.created_at} className="text-xs text-faint">{clockWords(row.created_at)}</time>
        </div>
        {row.message && (first || row.reason === 'buyer_said_so') && (
          <blockquote dir="auto" className="rounded-sm bg-hover px-2.5 py-1.5 text-base break-words">{row.message}</blockquote>
        )}
        <p className="text-muted">{reasonWords(row.reason)}.</p>
        {(moment || row.rank !== null) && (
          <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs [&_dt]:text-faint">
            {moment && <dt>Written</dt>}
            {moment && <dd>{exactWords(row.said_at)} on {sourceWords(row.source)}</dd>}
            {moment && <dt>Arrived</dt>}
            {moment && <dd>{exactWords(row.received_at)}, {lagWords(row.said_at, row.received_at)}</dd>}
            {row.rank !== null && <dt>In line</dt>}
            {row.rank !== null && <dd>Number {row.rank} for {row.variant_name} in this show</dd>}
            {how && <dt>Understood</dt>}
            {how && <dd>{row.quantity} × #{row.product_code} {row.variant_name}, {how}{row.match_score !== null && `, ${Math.round(row.match_score * 100)} % sure`}</dd>}
            {moment && row.entry === 'claim' && row.score !== null && <dt>Read as</dt>}
            {moment && row.entry === 'claim' && row.score !== null && <dd>{row.intent === 'buy' ? 'a claim' : row.intent}, {Math.round(row.score * 100)} % sure</dd>}
            {row.rank !== null && row.free !== null && <dt>Stock</dt>}
            {row.rank !== null && row.free !== null && <dd>{freeBefore(row)} of {row.stock} {freeBefore(row) === 1 ? 'was' : 'were'} free</dd>}
          </dl>
        )}
        <p className="text-xs text-faint">{actorWords(row, people)}</p>
      </div>
    </li>
  );
}
