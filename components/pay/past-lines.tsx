import type { Cart } from '#lib/carts/view.ts';
import type { CartLine } from '#lib/carts/schema.ts';
import { FairLink, Item, variantOf } from './held-lines.tsx';
import type { Speech } from './speech.ts';
import { card, heading } from './styles.ts';

function parcelWords(line: CartLine, { say, locale }: Speech): string {
  const { shipment } = line;
  if (line.status === 'refunded') return say('refunded');
  if (!shipment) return say('toBePacked');
  const [word, at] = shipment.deliveredAt ? (['delivered', shipment.deliveredAt] as const) : shipment.shippedAt ? (['shipped', shipment.shippedAt] as const) : (['packed', shipment.packedAt] as const);
  return `${say(word)} · ${new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(new Date(at))}`;
}

function Parcel({ line, speech }: { line: CartLine; speech: Speech }) {
  const { shipment } = line;
  return (
    <>
      <p className={line.status === 'refunded' ? '' : 'text-money'}>{parcelWords(line, speech)}</p>
      {shipment?.trackingNumber && (
        <p>
          {speech.say('tracking')}: {shipment.carrier && <bdi>{shipment.carrier} </bdi>}
          <bdi className="font-mono text-ink select-all">{shipment.trackingNumber}</bdi>
        </p>
      )}
    </>
  );
}

/** What is paid, with where its parcel is. */
export function PaidLines({ lines, speech }: { lines: readonly CartLine[]; speech: Speech }) {
  return (
    <section className={card}>
      <h2 className={`${heading} px-4 pt-3`}>{speech.say('paid')}</h2>
      <ul className="divide-y">
        {lines.map((line) => (
          <Item key={line.orderId} speech={speech} item={{ ...line, variant: variantOf(line) }} amount={speech.money(line.paidMinor, line.currency)} note={<Parcel line={line} speech={speech} />}>
            <div className="-mb-2 ps-19"><FairLink speech={speech} line={line} word="whyMine" /></div>
          </Item>
        ))}
      </ul>
    </section>
  );
}

/** What was held once and is not any more, and why. */
export function EndedLines({ lines, facts, speech }: { lines: readonly CartLine[]; facts: Cart['facts']; speech: Speech }) {
  return (
    <section className={card}>
      <h2 className={`${heading} px-4 pt-3`}>{speech.say('ended')}</h2>
      <ul className="divide-y">
        {lines.map((line) => (
          <Item key={line.orderId} speech={speech} item={{ ...line, variant: variantOf(line) }} dim note={speech.say(facts.late.includes(line.orderId) ? 'paidTooLate' : line.status === 'expired' ? 'notPaidInTime' : 'cancelled')}>
            <div className="-mb-2 ps-19"><FairLink speech={speech} line={line} word="seeLine" /></div>
          </Item>
        ))}
      </ul>
    </section>
  );
}
