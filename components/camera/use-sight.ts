'use client';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ProductRow } from '#lib/products/schema.ts';
import type { Recognition } from '#lib/vision/schema.ts';
import { vote } from '#lib/vision/vote.ts';
import { drawPicture } from './draw-picture.ts';
import type { FromWorker, KnownPicture, ToWorker } from './messages.ts';
import { agreeingOn, inPlaces } from './sureness.ts';

const everyMs = 500;
/** Frames that vote together. */
const together = 3;

export interface Sight {
  /** The last frames' vote; null before the first one. */
  seen: Recognition | null;
  /** How many of the last frames say the same by themselves. */
  agreeing: number;
  /** The size that the outline is measured in. */
  frame: { width: number; height: number } | null;
}

export interface Learning {
  done: number;
  total: number;
  /** Addresses of pictures that cannot be read. */
  skipped: readonly string[];
}

const nothing: Sight = { seen: null, agreeing: 0, frame: null };

/** Every picture of the open catalogue with its full address; a picture on two products counts for both. */
function picturesOf(products: readonly ProductRow[]): KnownPicture[] {
  return products.flatMap(({ id, pictures }) => pictures.map((path) => ({ productId: id, url: new URL(path, location.href).href })));
}

/**
 * What the video shows, looked at beside the page twice a second. A frame is taken only while the worker is free, so none wait; none is
 * taken while `isPaused`. `products` are undefined until they are known. `onSeen` is told each vote.
 */
export function useSight(video: HTMLVideoElement | null, products: readonly ProductRow[] | undefined, isPaused: boolean, onSeen: (sight: Sight) => void) {
  const [sight, setSight] = useState(nothing);
  const [learning, setLearning] = useState<Learning | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const worker = useRef<Worker | null>(null);
  const isBusy = useRef(false);
  const frames = useRef<Recognition[]>([]);
  // Once ready, it goes on with the pictures it knows while it learns new ones.
  const [isReady, setReady] = useState(false);

  const told = useEffectEvent((message: FromWorker) => {
    if (message.type === 'learning') return setLearning({ done: message.done, total: message.total, skipped: message.skipped });
    if (message.type === 'ready') return setReady(message.pictures > 0);
    if (message.type === 'draw') return void drawPicture(message.url).then((bitmap) => worker.current?.postMessage({ type: 'drawn', url: message.url, bitmap } satisfies ToWorker, bitmap ? [bitmap] : []));
    isBusy.current = false;
    if (isPaused) return;
    frames.current = [...frames.current, message.recognition].slice(-together);
    const found = vote(frames.current);
    const seen = { ...found, candidates: inPlaces(sight.seen?.candidates ?? [], found) };
    const next = { seen, agreeing: agreeingOn(frames.current, seen.candidates[0]?.productId), frame: { width: message.width, height: message.height } };
    setSight(next);
    onSeen(next);
  });

  useEffect(() => {
    const made = new Worker(new URL('./sight.worker.ts', import.meta.url), { type: 'module', name: 'camera' });
    worker.current = made;
    made.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => told(data));
    made.addEventListener('error', () => setFailed(true));
    return () => {
      worker.current = null;
      isBusy.current = false;
      made.terminate();
    };
  }, []);

  // Not before the products are here: an empty catalogue would forget every picture.
  const key = products && JSON.stringify(picturesOf(products));
  useEffect(() => {
    if (key !== undefined) worker.current?.postMessage({ type: 'catalogue', pictures: JSON.parse(key) as KnownPicture[] } satisfies ToWorker);
  }, [key]);

  useEffect(() => {
    if (!video || isPaused || !isReady) return;
    const timer = setInterval(() => {
      if (isBusy.current || !worker.current || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return;
      isBusy.current = true;
      createImageBitmap(video).then(
        (bitmap) => worker.current?.postMessage({ type: 'frame', bitmap } satisfies ToWorker, [bitmap]),
        () => (isBusy.current = false),
      );
    }, everyMs);
    return () => {
      clearInterval(timer);
      frames.current = [];
      setSight(nothing);
    };
  }, [video, isPaused, isReady]);

  return { ...sight, learning, isReady, hasFailed };
}
