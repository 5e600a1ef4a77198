import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { z } from 'zod';
import { signInForCookies } from '#lib/adapters/supabase/sign-in.ts';
import { createKey } from '#lib/keys/create.ts';
import { makeMember, makeSeller, type TestPerson, type TestSeller } from '#lib/testing/seller.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { build, isBuilt } from '../local/build.ts';
import { takePort } from '../local/ports.ts';
import { childEnv, isAlive } from '../local/process.ts';
import { startRedis } from '../local/redis.ts';
import { makeTestFolder } from '../local/test-setup.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** For the hook that starts it: there may be no build yet. */
export const startMs = 240_000;

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON; throws when it is none. */
  json(): unknown;
  /** The body, checked. */
  as<T extends z.ZodType>(schema: T): z.infer<T>;
}

export interface Asking {
  headers?: OutgoingHttpHeaders;
  /** A string or bytes as they are; anything else as JSON. */
  body?: unknown;
}

/** The web process of one test file, with a Redis of its own: nobody else's comments are in its stream. */
export interface TestWeb {
  url: string;
  port: number;
  pid: number;
  /** The shared database, and this process' own Redis. */
  world: World;
  redisUrl: string;
  /** Everything it has written so far. */
  output(): string;
  ask(method: string, path: string, asking?: Asking): Promise<Answer>;
  end(): Promise<void>;
}

/** One build for all test files, made by whichever comes first when the sources have changed. */
async function ensureBuild(): Promise<void> {
  if (isBuilt(root)) return;
  const lock = path.join(os.tmpdir(), `claimcast-build-${Buffer.from(root).toString('base64url').slice(-40)}.lock`);
  const mine = await waitFor('another process builds', () => isBuilt(root) || take(lock), startMs);
  if (mine !== 'taken') return;
  try {
    await build({ root, logFile: path.join(os.tmpdir(), 'claimcast-test-build.log'), env: process.env, signal: new AbortController().signal });
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): 'taken' | false {
  try {
    const file = openSync(lock, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return 'taken';
  } catch {
    if (!isAlive(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
    return false;
  }
}

/**
 * Starts `node workers/web.ts` from the production build on a free port and answers when it is ready. `env` goes over
 * the environment of Vitest's stack; `REDIS_URL` in it replaces the Redis of its own.
 */
export async function startWeb(env: Record<string, string> = {}): Promise<TestWeb> {
  await ensureBuild();
  const dataDir = makeTestFolder();
  const redis = await startRedis({ dataDir, password: 'test-redis-password', log: () => {} });
  const port = await takePort();
  const used = { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), REDIS_URL: redis.url, LOG_LEVEL: 'info', ...env };
  const child = spawn(process.execPath, [path.join(root, 'workers/web.ts')], { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: childEnv(used) });
  let log = '';
  for (const out of [child.stdout, child.stderr]) out?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<'ended'>((resolve) => child.once('exit', () => resolve('ended')));
  const ready = new Promise<'ready'>((resolve) => child.on('message', (message) => message === 'ready' && resolve('ready')));
  const world = openWorld({ ...process.env, REDIS_URL: redis.url });

  async function end(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    await world.close();
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  if ((await Promise.race([ready, ended])) === 'ended') {
    await end();
    throw new Error(`the web process ended before it was ready:\n${log}`);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    world,
    redisUrl: redis.url,
    output: () => log,
    ask: (method, where, asking = {}) => ask({ port, method, path: where, ...asking }),
    end,
  };
}

/** One HTTP request over a connection of its own: every header is the test's own. */
export function ask(asking: Asking & { port: number; method: string; path: string }): Promise<Answer> {
  const { port, method, path: where, headers = {} } = asking;
  const raw = asking.body === undefined || typeof asking.body === 'string' || Buffer.isBuffer(asking.body);
  const body = (raw ? asking.body : JSON.stringify(asking.body)) as string | Buffer | undefined;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path: where, agent: false, headers: { ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }), ...(raw ? {} : { 'content-type': 'application/json' }), ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const json = () => JSON.parse(text) as unknown;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json, as: (schema) => schema.parse(json()) });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Fills in the form of a page and sends it as a browser does before any script has run, to `to` where that is another path. */
export async function postForm(web: TestWeb, page: string, fields: Record<string, string>, headers: OutgoingHttpHeaders = {}, to = page): Promise<Answer> {
  const { text } = await web.ask('GET', page, { headers });
  const form = new FormData();
  for (const [tag] of text.matchAll(/<input type="hidden"[^>]*>/g)) {
    const value = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
    form.set(/name="([^"]*)"/.exec(tag)?.[1] ?? '', value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  }
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  return web.ask('POST', to, { headers: { ...headers, 'content-type': encoded.headers.get('content-type') ?? '', origin: web.url }, body });
}

/** Memory of a process in MB. */
export function rssOf(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (existsSync(status)) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024;
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

/** A seller with the owner's session and a bridge key. */
export interface Shop extends TestSeller {
  cookie: string;
  key: string;
  keyId: string;
  /** Headers of a request with the owner's session, and with the key. */
  asOwner: { cookie: string };
  asBridge: { authorization: string };
}

/** Signs this person in as a browser would, without going through the web process. Answers the Cookie header. */
export function cookiesOf(person: Pick<TestPerson, 'email' | 'password'>): Promise<string> {
  return signInForCookies({ url: process.env['SUPABASE_URL'] ?? '', publishableKey: process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '', email: person.email, password: person.password });
}

export async function makeShop(world: World): Promise<Shop> {
  const seller = await makeSeller(world);
  const [cookie, { id, key }] = await Promise.all([cookiesOf(seller.owner), createKey(seller.owner.db, seller, 'bridge')]);
  return { ...seller, cookie, key, keyId: id, asOwner: { cookie }, asBridge: { authorization: `Bearer ${key}` } };
}

/** A member of the shop in this role, with their session. */
export async function makeHelper(world: World, shop: Shop, role: 'moderator' | 'packer'): Promise<TestPerson & { cookie: string }> {
  const person = await makeMember(world, shop, role);
  return { ...person, cookie: await cookiesOf(person) };
}
