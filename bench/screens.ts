/** Dashboards with the browser's own client, a process of their own: note when each comment and each order came. */
import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '#lib/realtime/events.ts';
import { answerParent } from './helper.ts';

type Screen = Socket<ServerToClient, ClientToServer>;
/** Times are ms since 1970, of the first sight. */
export interface Seen {
  comments: [key: string, at: number][];
  /** By the key of the comment that made the order. */
  orders: [key: string, at: number][];
  ticks: number;
  resyncs: number;
}

const screens: Screen[] = [];
const comments = new Map<string, number>();
const keyOf = new Map<number, string>();
const orders = new Map<number, number>();
let ticks = 0;
let resyncs = 0;

async function watch({ port, cookie, showId }: { port: number; cookie: string; showId: string }): Promise<void> {
  const screen: Screen = io(`http://127.0.0.1:${port}`, { path: '/socket.io', transports: ['websocket'], extraHeaders: { cookie }, reconnection: false });
  screens.push(screen);
  await new Promise<void>((resolve, reject) => screen.once('connect', resolve).once('connect_error', reject));
  const answer = await screen.timeout(10_000).emitWithAck('watch', { showId });
  if (!answer.ok) throw new Error(answer.message);
  screen.on('resync', () => (resyncs += 1));
  screen.on('tick', (tick) => {
    const now = Date.now();
    ticks += 1;
    for (const comment of tick.comments) {
      const key = `${comment.client}|${comment.said_at}`;
      keyOf.set(comment.id, key);
      if (!comments.has(key)) comments.set(key, now);
    }
    for (const order of tick.orders) {
      if (order.chat_message_id !== null && !orders.has(order.chat_message_id)) orders.set(order.chat_message_id, now);
    }
  });
}

/** What has come once `expected` comments are there, or after `withinMs`; 500 ms more for the orders. */
async function seen({ expected, withinMs }: { expected: number; withinMs: number }): Promise<Seen> {
  for (let waitedMs = 0; comments.size < expected && waitedMs < withinMs; waitedMs += 50) await delay(50);
  await delay(500);
  const byKey = [...orders].flatMap(([id, at]): [string, number][] => (keyOf.has(id) ? [[keyOf.get(id)!, at]] : []));
  const result = { comments: [...comments], orders: byKey, ticks, resyncs };
  for (const map of [comments, keyOf, orders]) map.clear();
  ticks = resyncs = 0;
  return result;
}

async function leave(): Promise<void> {
  for (const screen of screens.splice(0)) screen.disconnect();
}

answerParent({ watch, seen, leave });
