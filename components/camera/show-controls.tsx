'use client';
import type { ShowRow } from '#lib/shows/schema.ts';
import { Label } from '#components/ui/label.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { StreamDelay } from './stream-delay.tsx';

interface ShowControlsProps {
  show: ShowRow;
  isAuto: boolean;
  onAuto: (on: boolean) => void;
}

/** How the live show is run around the camera: who pins, and how far behind the viewers are. */
export function ShowControls({ show, isAuto, onAuto }: ShowControlsProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 px-4 pb-3 short:pb-2">
      <div className="order-1 ms-auto flex min-h-8 items-center gap-2.5 touch">
        <Tooltip text="Whichever camera sees it: this one, or frames sent in by a program. What you pin by hand stays 20 s at least.">
          <Label htmlFor="camera-auto" className="font-normal text-muted">Pin what the camera sees</Label>
        </Tooltip>
        <Switch id="camera-auto" checked={isAuto} onCheckedChange={onAuto} />
      </div>
      <StreamDelay show={show} />
    </div>
  );
}
