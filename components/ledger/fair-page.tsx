import type { ReactNode } from 'react';
import { card, heading, quietSummary } from '#components/pay/styles.ts';
import { Logo } from '#components/shell/logo.tsx';
import type { FairLine } from '#lib/ledger/schema.ts';
import { laterOf, nowOf, otherOf, shortOf, whyOfLine, type FairSpeech } from '#lib/ledger/rules.ts';

const platforms: Record<string, string> = { tiktok_live: 'TikTok', instagram_live: 'Instagram', youtube_live: 'YouTube', facebook_live: 'Facebook', twitch: 'Twitch' };

interface Part {
  line: FairLine;
  speech: FairSpeech;
}

/** A buyer's own line: what they wrote, when it was heard, who came before, and how to check it. Renders without scripts. */
export function FairPage({ line, speech }: Part) {
  const { say } = speech;
  const why = whyOfLine(line, speech);
  return (
    <main className="mx-auto grid w-full max-w-lg gap-4 p-4 pb-16 sm:pt-10">
      <header className="flex items-center gap-2 text-sm text-muted">
        <Logo className="size-5" />
        <span className="min-w-0 truncate">{say('from', { show: line.show, seller: line.seller })}</span>
      </header>
      <div className="grid gap-1 py-2">
        <h1 className="text-xl font-semibold text-balance">{nowOf(line, speech)}</h1>
        {why && <p className="text-base text-pretty text-muted">{why}</p>}
      </div>
      <Claim line={line} speech={speech} />
      <Later line={line} speech={speech} />
      <Neighbours line={line} speech={speech} />
      <Proof line={line} speech={speech} />
    </main>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0 tabular-nums [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

function Claim({ line, speech: { say, moment } }: Part) {
  const { item } = line;
  return (
    <section className={`${card} grid gap-3 p-4`}>
      {line.said !== null && (
        <>
          <h2 className={heading}>{say('wrote')}</h2>
          <blockquote dir="auto" className="rounded-sm bg-hover px-3 py-2 text-base [overflow-wrap:anywhere]">{line.said}</blockquote>
        </>
      )}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        {line.said !== null && <Fact name={say('written')}>{moment(line.saidAt, line.timeZone)}{platforms[line.source] && ` · ${platforms[line.source]}`}</Fact>}
        <Fact name={say('arrived')}>{moment(line.receivedAt, line.timeZone)}</Fact>
        {item && <Fact name={say('item')}><bdi>#{item.code}</bdi> <bdi>{item.name}</bdi>{item.variant !== null && item.variants > 1 && <> · <bdi>{item.variant}</bdi></>}</Fact>}
        {item && <Fact name={say('quantity')}>{line.quantity}</Fact>}
        {line.rank !== null && <Fact name={say('place')}>{say('placeOf', { rank: line.rank, count: line.claims })}</Fact>}
        {line.stock !== null && line.free !== null && <Fact name={say('stock')}>{say('stockFree', { stock: line.stock, free: line.free })}</Fact>}
      </dl>
    </section>
  );
}

function Later({ line, speech }: Part) {
  const rows = line.later.map((row) => ({ ...row, words: laterOf(row, speech) })).filter((row) => row.words !== null);
  if (rows.length === 0) return null;
  return (
    <section className={`${card} grid gap-3 p-4`}>
      <h2 className={heading}>{speech.say('later')}</h2>
      <ol className="grid gap-2">
        {rows.map((row, n) => (
          <li key={n} className="grid gap-0.5">
            <span className="text-base">{row.words}</span>
            <time dateTime={row.at} className="text-xs text-faint tabular-nums">{speech.moment(row.at, line.timeZone)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Neighbours({ line, speech }: Part) {
  const { say } = speech;
  if (line.rank === null || line.before.length + line.after.length === 0) return null;
  const others = [
    ...line.before.map((other) => ({ ...other, words: otherOf(other, true, speech), mine: false })),
    { rank: line.rank, quantity: line.quantity, outcomeNow: line.outcomeNow, words: say('you'), mine: true },
    ...line.after.map((other) => ({ ...other, words: otherOf(other, false, speech), mine: false })),
  ];
  return (
    <section className={`${card} grid gap-2 py-4`}>
      <div className="grid gap-0.5 px-4">
        <h2 className={heading}>{say('line')}</h2>
        <p className="text-sm text-muted">{say('lineNote')}</p>
      </div>
      <ol>
        {others.map((other) => (
          <li key={other.rank} aria-current={other.mine || undefined} className={`grid min-h-11 grid-cols-[2.5rem_minmax(0,1fr)_max-content] items-center gap-x-3 px-4 py-1.5 text-sm ${other.mine ? 'bg-money-soft font-semibold' : ''}`}>
            <span className="text-faint tabular-nums">{other.rank}</span>
            <span>{other.words}{other.quantity > 1 && <span className="text-muted"> ×{other.quantity}</span>}</span>
            <span className="text-muted">{shortOf(other.outcomeNow, speech)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Proof({ line, speech: { say } }: Part) {
  const mono = 'block rounded-sm bg-hover px-3 py-2 font-mono text-xs [overflow-wrap:anywhere] select-all';
  return (
    <section className={`${card} grid gap-2 p-4`}>
      <p className="text-sm text-muted">{say('hash')}</p>
      <code dir="ltr" className={mono}>{line.hash}</code>
      <details>
        <summary className={quietSummary}>{say('check')}</summary>
        <div className="grid gap-2">
          <p className="text-sm text-pretty text-muted">{say('checkNote', { seq: line.seq })}</p>
          <p className="text-sm text-muted">{say('prevHash')}</p>
          <code dir="ltr" className={mono}>{line.prevHash}</code>
          <p className="text-sm text-muted">{say('facts')}</p>
          <code dir="ltr" className={mono}>{line.body}</code>
        </div>
      </details>
    </section>
  );
}
