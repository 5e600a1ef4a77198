/** The load generator, a process of its own: `closed` keeps every connection busy, `open` sends at a rate whatever comes back. */
import { setTimeout as delay } from 'node:timers/promises';
import { answerParent } from './helper.ts';
import { openWire, postOf, type Wire } from './wire.ts';

export interface Said {
  streamer: string;
  client: string;
  message: string;
  platform: string;
}
export interface Closed {
  port: number;
  connections: number;
  /** Not counted, before the measured time. */
  warmMs: number;
  measuredMs: number;
  comments: Said[];
  /** Makes message ids unique to this round. */
  round: string;
}
export interface ClosedResult {
  answered: number;
  perSecond: number;
  failed: number;
  tookMs: number[];
}
export interface Open {
  port: number;
  connections: number;
  perSecond: number;
  seconds: number;
  comments: Said[];
  round: string;
}
/** `key` is client and time, the pair by which a screen knows the comment again; times are ms since 1970. */
export interface Sent {
  key: string;
  sentAt: number;
  acceptedAfterMs: number;
}
export interface OpenResult {
  sent: Sent[];
  failed: number;
}

const idLength = 12;

async function closed(input: Closed): Promise<ClosedResult> {
  const marker = 'x'.repeat(idLength);
  const templates = input.comments.map((comment) => {
    const bytes = postOf(input.port, '/comments', JSON.stringify({ ...comment, message_id: `${input.round}-${marker}` }));
    return { bytes, at: bytes.lastIndexOf(marker) };
  });
  const wires = await Promise.all(Array.from({ length: input.connections }, () => openWire(input.port)));
  const from = performance.now() + input.warmMs;
  const until = from + input.measuredMs;
  const tookMs: number[] = [];
  let failed = 0;
  let sent = 0;
  function requestOf(n: number): Buffer {
    const { bytes, at } = templates[n % templates.length]!;
    const request = Buffer.from(bytes);
    request.write(String(n).padStart(idLength, '0'), at, 'latin1');
    return request;
  }
  await Promise.all(
    wires.map(
      (wire) =>
        new Promise<void>((resolve) => {
          function again(): void {
            const sentAt = performance.now();
            if (sentAt >= until) return resolve();
            wire.send(requestOf(sent++), (status) => {
              const now = performance.now();
              if (sentAt >= from && now <= until) {
                if (status === 200) tookMs.push(Math.round((now - sentAt) * 100) / 100);
                else failed += 1;
              }
              if (status === 0) resolve();
              else again();
            });
          }
          again();
        }),
    ),
  );
  for (const wire of wires) wire.close();
  return { answered: tookMs.length, perSecond: (tookMs.length / input.measuredMs) * 1000, failed, tookMs };
}

/** Sends at random times (Poisson), each comment counted from when it was due, so that a slow server cannot slow the clock. */
async function open(input: Open): Promise<OpenResult> {
  const free: Wire[] = await Promise.all(Array.from({ length: input.connections }, () => openWire(input.port)));
  const wires = [...free];
  const queue: { request: Buffer; done: (status: number) => void }[] = [];
  const sent: Sent[] = [];
  /** The time of each client's last comment: two of them in one millisecond could not be told apart on a screen. */
  const lastOf = new Map<string, number>();
  let failed = 0;
  let outstanding = 0;
  function pump(): void {
    while (queue.length > 0 && free.length > 0) {
      const wire = free.shift()!; // in turns: the server closes a connection that is idle for 5 s
      const { request, done } = queue.shift()!;
      wire.send(request, (status) => {
        if (status !== 0) free.push(wire);
        done(status);
        pump();
      });
    }
  }
  const start = performance.now();
  const epoch = Date.now() - start; // one clock for all processes: the machine's
  let due = start;
  for (let n = 0; ; n += 1) {
    due += (-Math.log(1 - Math.random()) / input.perSecond) * 1000;
    if (due > start + input.seconds * 1000) break;
    const wait = due - performance.now();
    if (wait > 0.5) await delay(wait);
    const dueAt = due;
    const comment = input.comments[n % input.comments.length]!;
    const sentAt = Math.max(Math.round(epoch + dueAt), (lastOf.get(comment.client) ?? 0) + 1);
    lastOf.set(comment.client, sentAt);
    const timestamp = new Date(sentAt).toISOString();
    outstanding += 1;
    queue.push({
      request: postOf(input.port, '/comments', JSON.stringify({ ...comment, timestamp, message_id: `${input.round}-${n}` })),
      done(status) {
        outstanding -= 1;
        if (status === 200) sent.push({ key: `${comment.client}|${timestamp}`, sentAt, acceptedAfterMs: performance.now() - dueAt });
        else failed += 1;
      },
    });
    pump();
  }
  for (let waitedMs = 0; outstanding > 0 && waitedMs < 5000; waitedMs += 20) await delay(20);
  for (const wire of wires) wire.close();
  return { sent, failed: failed + outstanding };
}

answerParent({ closed, open });
