import type { CartState } from '#lib/carts/schema.ts';
import { FairLink, Item, TakeFewer, variantOf } from './held-lines.tsx';
import type { Speech } from './speech.ts';
import { card, dangerButton, heading, quietSummary } from './styles.ts';

/** The buyer's places in line, each with the ways to wait for less. */
export function WaitingLines({ waiting, speech, base }: { waiting: CartState['waiting']; speech: Speech; base: string }) {
  const { say } = speech;
  return (
    <section className={card}>
      <div className="px-4 pt-3">
        <h2 className={heading}>{say('waiting')}</h2>
        <p className="text-sm text-muted">{say('waitingNote')}</p>
      </div>
      <ul className="divide-y">
        {waiting.map((wait) => (
          <Item key={wait.id} speech={speech} item={{ ...wait, variant: variantOf(wait) }} note={<span className="font-medium text-ink">{say('place', { place: new Intl.NumberFormat(speech.locale).format(wait.place) })}</span>}>
            <div className="-mb-2 flex flex-wrap gap-x-5 ps-19">
              <FairLink speech={speech} line={wait} word="seeLine" />
              {wait.quantity > 1 && <TakeFewer speech={speech} name={wait.name} quantity={wait.quantity} to={`${base}/waiting/${wait.id}`} group={`wait-${wait.id}`} />}
              <details name={`wait-${wait.id}`} className="open:basis-full">
                <summary className={quietSummary} aria-label={`${say('leaveLine')}: ${wait.name}`}>{say('leaveLine')}</summary>
                <form method="post" action={`${base}/waiting/${wait.id}`} className="grid gap-2 pb-3">
                  <input type="hidden" name="quantity" value="0" />
                  <p className="text-sm text-muted">{say('leaveNote')}</p>
                  <button className={dangerButton}>{say('leaveYes')}</button>
                </form>
              </details>
            </div>
          </Item>
        ))}
      </ul>
    </section>
  );
}
