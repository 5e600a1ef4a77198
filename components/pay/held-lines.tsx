import type { ReactNode } from 'react';
import type { CartLine } from '#lib/carts/schema.ts';
import type { Speech } from './speech.ts';
import { dangerButton, field, quietSummary, secondaryButton } from './styles.ts';
import { Thumb } from './thumb.tsx';

interface ItemProps {
  speech: Speech;
  item: { picture: string | null; code: string; name: string; variant: string; quantity: number };
  /** Beside the name: what it costs. */
  amount?: string;
  /** Under the name. */
  note?: ReactNode;
  dim?: boolean;
  children?: ReactNode;
}

/** One thing of the cart: picture, name, variant, quantity, and what `children` add. */
export function Item({ speech, item, amount, note, dim, children }: ItemProps) {
  return (
    <li className="grid gap-1 px-4 py-3">
      <div className="flex gap-3">
        <Thumb path={item.picture} code={item.code} />
        <div className="grid min-w-0 flex-1 content-center gap-0.5">
          <div className="flex items-baseline justify-between gap-3">
            <h3 className={`text-base font-medium [overflow-wrap:anywhere] ${dim ? 'text-muted' : ''}`} dir="auto">{item.name}</h3>
            {amount && <span className="shrink-0 text-base font-semibold">{amount}</span>}
          </div>
          <p className="text-sm text-muted">
            {item.variant && <bdi>{item.variant}</bdi>}
            {item.variant && ' · '}
            {speech.say('quantity', { count: new Intl.NumberFormat(speech.locale).format(item.quantity) })}
          </p>
          {note && <div className="text-sm text-muted">{note}</div>}
        </div>
      </div>
      {children}
    </li>
  );
}

/** The variant's name, where there are several to tell apart. */
export const variantOf = (line: Pick<CartLine, 'variant' | 'variants'>) => (line.variants > 1 ? line.variant : '');

/** The way to the page that shows who asked when; nothing where nothing was claimed. */
export function FairLink({ speech, line, word }: { speech: Speech; line: Pick<CartLine, 'name' | 'fairToken'>; word: 'whyMine' | 'seeLine' }) {
  if (line.fairToken === null) return null;
  return (
    <a className={quietSummary} href={`/fair/${line.fairToken}`} aria-label={`${speech.say(word)}: ${line.name}`}>
      {speech.say(word)}
    </a>
  );
}

interface FewerProps {
  speech: Speech;
  name: string;
  quantity: number;
  /** Where the form goes, and the group of which one is open at a time. */
  to: string;
  group: string;
}

/** Asks how many of several the buyer keeps. */
export function TakeFewer({ speech: { say }, name, quantity, to, group }: FewerProps) {
  return (
    <details name={group} className="open:basis-full">
      <summary className={quietSummary} aria-label={`${say('takeFewer')}: ${name}`}>{say('takeFewer')}</summary>
      <form method="post" action={to} className="grid gap-2 pb-3">
        <label className="grid gap-1 text-sm">
          {say('keepHowMany')}
          <input className={field} type="number" name="quantity" inputMode="numeric" min={1} max={quantity - 1} defaultValue={quantity - 1} required />
        </label>
        <p className="text-sm text-muted">{say('fewerNote')}</p>
        <button className={secondaryButton}>{say('change')}</button>
      </form>
    </details>
  );
}

function Actions({ speech, line, base, canChange }: { speech: Speech; line: CartLine; base: string; canChange: boolean }) {
  const to = `${base}/lines/${line.orderId}`;
  const group = `line-${line.orderId}`;
  return (
    <div className="-mb-2 flex flex-wrap gap-x-5 ps-19">
      <FairLink speech={speech} line={line} word="whyMine" />
      {canChange && line.quantity > 1 && <TakeFewer speech={speech} name={line.name} quantity={line.quantity} to={to} group={group} />}
      {canChange && <details name={group} className="open:basis-full">
        <summary className={quietSummary} aria-label={`${speech.say('giveUp')}: ${line.name}`}>{speech.say('giveUp')}</summary>
        <form method="post" action={to} className="grid gap-2 pb-3">
          <input type="hidden" name="quantity" value="0" />
          <p className="text-sm text-muted">{speech.say('giveUpNote')}</p>
          <button className={dangerButton}>{speech.say('giveUpYes')}</button>
        </form>
      </details>}
    </div>
  );
}

interface HeldLinesProps {
  speech: Speech;
  lines: readonly CartLine[];
  /** Orders with the bank: nothing can be changed about them. */
  processing: readonly string[];
  /** Orders whose time is up, and nobody has decided yet. */
  over: readonly string[];
  base: string;
}

/** What is held for the buyer, each with the ways to have less of it. */
export function HeldLines({ speech, lines, processing, over, base }: HeldLinesProps) {
  const { say, money } = speech;
  return (
    <ul className="divide-y">
      {lines.map((line) => {
        const isOver = over.includes(line.orderId);
        const each = line.quantity > 1 ? say('each', { price: money(line.unitPriceMinor, line.currency) }) : null;
        return (
          <Item key={line.orderId} speech={speech} item={{ ...line, variant: variantOf(line) }} amount={money(line.unitPriceMinor * line.quantity, line.currency)} note={isOver ? say('timeUp') : each} dim={isOver}>
            <Actions speech={speech} line={line} base={base} canChange={!isOver && !processing.includes(line.orderId)} />
          </Item>
        );
      })}
    </ul>
  );
}
