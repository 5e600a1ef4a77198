import { ArrowLeft, FlaskConical } from 'lucide-react';
import { PayForm } from './pay-form.tsx';
import { AfterPaying, Ended } from './outcome.tsx';

/** A checkout as its page shows it; amounts as text. */
export interface CheckoutView {
  id: string;
  state: 'open' | 'expired' | 'paid' | 'at_bank' | 'refused';
  lines: { name: string; total: string; picture: string | null }[];
  total: string;
  email: string;
  /** ISO 3166-1 alpha-2; empty: no address is asked for. */
  countries: readonly string[];
  wantsPhone: boolean;
  endsAt: string;
  isDisputed: boolean;
  refunded: string | null;
  /** Where the buyer came from, or goes on to. */
  shopUrl: string;
}

function TestBand() {
  return (
    <p className="flex min-h-11 items-center justify-center gap-2 border-b border-warn/40 bg-warn-soft px-4 py-2 text-center text-sm font-medium text-warn">
      <FlaskConical className="size-4 shrink-0" aria-hidden />
      <span>
        <strong className="font-semibold">TEST</strong> · Test payment. No money moves.
      </span>
    </p>
  );
}

function Summary({ view }: { view: CheckoutView }) {
  return (
    <section aria-labelledby="summary" className="grid content-start gap-5">
      {view.state === 'open' && (
        <a href={view.shopUrl} className="hidden min-h-11 items-center gap-2 justify-self-start rounded-sm text-sm text-muted hover:text-ink md:inline-flex">
          <ArrowLeft className="size-4 rtl:rotate-180" aria-hidden /> Back to the shop
        </a>
      )}
      <div className="grid gap-1">
        <h1 id="summary" className="text-sm text-muted">
          Test payment
        </h1>
        <p className="text-2xl font-semibold tracking-tight">{view.total}</p>
      </div>
      <ul className="grid">
        {view.lines.map((line, n) => (
          <li key={n} className="flex items-center gap-3 border-t py-3 text-sm">
            {/* oxlint-disable-next-line nextjs/no-img-element -- pictures come sized from the shop */}
            {line.picture && <img src={line.picture} alt="" width={40} height={40} className="size-10 shrink-0 rounded-sm bg-hover object-cover" />}
            <span className="min-w-0 flex-1 break-words" dir="auto">
              {line.name}
            </span>
            <span className="shrink-0 font-medium">{line.total}</span>
          </li>
        ))}
        <li className="flex items-baseline justify-between gap-3 border-t border-line-strong py-3 text-base font-semibold">
          <span>Total</span>
          <span>{view.total}</span>
        </li>
      </ul>
    </section>
  );
}

/** The sandbox's own checkout: the lines, and beside them the form or what became of it. Plain HTML: it works without scripts. */
export function CheckoutPage({ view, isFilled, problem }: { view: CheckoutView; isFilled: boolean; problem: string | null }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <TestBand />
      <main className="mx-auto grid w-full max-w-240 flex-1 content-start gap-8 px-4 py-6 sm:px-6 md:grid-cols-2 md:gap-14 md:py-14">
        <Summary view={view} />
        {view.state === 'open' ? <PayForm view={view} isFilled={isFilled} problem={problem} /> : view.state === 'expired' ? <Ended view={view} /> : <AfterPaying view={view} />}
      </main>
      <p className="border-t px-4 py-4 text-center text-xs text-faint">This page stands in for a payment provider while none is set up. Card numbers are never asked for here.</p>
    </div>
  );
}
