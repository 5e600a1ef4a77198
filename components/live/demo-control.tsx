'use client';
import { CirclePlay, CircleStop } from 'lucide-react';
import { useDemo, useDemoControl, type Demo } from '#components/shows/queries.ts';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from '#components/ui/dropdown-menu.tsx';
import { Ring } from '#components/ui/ring.tsx';
import { countdown } from './clock.ts';

const speeds = [1, 4, 10];

function Progress({ demo }: { demo: Demo }) {
  const part = demo.of_seconds > 0 ? demo.at_seconds / demo.of_seconds : 0;
  return (
    <div className="grid gap-1 px-2 py-1.5 text-xs text-muted">
      <div role="progressbar" aria-label="Demo show" aria-valuenow={Math.round(part * 100)} className="h-1 overflow-hidden rounded-full bg-hover">
        <div className="h-full bg-ink transition-[width] duration-200" style={{ width: `${part * 100}%` }} />
      </div>
      <span>
        {countdown(demo.at_seconds * 1000)} of {countdown(demo.of_seconds * 1000)} · {demo.sent.toLocaleString('en')} comments
      </span>
    </div>
  );
}

/** Plays the recorded show through the real thing, where this shop has one; else nothing. */
export function DemoControl() {
  const { data: demo } = useDemo();
  const control = useDemoControl();
  if (!demo) return null;
  const playing = demo.state === 'playing';
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant={playing ? 'secondary' : 'ghost'} className="touch-square max-lg:px-2">
          {playing ? <Ring part={demo.of_seconds > 0 ? demo.at_seconds / demo.of_seconds : 0} /> : <CirclePlay className="size-4" aria-hidden />}
          <span className="max-xl:sr-only">Demo show</span>
          {playing && <span className="text-xs text-muted">{demo.speed}×</span>}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-64">
        {playing ? (
          <>
            <Progress demo={demo} />
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => control.mutate(null)}>
              <CircleStop aria-hidden />
              Stop the demo show
            </DropdownMenuItem>
          </>
        ) : (
          <>
            <DropdownMenuLabel>A recorded show, played through the real thing</DropdownMenuLabel>
            {speeds.map((speed) => (
              <DropdownMenuItem key={speed} onSelect={() => control.mutate(speed)}>
                <CirclePlay aria-hidden />
                {speed === 1 ? 'At its own pace' : `${speed} times as fast`}
              </DropdownMenuItem>
            ))}
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The same as large buttons, for an empty desk. Null where there is no recorded show. */
export function DemoStart() {
  const { data: demo } = useDemo();
  const control = useDemoControl();
  if (!demo || demo.state === 'playing') return null;
  return (
    <div className="flex flex-wrap items-center justify-center gap-1">
      <Button variant="primary" busy={control.isPending} onClick={() => control.mutate(4)}>
        <CirclePlay className="size-4" aria-hidden />
        Play the demo show
      </Button>
      <Chip onClick={() => control.mutate(10)}>10 times as fast</Chip>
    </div>
  );
}
