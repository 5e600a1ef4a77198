/**
 * Plays the recorded demo show into a running Claimcast over HTTP, as a bridge would.
 *   npm run demo -- --speed 10 [--url http://127.0.0.1:3000] [--data .data]
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { signInForCookies } from '#lib/adapters/supabase/sign-in.ts';
import { loadShow, play } from '#lib/demo/play.ts';
import { demoHandle } from '#lib/demo/schema.ts';

const { values } = parseArgs({
  options: {
    speed: { type: 'string', default: '1' },
    url: { type: 'string', default: `http://127.0.0.1:${process.env.PORT ?? 3000}` },
    data: { type: 'string', default: process.env.DATA_DIR ?? '.data' },
  },
});
const speed = Number(values.speed);
if (!(speed > 0 && speed <= 100)) fail('--speed is a number above 0, up to 100.');

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

async function call(method: string, route: string, headers: Record<string, string>, body?: unknown): Promise<unknown> {
  const response = await fetch(values.url + route, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => fail(`Claimcast is not reachable at ${values.url}: start it with npm start. (${String(error)})`));
  if (!response.ok) fail(`${method} ${route} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  return response.json();
}

function readData(name: string): string {
  try {
    return fs.readFileSync(path.join(values.data, name), 'utf8').trim();
  } catch {
    return fail(`${path.join(values.data, name)} is not there. Start Claimcast once with its demo: npm start.`);
  }
}

const { publishableKey } = JSON.parse(readData('keys.json')) as { publishableKey: string };
const cookie = await signInForCookies({ url: `${values.url}/supabase`, publishableKey, email: 'demo@claimcast.local', password: readData('demo-password') });
const products = (await call('GET', '/api/products?limit=200', { cookie })) as { items: { id: string; code: string }[] };
const idOf = new Map(products.items.map((product) => [product.code, product.id]));
const lines = await loadShow();
const total = lines.filter((line) => !('pin' in line)).length;
let accepted = 0;
let duplicates = 0;
const stop = new AbortController();
process.on('SIGINT', () => stop.abort());

await play({
  lines,
  streamer: demoHandle,
  speed,
  run: randomUUID().slice(0, 8),
  signal: stop.signal,
  async send(comments) {
    const answer = (await call('POST', '/comments', {}, comments)) as { accepted: number; duplicates: number };
    accepted += answer.accepted;
    duplicates += answer.duplicates;
  },
  async pin(code) {
    await call('POST', '/api/shows/current/pin', { cookie }, { productId: idOf.get(code) ?? null });
  },
  progress(atSeconds) {
    if (!process.stdout.isTTY) return;
    process.stdout.write(`\r${Math.floor(atSeconds / 60)}:${String(Math.floor(atSeconds % 60)).padStart(2, '0')}  ${accepted} of ${total} comments, ${duplicates} repeated  `);
  },
}).catch((error: unknown) => {
  if (!stop.signal.aborted) throw error;
});
process.stdout.write(`${process.stdout.isTTY ? '\n' : ''}${accepted} comments accepted, ${duplicates} repeated and dropped\n`);
