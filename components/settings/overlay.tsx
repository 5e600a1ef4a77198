'use client';
import { useState } from 'react';
import { messageOf } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { say, sayError, undoable } from '#components/ui/toast.tsx';
import { overlayLanguages, searchOf } from '#lib/overlay/rules.ts';
import { OverlayLook } from '#lib/overlay/schema.ts';
import { CopyField } from './copy-field.tsx';
import { LoadFault } from './load-fault.tsx';
import { OverlayParts } from './overlay-parts.tsx';
import { OverlayPreview } from './overlay-preview.tsx';
import { useOverlayAddress, useRotateOverlay } from './overlay-queries.ts';

const choices = {
  position: { label: 'Place', words: { left: 'Left', right: 'Right', bottom: 'Along the bottom' } },
  size: { label: 'Size', words: { small: 'Small', medium: 'Medium', large: 'Large' } },
  theme: { label: 'Ground', words: { dark: 'Dark', light: 'Light' } },
  lang: { label: 'Language', words: overlayLanguages },
} as const;

/** The overlay's address with the look that is chosen here, how it looks, and how it gets into the stream. */
export function OverlaySettings() {
  const { data, isError, error, refetch } = useOverlayAddress();
  const [look, setLook] = useState(() => OverlayLook.parse({}));
  if (isError) return <LoadFault what="The overlay’s address" error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton className="h-72" />;
  const set = (change: Record<string, string>) => setLook(OverlayLook.parse({ ...look, hide: look.hide.join(','), ...change }));
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {(['position', 'size', 'theme', 'lang'] as const).map((key) => (
          <Field key={key} label={choices[key].label}>
            {(control) => (
              <Select value={look[key]} onValueChange={(value) => set({ [key]: value })}>
                <SelectTrigger {...control} />
                <SelectContent>
                  {Object.entries(choices[key].words).map(([value, words]) => <SelectItem key={value} value={value}>{words}</SelectItem>)}
                </SelectContent>
              </Select>
            )}
          </Field>
        ))}
      </div>
      <OverlayParts hide={look.hide} onChange={(hide) => set({ hide: hide.join(',') })} />
      <OverlayPreview src={`${data.path}${searchOf({ ...look, sample: '1' })}`} />
      <Address path={data.path} search={searchOf(look)} />
    </div>
  );
}

function Address({ path, search }: { path: string; search: string }) {
  const rotate = useRotateOverlay();
  const [going, setGoing] = useState(false);
  const renew = () => {
    setGoing(true);
    undoable({
      message: 'Giving the overlay a new address',
      description: 'The old one shows nothing any more: put the new one into OBS.',
      undo: () => setGoing(false),
      commit: () =>
        rotate.mutate(undefined, {
          onSuccess: () => say('The overlay has a new address'),
          onError: (error) => sayError('The address was not changed', messageOf(error)),
          onSettled: () => setGoing(false),
        }),
    });
  };
  return (
    <div className="grid grid-cols-1 gap-3">
      <CopyField label="the overlay’s address" text={`${location.origin}${path}${search}`} />
      <ol className="grid list-decimal gap-1 ps-5 text-muted">
        <li>In OBS, under Sources, add a Browser and paste this address.</li>
        <li>Set its width and height to those of your video, such as 1280 × 720, or 720 × 1280 upright.</li>
      </ol>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" busy={rotate.isPending} disabled={going} onClick={renew}>New address</Button>
        <p className="text-xs text-faint">Whoever has the address sees what your viewers see. Take a new one when somebody should not.</p>
      </div>
    </div>
  );
}
