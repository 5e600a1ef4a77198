import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { Comment } from '#lib/comments/schema.ts';
import { ShowLine } from './schema.ts';

/** Comments are sent in bunches of this much show time at most. */
const bunchMs = 100;

/** The recorded show, in order of time. */
export async function loadShow(): Promise<ShowLine[]> {
  const text = await fs.readFile(path.resolve('supabase/demo/show.jsonl'), 'utf8');
  return z.array(ShowLine).parse(text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as unknown));
}

export interface Playing {
  lines: readonly ShowLine[];
  streamer: string;
  /** 1 is the pace it was recorded at. */
  speed: number;
  /** Makes this run's message ids its own, so that a show can be played more than once. */
  run: string;
  send(comments: z.infer<typeof Comment>[]): Promise<void>;
  pin(code: string): Promise<void>;
  progress?(atSeconds: number, sent: number): void;
  signal: AbortSignal;
}

/** Plays a recorded show at its own pace. Resolves at its end; rejects with the signal's reason, or what `send` throws. */
export async function play(playing: Playing): Promise<void> {
  const { lines, speed, signal } = playing;
  const startedAt = performance.now();
  const showMs = () => (performance.now() - startedAt) * speed;
  let sent = 0;
  for (let next = 0; next < lines.length; ) {
    const line = lines[next]!;
    await delay(Math.max(0, (line.at * 1000 - showMs()) / speed), undefined, { signal });
    if ('pin' in line) {
      await playing.pin(line.pin);
      next += 1;
      continue;
    }
    const bunch: z.infer<typeof Comment>[] = [];
    for (let due = lines[next]; due && !('pin' in due) && due.at * 1000 <= showMs() + bunchMs && bunch.length < 200; due = lines[next]) {
      bunch.push({ streamer: playing.streamer, client: due.client, message: due.message, platform: due.platform, message_id: `${playing.run}:${due.id}` });
      next += 1;
    }
    await playing.send(bunch);
    sent += bunch.length;
    playing.progress?.(line.at, sent);
  }
}
