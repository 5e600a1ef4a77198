import type { ReactNode } from 'react';
import type { Cart } from '#lib/carts/view.ts';
import type { Speech } from './speech.ts';

export type News = 'confirming' | 'processing' | 'paid' | 'failed';

/** What the page says first about money; null when there is nothing to say. `justPaid`: the buyer comes back from the payment page. */
export function newsOf({ state, facts }: Cart, justPaid: boolean): News | null {
  const last = state.payments.at(-1);
  if (state.payments.some((payment) => payment.status === 'processing')) return 'processing';
  if (last?.status === 'open' && justPaid) return 'confirming';
  if (last?.status === 'failed') return 'failed';
  const isLate = !state.lines.some((line) => line.status === 'paid' && !facts.late.includes(line.orderId));
  return last?.status === 'paid' && justPaid && !isLate ? 'paid' : null;
}

function Box({ tone, children }: { tone: string; children: ReactNode }) {
  return (
    <div role="status" className={`grid gap-0.5 rounded-md px-4 py-3 text-base ${tone}`}>
      {children}
    </div>
  );
}

/** Where a payment stands, and what was given back. Says nothing that the provider has not said. */
export function MoneyNews({ cart, news, speech: { say, money } }: { cart: Cart; news: News | null; speech: Speech }) {
  const { payments, seller } = cart.state;
  const last = payments.at(-1);
  const shown = news === 'processing' ? payments.find((payment) => payment.status === 'processing') : last;
  const amount = shown ? money(shown.amountMinor, shown.currency) : '';
  return (
    <>
      {news === 'processing' && <Box tone="bg-question-soft text-question">{say('bankWorking', { amount })}</Box>}
      {news === 'confirming' && <Box tone="bg-question-soft text-question">{say('confirming')}</Box>}
      {news === 'failed' && <Box tone="bg-warn-soft text-warn">{say('failed')}</Box>}
      {news === 'paid' && (
        <Box tone="bg-money-soft text-money">
          <strong className="text-lg font-semibold">{say('thanks')}</strong>
          <span>{say('thanksPaid', { amount, seller: seller.name })}</span>
        </Box>
      )}
      {cart.facts.refunds.map((refund) => (
        <Box key={refund.id} tone="border bg-surface text-ink">
          {say(refund.status === 'accepted' ? 'givenBack' : 'goingBack', { amount: money(refund.amountMinor, refund.currency) })}
        </Box>
      ))}
    </>
  );
}
