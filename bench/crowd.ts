/**
 * Many dashboards in one process, speaking Socket.IO's text protocol over `ws` by hand: all of them get the same bytes,
 * so a tick is parsed once and the machine's cores are left to what is measured.
 */
import { WebSocket } from 'ws';
import { quantile } from './figures.ts';
import { answerParent } from './helper.ts';

const atOnce = 16;
const watching: WebSocket[] = [];
/** When each comment (by id) reached each socket, ms since 1970. */
let arrivals: { id: number; at: number }[] = [];
let lastText = '';
let lastIds: number[] = [];

function idsIn(text: string): number[] {
  if (text === lastText) return lastIds;
  lastText = text;
  const [event, payload] = JSON.parse(text.slice(2)) as [string, { comments?: { id: number }[] }];
  lastIds = event === 'tick' ? (payload.comments ?? []).map(({ id }) => id) : [];
  return lastIds;
}

function open(port: number, cookie: string, showId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { headers: { cookie }, perMessageDeflate: false });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('42')) {
        const at = Date.now();
        for (const id of idsIn(text)) arrivals.push({ id, at });
      } else if (text === '2') socket.send('3'); // ping, pong
      else if (text.startsWith('0')) socket.send('40'); // opened: join the namespace
      else if (text.startsWith('40')) socket.send(`420["watch",${JSON.stringify({ showId })}]`);
      else if (text.startsWith('430')) {
        if (!text.includes('"ok":true')) return reject(new Error(text));
        watching.push(socket);
        resolve();
      } else if (text.startsWith('44')) reject(new Error(text));
    });
  });
}

async function watch({ port, cookie, showId, count }: { port: number; cookie: string; showId: string; count: number }): Promise<number> {
  let left = count;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await open(port, cookie, showId);
    }),
  );
  return watching.length;
}

/** Delays in ms of what was announced at these times, over all sockets; and how many deliveries are missing. */
async function delays({ announced }: { announced: [id: number, at: number][] }) {
  const from = new Map(announced);
  const ms = arrivals.flatMap(({ id, at }) => (from.has(id) ? [at - from.get(id)!] : [])).sort((a, b) => a - b);
  arrivals = [];
  // Enough of the sorted values to join two processes' percentiles exactly would be all of them: 1,000 steps are.
  return { steps: Array.from({ length: 1000 }, (_, n) => quantile(ms, (n + 1) / 1000)), count: ms.length, missing: announced.length * watching.length - ms.length };
}

async function leave(): Promise<void> {
  for (const socket of watching.splice(0)) socket.removeAllListeners('close').terminate();
}

answerParent({ watch, delays, leave });
