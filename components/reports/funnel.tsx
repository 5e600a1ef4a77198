import { countWords, shareWords } from '#lib/reports/rules.ts';
import type { ShowReport } from '#lib/reports/schema.ts';
import { colours } from './colours.ts';
import { Section } from './section.tsx';

/** Claims, what of them became orders, what of those was paid, and where the rest went. */
export function Funnel({ report: { totals, waitlist, review } }: { report: ShowReport }) {
  const steps = [
    { name: 'Claims', value: totals.claims, of: null, colour: colours.claims },
    { name: 'Orders', value: totals.orders, of: totals.claims, colour: colours.held },
    { name: 'Paid', value: totals.everPaid, of: totals.orders, colour: colours.paid },
  ];
  const most = Math.max(1, ...steps.map((step) => step.value));
  const rest = [
    { name: 'Held, not paid yet', value: totals.held },
    { name: 'Not paid in time', value: totals.unpaid },
    { name: 'Cancelled', value: totals.cancelled },
    { name: 'Paid and given back', value: totals.refunded },
    { name: 'Still in line', value: waitlist.waiting },
    { name: 'Over the limit or banned', value: totals.rejected },
    { name: 'Waiting for your word', value: review.open },
    { name: 'Set aside by you', value: totals.setAside },
  ].filter(({ value }) => value > 0);
  const stalled = rest[0] && [...rest].sort((a, b) => b.value - a.value)[0];
  return (
    <Section
      title="What stalled?"
      answer={stalled ? `${countWords(totals.everPaid, 'order was', 'orders were')} paid. Most of the rest: ${stalled.name.toLowerCase()}, ${stalled.value}.` : 'Nothing did: every claim was paid.'}
    >
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-[minmax(0,1fr)_minmax(0,18rem)] print:grid-cols-[minmax(0,1fr)_minmax(0,15rem)]">
        <table className="w-full border-separate border-spacing-y-2">
          <caption className="sr-only">From a claim to a payment</caption>
          <tbody>
            {steps.map(({ name, value, of, colour }) => (
              <tr key={name}>
                <th scope="row" className="w-16 pe-3 text-start text-sm font-normal text-muted">{name}</th>
                <td>
                  <span className="flex items-center gap-3">
                    <span aria-hidden className="h-6 min-w-px rounded-sm" style={{ width: `${(72 * value) / most}%`, background: colour }} />
                    <span className="text-base font-semibold">{value.toLocaleString('en')}</span>
                    {of !== null && of > 0 && <span className="text-sm text-faint">{shareWords(value, of)}</span>}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rest.length > 0 && (
          <table className="w-full self-start text-sm">
            <caption className="sr-only">Where the others are</caption>
            <tbody>
              {rest.map(({ name, value }) => (
                <tr key={name}>
                  <th scope="row" className="border-b py-1.5 text-start font-normal text-muted">{name}</th>
                  <td className="border-b py-1.5 text-end font-medium">{value.toLocaleString('en')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Section>
  );
}
