'use client';
import { Combine, Split } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { messageOf } from '#components/api.ts';
import { PlatformGlyph } from '#components/comments/platform.tsx';
import { sourceWords } from '#components/orders/words.ts';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { say, sayError } from '#components/ui/toast.tsx';
import type { BuyerRow, Handle } from '#lib/buyers/schema.ts';
import { useFoundBuyers, useLinkBuyers, useSplitHandle } from './queries.ts';

/** A person's names on the platforms; another buyer who is the same person joins them here, a name that is not theirs leaves. */
export function BuyerNames({ buyer }: { buyer: BuyerRow }) {
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Handle | null>(null);
  return (
    <section aria-labelledby="names" className="grid gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 id="names" className="text-sm font-semibold">Names</h3>
        <Button size="sm" aria-expanded={adding} onClick={() => setAdding(!adding)}>
          <Combine className="size-4" aria-hidden /> Same person as …
        </Button>
      </div>
      <ul className="grid gap-1">
        {buyer.handles.map((each) => (
          <li key={`${each.platform} ${each.handle}`} className="flex min-h-8 items-center gap-2">
            <PlatformGlyph platform={each.platform} />
            <bdi className="min-w-0 truncate">{each.handle}</bdi>
            <span className="shrink-0 text-xs text-faint">{sourceWords(each.platform)}</span>
            {buyer.handles.length > 1 && (
              <Button size="sm" variant="ghost" className="ms-auto" aria-label={`${each.handle} is somebody else`} onClick={() => setLeaving(each)}>
                <Split className="size-4" aria-hidden /> Somebody else
              </Button>
            )}
          </li>
        ))}
      </ul>
      {leaving && <Leave buyer={buyer} handle={leaving} onClose={() => setLeaving(null)} />}
      {adding && <Join buyer={buyer} onClose={() => setAdding(false)} />}
    </section>
  );
}

function Leave({ buyer, handle, onClose }: { buyer: BuyerRow; handle: Handle; onClose: () => void }) {
  const split = useSplitHandle(buyer.id);
  const leave = () =>
    split.mutate(handle, {
      onSuccess: () => {
        onClose();
        say(`${handle.handle} is a buyer of their own`);
      },
      onError: (error) => sayError('Nothing was changed', messageOf(error)),
    });
  return (
    <div role="group" aria-label={`Part ${handle.handle}`} className="grid gap-2 rounded-md border p-3">
      <p className="text-pretty text-muted">From now on <bdi className="font-medium text-ink">{handle.handle}</bdi> claims on their own. What was ordered so far stays with {buyer.name}.</p>
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={onClose}>Leave it</Button>
        <Button size="sm" variant="primary" busy={split.isPending} onClick={leave}>Part them</Button>
      </div>
    </div>
  );
}

/** Searching, then choosing, then a word about what it means: it cannot be taken back. */
function Join({ buyer, onClose }: { buyer: BuyerRow; onClose: () => void }) {
  const [text, setText] = useState('');
  const [other, setOther] = useState<BuyerRow | null>(null);
  const words = useDeferredValue(text.trim());
  const { data: found = [], isFetching } = useFoundBuyers(words);
  const link = useLinkBuyers(buyer.id);
  const choices = words ? found.filter((each) => each.id !== buyer.id) : [];

  if (other) {
    const join = () =>
      link.mutate(other.id, {
        onSuccess: () => {
          onClose();
          say(`${other.name} and ${buyer.name} are one buyer`, 'Their orders of one show are in one cart.');
        },
        onError: (error) => sayError('They are still two', messageOf(error)),
      });
    return (
      <div role="group" aria-label={`Join ${other.name}`} className="grid gap-2 rounded-md border p-3">
        <p className="text-pretty text-muted">
          All of <bdi className="font-medium text-ink">{other.name}</bdi> ({other.orders === 1 ? 'one order' : `${other.orders} orders`}, {other.unpaid} not paid) becomes{' '}
          <bdi className="font-medium text-ink">{buyer.name}</bdi>: names, notes and orders. Carts of one show become one, with one link and one parcel; a checkout that is open is begun anew. This cannot be taken back.
        </p>
        <div className="flex justify-end gap-2">
          <Button size="sm" variant="ghost" onClick={() => setOther(null)}>Choose another</Button>
          <Button size="sm" variant="primary" busy={link.isPending} onClick={join}>Join them</Button>
        </div>
      </div>
    );
  }
  return (
    <div className="grid gap-2 rounded-md border p-3">
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- opened by a press, to write in it */}
      <Input autoFocus aria-label="Search for the same person" placeholder="A name on any platform" dir="auto" value={text} onChange={(event) => setText(event.target.value)} onKeyDown={(event) => event.key === 'Escape' && (event.preventDefault(), onClose())} />
      <ul aria-label="Found buyers" className="grid">
        {choices.map((each) => (
          <li key={each.id}>
            <button type="button" onClick={() => setOther(each)} className="flex min-h-9 w-full items-center gap-2 rounded-sm px-2 text-start touch hover:bg-hover">
              <bdi className="min-w-0 truncate font-medium">{each.name}</bdi>
              <span className="min-w-0 truncate text-xs text-faint">{each.handles.map(({ platform, handle }) => (handle === each.name ? sourceWords(platform) : `${handle} on ${sourceWords(platform)}`)).join(', ')}</span>
              <span className="ms-auto shrink-0 text-xs text-muted">{each.orders === 1 ? 'one order' : `${each.orders} orders`}</span>
            </button>
          </li>
        ))}
      </ul>
      {words && !isFetching && choices.length === 0 && <p className="text-xs text-faint">Nobody else has such a name.</p>}
    </div>
  );
}
