import type { CartState } from '#lib/carts/schema.ts';
import { Item } from './held-lines.tsx';
import type { Speech } from './speech.ts';
import { card, dangerButton, heading, quietSummary } from './styles.ts';

/** The buyer's places in line, each with the way out. */
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
          <Item key={wait.id} speech={speech} item={wait} note={<span className="font-medium text-ink">{say('place', { place: new Intl.NumberFormat(speech.locale).format(wait.place) })}</span>}>
            <details className="-mb-2 ps-19">
              <summary className={quietSummary} aria-label={`${say('leaveLine')}: ${wait.name}`}>{say('leaveLine')}</summary>
              <form method="post" action={`${base}/waiting/${wait.id}`} className="grid gap-2 pb-3">
                <p className="text-sm text-muted">{say('leaveNote')}</p>
                <button className={dangerButton}>{say('leaveYes')}</button>
              </form>
            </details>
          </Item>
        ))}
      </ul>
    </section>
  );
}
