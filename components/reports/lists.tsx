'use client';
import { Picture } from '#components/products/picture.tsx';
import { sourceWords } from '#components/orders/words.ts';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '#components/ui/table.tsx';
import { formatMoney } from '#lib/core/money.ts';
import { countWords, durationWords, shareWords } from '#lib/reports/rules.ts';
import type { ShowReport } from '#lib/reports/schema.ts';
import { colours } from './colours.ts';
import { ProductChart } from './lazy-charts.tsx';
import { Figure, Legend, Section } from './section.tsx';

/** Products in a chart; the table has as many as the report does. */
const drawn = 8;

export function ProductsSection({ report: { products, waitlist } }: { report: ShowReport }) {
  if (products.length === 0) return null;
  const [best] = products;
  const sold = best && best.units > 0 ? `#${best.code} ${best.name} brought the most, ${formatMoney(best.revenueMinor, best.currency)}.` : 'Nothing is paid yet.';
  const wanted = waitlist.unmetUnits > 0 ? ` ${countWords(waitlist.unmetUnits, 'unit')} more would have sold.` : '';
  const charted = products.filter((product) => product.units + product.unmetUnits > 0)
    .sort((a, b) => b.units + b.unmetUnits - (a.units + a.unmetUnits)).slice(0, drawn);
  return (
    <Section title="What sold, what was wanted?" answer={<span dir="auto">{sold + wanted}</span>}>
      {charted.length > 1 && (
        <>
          <Legend items={[{ name: 'Sold', colour: colours.paid }, { name: 'Wanted in vain', colour: colours.unmet }]} />
          <ProductChart products={charted} />
        </>
      )}
      <Table>
        <caption className="sr-only">Products of this show</caption>
        <TableHead className="static">
          <TableRow className="hover:bg-transparent">
            <TableHeader className="ps-0">Product</TableHeader>
            <TableHeader number>Claims</TableHeader>
            <TableHeader number>Sold</TableHeader>
            <TableHeader number><span className="max-md:hidden">Wanted in vain</span><span className="md:hidden">In vain</span></TableHeader>
            <TableHeader number className="pe-0">Came in</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {products.map((product) => (
            <TableRow key={product.productId} className="break-inside-avoid">
              <TableCell className="max-w-80 ps-0 max-md:max-w-24 print:h-7 print:max-w-80">
                <span className="flex min-w-0 items-center gap-2">
                  <Picture path={product.picture} code={product.code} className="size-7 max-md:hidden print:block" />
                  <span className="flex min-w-0 gap-x-2 max-md:flex-col print:flex-row">
                    <span className="shrink-0 font-medium">#{product.code}</span>
                    <span dir="auto" className="truncate text-muted">{product.name}</span>
                  </span>
                </span>
              </TableCell>
              <TableCell number>{product.claims}</TableCell>
              <TableCell number className={product.units === 0 ? 'text-faint' : undefined}>{product.units}</TableCell>
              <TableCell number className={product.unmetUnits > 0 ? 'font-medium text-warn' : 'text-faint'}>{product.unmetUnits}</TableCell>
              <TableCell number className={product.revenueMinor === 0 ? 'pe-0 text-faint' : 'pe-0 font-medium'}>{formatMoney(product.revenueMinor, product.currency)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  );
}

export function BuyersSection({ report: { buyers, totals, platforms } }: { report: ShowReport }) {
  return (
    <Section
      title="Who bought?"
      answer={totals.buyers === 0 ? 'Nobody has paid yet.' : `${countWords(totals.buyers, 'buyer')} took ${countWords(totals.unitsSold, 'unit')}.`}
    >
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] print:grid-cols-1">
        {buyers.length > 0 && (
          <Table>
            <caption className="sr-only">Who spent the most</caption>
            <TableHead className="static">
              <TableRow className="hover:bg-transparent">
                <TableHeader className="ps-0">Buyer</TableHeader>
                <TableHeader className="max-sm:hidden print:table-cell">Took</TableHeader>
                <TableHeader number className="pe-0">Spent</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {buyers.map((buyer) => (
                <TableRow key={buyer.buyerId}>
                  <TableCell className="max-w-40 truncate ps-0 font-medium print:h-7"><bdi>{buyer.name}</bdi></TableCell>
                  <TableCell className="max-w-56 truncate text-muted max-sm:hidden print:table-cell">
                    {buyer.lines.map((line) => `#${line.code}${line.quantity > 1 ? ` ×${line.quantity}` : ''}`).join(', ')}
                    {buyer.orders > buyer.lines.length && ` and ${buyer.orders - buyer.lines.length} more`}
                  </TableCell>
                  <TableCell number className="pe-0 font-medium">{formatMoney(buyer.spentMinor, buyer.currency)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
        <Table className="self-start">
          <caption className="sr-only">By platform</caption>
          <TableHead className="static">
            <TableRow className="hover:bg-transparent">
              <TableHeader className="ps-0">From</TableHeader>
              <TableHeader number>Comments</TableHeader>
              <TableHeader number>Claims</TableHeader>
              <TableHeader number className="pe-0">Paid</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {platforms.map((platform) => (
              <TableRow key={platform.platform}>
                <TableCell className="ps-0 font-medium">{sourceWords(platform.platform)}</TableCell>
                <TableCell number>{platform.comments.toLocaleString('en')}</TableCell>
                <TableCell number>{platform.claims.toLocaleString('en')}</TableCell>
                <TableCell number className="pe-0">{platform.paid.toLocaleString('en')}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Section>
  );
}

export function SpeedSection({ report: { commentToOrder, orderToPayment, review, totals, intents, waitlist } }: { report: ShowReport }) {
  const slow = (p90: number | null) => (p90 === null ? undefined : `one in ten took ${durationWords(p90)} or more`);
  return (
    <Section title="How fast?" answer="Half of them took no longer than this.">
      <dl className="grid grid-cols-1 gap-x-8 gap-y-5 sm:grid-cols-2 lg:grid-cols-3 print:grid-cols-3">
        <Figure name="Comment to order" value={durationWords(commentToOrder.medianSeconds)} note={slow(commentToOrder.p90Seconds)} />
        <Figure name="Order to payment" value={durationWords(orderToPayment.medianSeconds)} note={slow(orderToPayment.p90Seconds)} />
        <Figure
          name="Waited for your word"
          value={durationWords(review.medianSeconds)}
          note={review.asked === 0 ? 'you were never asked' : `${review.asked} of ${totals.claims + totals.setAside} claims, ${shareWords(review.asked, totals.claims + totals.setAside)}`}
        />
        <Figure name="Moved up from the line" value={waitlist.promoted} note={`of ${waitlist.joined} who waited`} />
        <Figure name="Questions" value={intents.question} note={intents.complaint > 0 ? countWords(intents.complaint, 'complaint') : 'no complaints'} />
        <Figure name="Claims after the end" value={totals.lateClaims} note={totals.lateClaims === 0 ? 'nobody came late' : 'taken all the same'} />
      </dl>
    </Section>
  );
}
