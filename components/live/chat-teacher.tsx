'use client';
import { Check, Copy, MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { useSeat } from '#components/shell/seat.tsx';
import { useDemo } from '#components/shows/queries.ts';
import { Button } from '#components/ui/button.tsx';
import { sayError } from '#components/ui/toast.tsx';
import { DemoStart } from './demo-control.tsx';

/** Only in the browser: the chat is fetched there, so this is never drawn on the server. */
function Curl({ streamer }: { streamer: string }) {
  const [copied, setCopied] = useState(false);
  const line = `curl ${window.location.origin}/comments -H 'content-type: application/json' -d '{"streamer":"${streamer}","client":"ana","message":"mine 2 in red M"}'`;
  const copy = () =>
    navigator.clipboard.writeText(line).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), 2000);
      },
      () => sayError('It could not be copied', 'Select the line and copy it by hand.'),
    );
  return (
    <div className="grid gap-2 rounded-md border bg-surface p-3 text-start">
      <code className="font-mono text-xs leading-5 break-all text-muted select-all">{line}</code>
      <Button size="sm" className="justify-self-start" onClick={() => void copy()}>
        {copied ? <Check className="size-3.5" aria-hidden /> : <Copy className="size-3.5" aria-hidden />}
        <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
      </Button>
    </div>
  );
}

/** A chat without comments: what to do so that they come. */
export function ChatTeacher() {
  const { streamer } = useSeat();
  const { data: demo } = useDemo();
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-110 justify-items-center gap-5 px-6 py-12 text-center">
        <MessagesSquare className="size-6 text-faint" strokeWidth={1.5} aria-hidden />
        <div className="grid gap-1">
          <p className="text-base font-medium">No comments yet</p>
          <p className="text-sm text-pretty text-muted">
            {demo?.state === 'playing'
              ? 'The demo show has begun. Its first comments are on their way.'
              : demo
                ? 'Play the recorded show to see the desk at work, or send it a comment yourself.'
                : 'Connect a bridge to your platform, or send the first comment yourself.'}
          </p>
        </div>
        <DemoStart />
        <Curl streamer={streamer.handle} />
        <p className="text-xs text-faint">From another machine, add a bridge key from Settings: -H &apos;authorization: Bearer …&apos;</p>
      </div>
    </div>
  );
}
