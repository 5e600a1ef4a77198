import type { Cart } from '#lib/carts/view.ts';
import type { Speech } from './speech.ts';
import { field, payButton, quietSummary, secondaryButton } from './styles.ts';

function Row({ name, amount, strong }: { name: string; amount: string; strong?: boolean }) {
  return (
    <div className={`flex items-baseline justify-between gap-4 ${strong ? 'border-t pt-2 text-lg font-semibold' : 'text-muted'}`}>
      <dt>{name}</dt>
      <dd className="shrink-0">{amount}</dd>
    </div>
  );
}

/** What it comes to, line by line. */
function Sums({ cart: { totals, state }, speech: { say, money } }: { cart: Cart; speech: Speech }) {
  const amount = (minor: number) => money(minor, totals.currency);
  const hasShipping = state.seller.shipping.kind !== 'none';
  return (
    <dl className="grid gap-1 text-base">
      <Row name={say('subtotal')} amount={amount(totals.goodsMinor)} />
      {totals.discountMinor > 0 && <Row name={say('discount', { code: totals.discountCode ?? '' })} amount={amount(-totals.discountMinor)} />}
      {hasShipping && <Row name={say('shipping')} amount={totals.shippingMinor === 0 ? say('free') : amount(totals.shippingMinor)} />}
      {totals.taxMinor > 0 && !totals.taxIncluded && <Row name={say('tax')} amount={amount(totals.taxMinor)} />}
      <Row name={say('total')} amount={amount(totals.totalMinor)} strong />
      {totals.taxMinor > 0 && totals.taxIncluded && <Row name={say('taxIncluded')} amount={amount(totals.taxMinor)} />}
    </dl>
  );
}

function DiscountForm({ cart: { totals, state }, speech: { say, money }, base }: { cart: Cart; speech: Speech; base: string }) {
  const to = `${base}/discount`;
  if (state.discount) {
    return (
      <form method="post" action={to} className="flex items-center justify-between gap-3">
        <p className="text-sm text-muted">
          {totals.discountShortMinor > 0 ? say('codeNeedsMore', { code: state.discount.code, amount: money(totals.discountShortMinor, totals.currency) }) : say('discount', { code: state.discount.code })}
        </p>
        <input type="hidden" name="code" value="" />
        <button className={secondaryButton} aria-label={`${say('removeCode')}: ${state.discount.code}`}>{say('removeCode')}</button>
      </form>
    );
  }
  return (
    <details>
      <summary className={quietSummary}>{say('discountCode')}</summary>
      <form method="post" action={to} className="flex gap-2 pb-1">
        <input className={`${field} uppercase placeholder:normal-case`} name="code" aria-label={say('discountCode')} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={32} required dir="ltr" />
        <button className={secondaryButton}>{say('useCode')}</button>
      </form>
    </details>
  );
}

/** What it costs and the one way to pay it. */
export function Checkout({ cart, speech, base }: { cart: Cart; speech: Speech; base: string }) {
  const { say, money } = speech;
  const { totals, state } = cart;
  return (
    <div className="grid gap-3 border-t px-4 pt-3 pb-4">
      <DiscountForm cart={cart} speech={speech} base={base} />
      <Sums cart={cart} speech={speech} />
      {/* Always within reach of the thumb, however much is in the cart. */}
      <form method="post" action={`${base}/checkout`} className="sticky bottom-0 -mx-4 -mb-4 grid gap-1 rounded-b-md bg-surface px-4 pt-2 pb-[max(1rem,env(safe-area-inset-bottom))]">
        <button className={payButton}>{totals.totalMinor === 0 ? say('payFree') : say('pay', { amount: money(totals.totalMinor, totals.currency) })}</button>
        {totals.totalMinor > 0 && <p className="text-center text-xs text-muted">{say(state.seller.shipCountries.length > 0 ? 'payNextAddress' : 'payNext')}</p>}
      </form>
    </div>
  );
}
