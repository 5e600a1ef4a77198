'use client';
import { useState } from 'react';
import type { Understanding } from '#lib/intents/schema.ts';
import { meanings } from '#components/comments/meanings.ts';
import { useProducts } from '#components/products/queries.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import type { Problem } from './messages.ts';
import { useReader } from './use-reader.ts';

const problems: Record<Problem, string> = {
  unreachable: 'The model could not be fetched. Check the connection and type on to try again.',
  unfit: 'The model does not fit this page. Reload it; if that does not help, Claimcast has to be installed again.',
};

/** A comment tried out: what it would be read as, with the open catalogue. Read in this browser; nothing is sent or kept. */
export function TryComment({ threshold, reader }: { threshold: number | undefined; reader: string | undefined }) {
  const [text, setText] = useState('');
  const { products } = useProducts(false);
  const { readout, problem } = useReader(text.trim(), products);
  return (
    <div className="grid gap-2">
      <Field label="Try a comment" hint="Type what a viewer might say. It is read in this browser with your catalogue; nothing is sent or kept.">
        {(control) => <Input {...control} dir="auto" maxLength={2000} value={text} placeholder="mine 2 in red M" autoComplete="off" onChange={(event) => setText(event.target.value)} />}
      </Field>
      <div role="status" aria-label="What it means" className="min-h-7">
        {problem ? (
          <p className="text-warn">{problems[problem]}</p>
        ) : readout ? (
          <Meaning {...readout.understood} threshold={threshold} />
        ) : (
          text.trim() !== '' && <p className="text-faint">Reading …</p>
        )}
      </div>
      {readout && reader !== undefined && readout.model !== reader && <p className="text-xs text-faint">Read here by {readout.model}; your shows are read by {reader}.</p>}
    </div>
  );
}

function Meaning({ intent, score, inDoubt, quantity, itemCode, variantWords, threshold }: Understanding & { threshold: number | undefined }) {
  const { icon: Icon, words } = meanings[intent];
  const isUnsure = inDoubt || (threshold !== undefined && score <= threshold);
  const asks = intent === 'buy' || intent === 'cancel';
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Icon className="size-4 shrink-0 text-faint" aria-hidden />
      <span>
        {intent === 'cancel' ? 'It' : 'This is'} <span className="font-medium">{words}</span>, <span className="tabular-nums">{Math.round(score * 100)} %</span> sure.
      </span>
      {asks && quantity !== null && <Badge tone="outline">×{quantity}</Badge>}
      {asks && itemCode && <Badge tone="outline">#{itemCode}</Badge>}
      {asks && variantWords.map((word) => <Badge key={word} tone="outline">{word}</Badge>)}
      {isUnsure && intent === 'buy' && <span className="text-warn">Less sure than you ask for: you would be asked.</span>}
      {isUnsure && intent === 'cancel' && <span className="text-warn">Less sure than you ask for: nothing would be done.</span>}
    </p>
  );
}
