'use client';
import { useState } from 'react';
import { priceText, readPrice } from '#components/products/draft.ts';
import { Input } from '#components/ui/input.tsx';
import type { Shipping, Tax } from '#lib/carts/schema.ts';
// oxlint-disable-next-line no-restricted-imports -- pure, and the one place where totals are reckoned: the example must not differ from the bill
import { computeTotals } from '#lib/carts/totals.ts';
import { formatMoney, minorDigits } from '#lib/core/money.ts';

interface TotalExampleProps {
  shipping: Shipping;
  tax: Tax;
  currency: string;
}

/** What a cart would pay with these settings: reckoned as the buyer's page does. */
export function TotalExample({ shipping, tax, currency }: TotalExampleProps) {
  const [goods, setGoods] = useState(() => priceText(40 * 10 ** Math.max(2, minorDigits(currency)), currency));
  const [grams, setGrams] = useState('600');
  const read = readPrice(goods, currency);
  const weight = Number(grams);
  const known = typeof read === 'number' && Number.isInteger(weight) && weight >= 0;
  const totals = computeTotals({ currency, lines: [{ id: 'example', unitPriceMinor: known ? read : 0, quantity: 1, weightGrams: known ? weight : 0 }], shipping, tax, discount: null });
  const money = (minor: number) => formatMoney(minor, currency);
  return (
    <section aria-label="Example" className="grid gap-2 rounded-md border bg-surface p-3">
      <div className="flex flex-wrap items-center gap-2 text-muted">
        A cart of
        <Input aria-label={`Goods of the example, ${currency}`} inputMode="decimal" value={goods} onChange={(event) => setGoods(event.target.value)} className="w-24" />
        and
        <Input aria-label="Weight of the example, grams" inputMode="numeric" value={grams} onChange={(event) => setGrams(event.target.value)} className="w-20" />
        g
      </div>
      <p aria-live="polite">
        {known ? (
          <>
            pays <span className="font-medium">{totals.shippingMinor === 0 ? 'no shipping' : `${money(totals.shippingMinor)} shipping`}</span>
            {totals.taxMinor > 0 && <>{totals.taxIncluded ? ', with ' : ' and '}<span className="font-medium">{money(totals.taxMinor)} tax</span>{totals.taxIncluded && ' in it'}</>}
            : <span className="font-semibold">{money(totals.totalMinor)}</span> in all.
          </>
        ) : (
          <span className="text-faint">An amount and whole grams.</span>
        )}
      </p>
    </section>
  );
}
