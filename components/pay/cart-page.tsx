import { heldLines, heldUntilOf, viewOf, type Cart } from '#lib/carts/view.ts';
import type { Word } from '#lib/carts/words/en.ts';
import { Checkout } from './checkout.tsx';
import { ContactForm } from './contact-form.tsx';
import { HeldFor } from './held-for.tsx';
import { HeldLines } from './held-lines.tsx';
import { LanguageMenu } from './language-menu.tsx';
import { MoneyNews, newsOf } from './money-news.tsx';
import { EndedLines, PaidLines } from './past-lines.tsx';
import type { Speech } from './speech.ts';
import { card, heading } from './styles.ts';
import { WaitingLines } from './waiting-lines.tsx';
import { Watch } from './watch.tsx';

/** What `?notice=` and `?problem=` of the API's redirects say; what is not known says nothing, so nobody puts words here by a link. */
const notices: Readonly<Record<string, Word>> = { saved: 'noticeSaved', changed: 'noticeChanged', left: 'noticeLeft' };
const problems: Readonly<Record<string, Word>> = {
  being_paid: 'problemPaying', not_pending: 'problemChanged', not_yours: 'problemChanged', conflict: 'problemChanged', not_found: 'problemChanged',
  bad_quantity: 'problemInvalid', invalid: 'problemInvalid', bad_request: 'problemInvalid', too_large: 'problemInvalid',
  discount_unknown: 'problemCodeUnknown', discount_ended: 'problemCodeEnded', discount_used_up: 'problemCodeUsedUp',
  rate_limited: 'problemTooOften', payment_refused: 'problemRefused', unavailable: 'problemAway', overloaded: 'problemAway', internal: 'problemAway',
};

const pollMs = 5000;
/** While the buyer waits for the word that the payment has come. */
const confirmingPollMs = 2000;

interface CartPageProps {
  cart: Cart;
  speech: Speech;
  token: string;
  isTest: boolean;
  country: string;
  /** Of the address: what was just done. */
  said: { paid?: string | undefined; notice?: string | undefined; problem?: string | undefined };
}

function Said({ said, cart, speech: { say } }: Pick<CartPageProps, 'said' | 'cart' | 'speech'>) {
  const problem = said.problem === undefined ? undefined : problems[said.problem];
  const notice = said.notice === undefined ? undefined : notices[said.notice];
  if (problem) return <p role="alert" className="rounded-md bg-warn-soft px-4 py-3 text-base text-warn">{say(problem, { seller: cart.state.seller.name })}</p>;
  if (notice) return <p role="status" className="rounded-md bg-hover px-4 py-3 text-base">{say(notice)}</p>;
  return null;
}

function HeldSection({ cart, speech, base }: { cart: Cart; speech: Speech; base: string }) {
  const { state, facts, totals } = cart;
  const held = heldLines(cart).map((line) => line.orderId);
  const lines = state.lines.filter((line) => line.status === 'pending');
  const until = heldUntilOf(cart);
  if (lines.length === 0) return null;
  return (
    <section className={card}>
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 px-4 pt-3">
        <h2 className={heading}>{speech.say('yourItems')}</h2>
        {until && <HeldFor heldUntil={until} serverNow={state.serverNow} holdSeconds={facts.holdSeconds} locale={speech.locale} untilWords={speech.say('heldUntil')} overWords={speech.say('timeUp')} />}
      </div>
      <HeldLines speech={speech} lines={lines} processing={facts.processing} over={lines.map((line) => line.orderId).filter((id) => !held.includes(id))} base={base} />
      {totals.lines.length > 0 && facts.processing.length === 0 && <Checkout cart={cart} speech={speech} base={base} />}
    </section>
  );
}

/** The buyer's page: what is held, what it costs, one way to pay; below it what waits, what is paid and what has ended. Works without scripts. */
export function CartPage({ cart, speech, token, isTest, country, said }: CartPageProps) {
  const { state, facts } = cart;
  const { say } = speech;
  const base = `/api/pay/${token}`;
  const news = newsOf(cart, said.paid !== undefined);
  const paid = state.lines.filter((line) => line.status === 'paid' || line.status === 'refunded');
  const ended = state.lines.filter((line) => line.status === 'expired' || line.status === 'cancelled');
  const isEmpty = paid.length === 0 && !state.lines.some((line) => line.status === 'pending');
  return (
    <main className="mx-auto grid w-full max-w-lg content-start gap-4 px-4 pt-4 pb-8">
      {isTest && <p className="-mx-4 -mt-4 bg-warn-soft px-4 py-2 text-center text-sm text-warn">{say('testMode')}</p>}
      <header className="grid gap-0.5">
        <h1 className="text-xl font-semibold [overflow-wrap:anywhere]">{say('title', { seller: state.seller.name })}</h1>
        <p className="text-sm text-muted">
          <bdi>{state.buyer.name}</bdi> · <bdi>{state.show.title}</bdi>
        </p>
      </header>
      <Said said={said} cart={cart} speech={speech} />
      <MoneyNews cart={cart} news={news} speech={speech} />
      {isEmpty && (
        <section className={`${card} px-4 py-6 text-center`}>
          <h2 className="text-lg font-semibold">{say('empty')}</h2>
          <p className="text-base text-muted">{say('emptyNote')}</p>
        </section>
      )}
      <HeldSection cart={cart} speech={speech} base={base} />
      {state.waiting.length > 0 && <WaitingLines waiting={state.waiting} speech={speech} base={base} />}
      {paid.length > 0 && <PaidLines lines={paid} speech={speech} />}
      {ended.length > 0 && <EndedLines lines={ended} facts={facts} speech={speech} />}
      <ContactForm buyer={state.buyer} seller={state.seller.name} country={country} speech={speech} base={base} />
      <footer className="grid justify-items-start">
        <p className="text-sm text-muted">{say('help', { seller: state.seller.name })}</p>
        <LanguageMenu speech={speech} base={base} />
      </footer>
      <Watch token={token} version={viewOf(cart).version} everyMs={news === 'confirming' ? confirmingPollMs : pollMs} />
    </main>
  );
}
