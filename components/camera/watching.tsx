'use client';
import Link from 'next/link';
import { useState, useSyncExternalStore } from 'react';
import { Ban, EyeOff, ImageOff, Images, ScanSearch } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProductRow } from '#lib/products/schema.ts';
import { useReviews } from '#components/comments/queries.ts';
import { useKeys } from '#components/live/keys.ts';
import { useStage } from '#components/live/use-stage.ts';
import { Progress } from '#components/ui/progress.tsx';
import { Candidates, type Choice } from './candidates.tsx';
import { Preview } from './preview.tsx';
import { Sighting } from './sighting.tsx';
import { surenessOf } from './sureness.ts';
import { usePinning } from './use-pinning.ts';
import { type Learning, useSight } from './use-sight.ts';

const onVisibility = (changed: () => void) => {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
};
const useIsHidden = (): boolean => useSyncExternalStore(onVisibility, () => document.hidden, () => false);

function Quiet({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children?: ReactNode }) {
  return (
    <div className="grid min-w-0 flex-1 content-start gap-1">
      <p className="flex items-center gap-2 text-sm font-medium text-muted">
        <Icon className="size-4 shrink-0 text-faint" aria-hidden />
        {title}
      </p>
      {children && <div className="text-sm text-pretty text-faint">{children}</div>}
    </div>
  );
}

function LearningLine({ learning }: { learning: Learning | null }) {
  const done = learning?.done ?? 0;
  const total = learning?.total ?? 0;
  const words = total === 0 ? 'Getting ready' : `Learning ${Math.min(done + 1, total)} of ${total} pictures`;
  return (
    <Quiet icon={Images} title={words}>
      <Progress label={words} value={done} max={total} className="mt-1 max-w-48" />
    </Quiet>
  );
}

/** The products whose pictures could not be read, by code. */
function Skipped({ products, skipped }: { products: readonly ProductRow[]; skipped: readonly string[] }) {
  const lost = new Set(skipped);
  const codes = products.filter(({ pictures }) => pictures.some((path) => lost.has(new URL(path, location.href).href))).map(({ code, name }) => `#${code} ${name}`);
  if (codes.length === 0) return null;
  const named = codes.slice(0, 3).join(', ') + (codes.length > 3 ? ` and ${codes.length - 3} more` : '');
  return (
    <p className="flex gap-2 text-xs text-warn">
      <ImageOff className="size-4 shrink-0" aria-hidden />
      <span>
        {skipped.length === 1 ? 'One picture' : `${skipped.length} pictures`} cannot be read: {named}. <Link href="/products" className="underline underline-offset-4">Upload again</Link>
      </span>
    </p>
  );
}

interface WatchingProps {
  showId: string;
  stream: MediaStream;
  label: string;
  /** Whether what it is sure of goes on screen by itself. */
  isAuto: boolean;
}

/** While a camera is on: its picture, what it sees, and the ways to answer. */
export function Watching({ showId, stream, label, isAuto }: WatchingProps) {
  const { isLive, catalogue, products, pinned, pin } = useStage();
  const { data: reviews = [] } = useReviews(showId);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const isHidden = useIsHidden();
  const pinnedId = pinned?.id ?? null;
  const { choose, onSeen } = usePinning({ pinnedId, isAuto: isAuto && isLive, pin });
  const { seen, frame, learning, isReady, hasFailed } = useSight(video, catalogue.data, isHidden, onSeen);

  const choices: Choice[] = (seen?.candidates ?? []).flatMap(({ productId, score }, at) => {
    const product = products.find(({ id }) => id === productId);
    return product ? [{ digit: at + 1, product, score }] : [];
  });
  const first = choices[0]?.product;
  const isFound = seen !== null && seen.kind !== 'none' && first !== undefined;
  const among = choices.filter(({ digit }) => seen?.candidates[digit - 1]?.verified).map(({ product }) => product);
  const asks = isFound && isLive && first.id !== pinnedId;
  // An open comment keeps its digits, unless the camera has something new to ask.
  const hasDigits = isLive && choices.length > 0 && (asks || reviews.length === 0);
  useKeys(
    {
      ...(asks && { Enter: () => choose(first.id, seen.score) }),
      ...(hasDigits && Object.fromEntries(choices.map(({ digit, product }) => [String(digit), () => choose(product.id)]))),
    },
    { first: true },
  );

  const others = isFound && (seen.kind === 'match' || among.length < 2) ? choices.slice(1) : choices;
  const showsOthers = others.length > 0 && hasDigits;
  const lacksPictures = catalogue.data?.every(({ pictures }) => pictures.length === 0);
  return (
    <div className="grid gap-3 px-4 pb-3">
      <p role="status" className="sr-only">
        {isFound && (seen.kind === 'one_of' && among.length > 1 ? `Camera sees one of ${among.map(({ code }) => `#${code}`).join(', ')}` : `Camera sees #${first.code} ${first.name}, ${surenessOf(seen.score)}`)}
      </p>
      <div className="flex gap-4">
        <Preview stream={stream} label={label} onVideo={setVideo} outline={isFound ? seen.corners : undefined} frame={frame} />
        {hasFailed ? (
          <Quiet icon={Ban} title="The camera cannot be read here">Reload the page. Pinning by hand works as before.</Quiet>
        ) : lacksPictures ? (
          <Quiet icon={Images} title="No product has a picture yet">
            The camera finds products by their pictures. <Link href="/products" className="text-ink underline decoration-line-strong underline-offset-4">Add some</Link>
          </Quiet>
        ) : isHidden ? (
          <Quiet icon={EyeOff} title="Paused">This tab is hidden. It goes on when you come back.</Quiet>
        ) : !isReady ? (
          <LearningLine learning={learning} />
        ) : !isFound ? (
          <Quiet icon={ScanSearch} title={seen ? 'Nothing it knows' : 'Looking'}>Hold the product still, its front to the camera.</Quiet>
        ) : (
          <Sighting seen={seen} lead={first} among={among} isPinned={first.id === pinnedId} onConfirm={isLive ? () => choose(first.id, seen.score) : null} />
        )}
      </div>
      {isReady && learning && learning.done < learning.total && <LearningLine learning={learning} />}
      {showsOthers && <Candidates title={!isFound ? 'By looks alone, perhaps' : seen.kind === 'one_of' ? 'Which one?' : 'Or is it'} choices={others} pinnedId={pinnedId} onChoose={choose} />}
      {!isLive && isFound && <p className="text-sm text-faint">Start the show to put it on screen.</p>}
      {learning && isReady && <Skipped products={products} skipped={learning.skipped} />}
    </div>
  );
}
