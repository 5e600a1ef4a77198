'use client';
import { Brain, Download, PencilLine } from 'lucide-react';
import { useState } from 'react';
import type { CorrectionRow } from '#lib/corrections/schema.ts';
import { messageOf } from '#components/api.ts';
import { meanings } from '#components/comments/meanings.ts';
import { follow } from '#components/follow.ts';
import { whenWords } from '#components/orders/words.ts';
import { TryComment } from '#components/reader/try-comment.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { sayError, undoable } from '#components/ui/toast.tsx';
import { CopyField } from './copy-field.tsx';
import { LoadFault } from './load-fault.tsx';
import { ModelProblem } from './model-problem.tsx';
import { useCorrections, useModels, useRemoveCorrection, useSettings } from './queries.ts';

/** What reads the comments, what the seller corrected, and the way from one to the other. */
export function Understanding() {
  return (
    <div className="grid gap-4">
      <Reader />
      <Trial />
      <Corrections />
    </div>
  );
}

function Reader() {
  const { data, isError, error, refetch } = useModels();
  if (isError) return <LoadFault what="What reads the comments" error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton className="h-5" />;
  const { status, detail } = data.classifier;
  if (status === 'ok') {
    return (
      <p className="flex items-center gap-2">
        <Brain className="size-4 shrink-0 text-faint" aria-hidden />
        <span>Comments are read by <code className="font-mono text-xs">{detail}</code>.</span>
      </p>
    );
  }
  return <ModelProblem what="The model that should read comments" detail={detail} />;
}

function Trial() {
  const { data: models } = useModels();
  const { data: settings } = useSettings();
  const reader = models && (models.classifier.status === 'ok' ? models.classifier.detail : 'word lists');
  return <TryComment threshold={settings?.claim_threshold} reader={reader} />;
}

function Corrections() {
  const { data, isError, error, refetch } = useCorrections();
  if (isError) return <LoadFault what="Your corrections" error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton className="h-12" />;
  const { items, total } = data;
  if (total === 0) {
    return (
      <p className="flex items-center gap-2 text-faint">
        <PencilLine className="size-4 shrink-0" aria-hidden /> Nothing is corrected yet. On the desk, the pencil beside a comment says what it meant.
      </p>
    );
  }
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          <span className="font-medium">{total.toLocaleString('en')} {total === 1 ? 'comment' : 'comments'} corrected</span>
          {items.length < total && <span className="text-muted">, the last {items.length} below</span>}
        </p>
        <Button asChild>
          <a href="/api/corrections?format=jsonl" download="corrections.jsonl">
            <Download className="size-4" aria-hidden /> Download corrections
          </a>
        </Button>
      </div>
      <ul aria-label="Corrections" className="grid max-h-96 divide-y overflow-y-auto rounded-md border">
        {items.map((item) => <CorrectionLine key={item.id} item={item} />)}
      </ul>
      <div className="grid gap-2">
        <p className="max-w-prose text-pretty text-muted">
          Nothing is learnt from them by itself. To teach them, download them into the folder of Claimcast, run this there, and restart:
        </p>
        <CopyField label="the command to retrain" text="npm run train -- --corrections corrections.jsonl" />
      </div>
    </>
  );
}

function CorrectionLine({ item }: { item: CorrectionRow }) {
  const remove = useRemoveCorrection();
  const [going, setGoing] = useState(false);
  return (
    <li className={cn('flex items-center gap-3 px-4 py-2', going && 'opacity-60')}>
      <div className="grid min-w-0 flex-1">
        <span dir="auto" className="[overflow-wrap:anywhere]">{item.text}</span>
        <span className="text-xs text-faint">
          {meanings[item.was_intent].words} <span aria-hidden>→</span><span className="sr-only">, now</span> <span className="font-medium text-muted">{meanings[item.intent].words}</span> ·{' '}
          <time dateTime={item.corrected_at}>{whenWords(item.corrected_at)}</time>
        </span>
      </div>
      <Button
        size="sm"
        disabled={going}
        aria-label={`Remove the correction of “${item.text.slice(0, 60)}”`}
        onClick={() => {
          setGoing(true);
          undoable({
            message: 'Removing a correction',
            description: 'The comment is shown again as it was read.',
            undo: () => setGoing(false),
            commit: () => follow(remove.mutateAsync(item.id), { failed: (error) => sayError('The correction was not removed', messageOf(error)), after: () => setGoing(false) }),
          });
        }}
      >
        Remove
      </Button>
    </li>
  );
}
