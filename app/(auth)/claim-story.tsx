import { Check, Clock, Hourglass, MessageCircleQuestionMark, Music2, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';

interface Line {
  who: string;
  glyph: typeof Music2;
  said: ReactNode;
  became?: ReactNode;
}

const Mark = ({ children }: { children: ReactNode }) => <span className="rounded-sm bg-claim-soft px-1 text-claim">{children}</span>;

const lines: Line[] = [
  { who: 'tuan', glyph: Play, said: 'hello from Da Nang' },
  { who: 'ana.m', glyph: Music2, said: <>mine <Mark>2</Mark> in <Mark>red</Mark> <Mark>M</Mark></>, became: <Badge tone="money"><Clock aria-hidden />Held 15:00 · M red ×2</Badge> },
  { who: 'x_lena', glyph: Music2, said: 'hahaha that jacket' },
  { who: 'kim_00', glyph: Play, said: <><Mark>#14</Mark> <Mark>S</Mark> please</>, became: <Badge tone="solid"><Check aria-hidden />Paid · S</Badge> },
  { who: 'paolo', glyph: Music2, said: 'ancora disponibile in L?', became: <Badge tone="question"><MessageCircleQuestionMark aria-hidden />Question</Badge> },
  { who: 'mint', glyph: Play, said: <>เอา <Mark>#14</Mark> <Mark>M</Mark> ค่ะ</>, became: <Badge tone="warn"><Hourglass aria-hidden />Waiting · 1st</Badge> },
];

/** A few comments and what became of them: the product in one picture, beside the form. Not live, and read out as one sentence. */
export function ClaimStory() {
  return (
    <aside className="hidden border-s bg-surface lg:grid lg:place-content-center lg:p-12" aria-label="How it works: comments come in, claims are held in order, buyers pay.">
      <div className="grid w-[min(560px,44vw)] gap-8" aria-hidden>
        <p className="text-2xl font-semibold text-balance">
          Chat is noise. <span className="text-money">Money is signal.</span>
        </p>
        <ol className="grid">
          {lines.map(({ who, glyph: Glyph, said, became }) => (
            <li key={who} className="flex min-h-11 items-center gap-3 border-t py-2">
              <Glyph className="size-4 shrink-0 text-faint" />
              <span className={became ? 'text-base text-ink' : 'text-sm text-faint'}>
                <span className="me-2 font-medium text-muted">{who}</span>
                {said}
              </span>
              {became && <span className="ms-auto ps-4">{became}</span>}
            </li>
          ))}
        </ol>
        <p className="max-w-[60ch] text-base text-muted">The first to ask holds the piece. The next stand in line. Everybody can see why.</p>
      </div>
    </aside>
  );
}
