'use client';
import { useEffect, useRef, useState } from 'react';
import type { Point } from '#lib/vision/schema.ts';

interface PreviewProps {
  stream: MediaStream;
  label: string;
  onVideo: (video: HTMLVideoElement | null) => void;
  outline: readonly Point[] | undefined;
  frame: { width: number; height: number } | null;
}

/** What the camera shows, small, with a line around what was found in it. */
export function Preview({ stream, label, onVideo, outline, frame }: PreviewProps) {
  const shown = useRef<HTMLVideoElement>(null);
  const [ratio, setRatio] = useState(16 / 9);

  useEffect(() => {
    const video = shown.current;
    if (!video) return;
    video.srcObject = stream;
    video.play().catch(() => undefined);
    onVideo(video);
    return () => {
      onVideo(null);
      video.srcObject = null;
    };
  }, [stream, onVideo]);

  return (
    <div className="relative max-h-40 shrink-0 self-start overflow-hidden rounded-md border bg-hover" style={{ aspectRatio: ratio, width: ratio >= 1 ? '9.5rem' : '6.5rem' }}>
      <video
        ref={shown}
        muted
        playsInline
        aria-label={label}
        onResize={({ currentTarget: { videoWidth, videoHeight } }) => videoWidth > 0 && setRatio(Math.min(2, Math.max(0.6, videoWidth / videoHeight)))}
        className="size-full object-contain"
      />
      {outline && frame && (
        <svg aria-hidden viewBox={`0 0 ${frame.width} ${frame.height}`} className="pointer-events-none absolute inset-0 size-full">
          <polygon points={outline.map(({ x, y }) => `${x},${y}`).join(' ')} fill="none" className="stroke-focus" strokeWidth={2} vectorEffect="non-scaling-stroke" strokeLinejoin="round" />
        </svg>
      )}
    </div>
  );
}
