import { livingPipelines } from '#lib/health/pipelines.ts';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ensureGroup } from '#lib/adapters/redis/comment-stream.ts';
import { cancelOrder } from '#lib/claims/decide.ts';
import { ingestBatch } from '#lib/comments/ingest.ts';
import { commentsStream, pipelineGroup } from '#lib/comments/ingest-script.ts';
import { listParked, retryParked } from '#lib/comments/parked.ts';
import type { Comment } from '#lib/comments/schema.ts';
import { systemClock } from '#lib/core/time.ts';
import { chanceOf } from '#lib/testing/chance.ts';
import { commentOf } from '#lib/testing/comments.ts';
import { openLine } from '#lib/testing/line.ts';
import { startPipeline, type TestPipeline } from '#lib/testing/pipeline.ts';
import { makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { orderCounters, stockOf, stockProblems } from '#lib/testing/stock.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { startPostgres } from './local/postgres.ts';
import { startStack, type Stack } from './local/stack.ts';
import { makeTestFolder } from './local/test-setup.ts';

/**
 * The pipeline as processes, over a Postgres and a Redis that no other test uses: here every pipeline is killed, stopped
 * and starved, and a pipeline decides for every seller of its database.
 */

vi.setConfig({ testTimeout: 120_000 }); // processes start and die here, on machines that are busy with other tests

let dataDir: string;
let stack: Stack;
let world: World;
const running = new Set<TestPipeline>();

beforeAll(async () => {
  dataDir = makeTestFolder();
  stack = await startStack({ dataDir, log: () => {}, named: {} });
  world = openWorld(stack.env);
  await ensureGroup(world.redis);
});
afterEach(async () => {
  await Promise.all([...running].map((one) => one.end('SIGKILL')));
  running.clear();
});
afterAll(async () => {
  await world?.close();
  await stack?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function pipeline(env: Record<string, string> = {}): Promise<TestPipeline> {
  const one = await startPipeline({ ...stack.env, PIPELINE_TAKEOVER_MS: '300', ...env });
  running.add(one);
  return one;
}

async function shop(stock: number, holdSeconds?: number) {
  const seller = await makeSeller(world, holdSeconds ? { holdSeconds } : {});
  const { variant } = await makeProduct(seller, { stock });
  return { seller, variantId: variant.id };
}

/** Through ingest, as bridges do: `size` comments a request, all requests at once. Every one of them must be accepted. */
async function push(comments: readonly Comment[], size = 50): Promise<void> {
  const parts = Array.from({ length: Math.ceil(comments.length / size) }, (_, i) => comments.slice(i * size, (i + 1) * size));
  const answers = await Promise.all(parts.map((part) => ingestBatch({ queue: world.queue, clock: systemClock }, part, { requestId: 'test', keyless: false })));
  expect(answers.reduce((sum, answer) => sum + answer.accepted, 0)).toBe(comments.length);
}

/** The stream as it stands: what was accepted, in order of acceptance. */
async function accepted(seller: TestSeller): Promise<{ id: string; client: string; message: string; message_id: string }[]> {
  const entries = await world.redis.xrange(commentsStream, '-', '+');
  return entries.map(([id, fields]) => ({ id, ...parsed(fields[1]) })).filter((entry) => entry.streamer === seller.handle);
}

function parsed(json: string | undefined): { streamer: string; client: string; message: string; message_id: string } {
  try {
    return JSON.parse(json ?? '') as ReturnType<typeof parsed>;
  } catch {
    return { streamer: '', client: '', message: '', message_id: '' };
  }
}

async function pendingCount(): Promise<number> {
  const [count] = (await world.redis.xpending(commentsStream, pipelineGroup)) as [number];
  return count;
}

/** Waits until everything accepted was handed out, acknowledged and decided. */
async function drained(): Promise<void> {
  await waitFor('the pipeline has nothing left to do', async () => {
    const last = (await world.redis.xrevrange(commentsStream, '+', '-', 'COUNT', 1))[0]?.[0];
    const [group] = (await world.redis.xinfo('GROUPS', commentsStream)) as unknown[][];
    // In this order: what is acknowledged has its request written, not the other way round.
    if (!group?.includes(last) || (await pendingCount()) > 0) return false;
    return (await world.sql`select 1 from private.requests limit 1`).length === 0;
  }, 60_000);
}

const recordedCount = async ({ id }: TestSeller) => {
  const [row] = await world.sql<{ n: number }[]>`select count(*) as n from public.chat_messages where streamer_id = ${id}`;
  return row!.n;
};

const listsLeft = ({ handle }: TestSeller) => world.redis.keys(`chat:queue:${handle}:*`);

/** Each buyer's name in the order that claims were decided in. */
async function decided({ id }: TestSeller, outcome: 'held' | 'waitlisted'): Promise<string[]> {
  const rows = await world.sql<{ client: string }[]>`
    select m.client from public.claims c join public.chat_messages m on m.id = c.chat_message_id
    where c.streamer_id = ${id} and c.entry = 'claim' and c.outcome = ${outcome} order by c.id`;
  return rows.map((row) => row.client);
}

/** What must be true of a seller when all is done, whatever happened on the way. */
async function expectNothingLostOrDoubled(seller: TestSeller): Promise<void> {
  const all = await accepted(seller);
  const rows = await world.sql<{ message_id: string }[]>`select message_id from public.chat_messages where streamer_id = ${seller.id} order by arrival`;
  expect(rows.map((row) => row.message_id)).toEqual(all.map((entry) => entry.message_id));
  expect(await listsLeft(seller)).toEqual([]);
  expect(await pendingCount()).toBe(0);
  expect(await stockProblems(world, seller.id)).toEqual([]);
  const claims = await world.sql<{ arrival: string }[]>`select arrival::text from public.claims where streamer_id = ${seller.id} and entry = 'claim' order by id`;
  expect(claims.length).toBeGreaterThan(0);
  expect(claims.map((row) => BigInt(row.arrival))).toEqual(claims.map((row) => BigInt(row.arrival)).toSorted((a, b) => Number(a - b)));
  expect(await world.sql`select reason from public.parked_comments where streamer_id = ${seller.id}`).toEqual([]);
  const counters = await orderCounters(world, seller.id);
  expect(counters).toEqual(counters.map((_, i) => i + 1));
}

test('200 claims at once on 20 units, two pipelines: exactly 20 are sold, to the 20 that were accepted first', async () => {
  const { seller, variantId } = await shop(20);
  await Promise.all([pipeline({ PIPELINE_BATCH: '7' }), pipeline({ PIPELINE_BATCH: '5' })]);
  const comments = Array.from({ length: 200 }, (_, i) => commentOf(seller, 'mine A17', { client: `viewer-${i}` }));
  await push(chanceOf(20).shuffle(comments), 1);
  await drained();
  const order = (await accepted(seller)).map((entry) => entry.client);
  expect(await stockOf(world, variantId)).toEqual({ stock: 20, held: 20, sold: 0, waiting: 180 });
  expect(await decided(seller, 'held')).toEqual(order.slice(0, 20));
  expect(await decided(seller, 'waitlisted')).toEqual(order.slice(20));
  const line = await world.sql<{ buyer_name: string }[]>`select buyer_name from public.waitlist_feed where variant_id = ${variantId} order by place`;
  expect(line.map((row) => row.buyer_name)).toEqual(order.slice(20));
  const ranks = await world.sql<{ rank: number }[]>`select rank from public.claims where streamer_id = ${seller.id} order by arrival`;
  expect(ranks.map((row) => row.rank)).toEqual(order.map((_, i) => i + 1));
  await expectNothingLostOrDoubled(seller);
});

test('a claim waits for every comment that was accepted before it, also while a process that is stuck holds those', async () => {
  const { seller, variantId } = await shop(20);
  await push(Array.from({ length: 100 }, (_, i) => commentOf(seller, 'mine A17', { client: `viewer-${i}` })), 1);
  const order = (await accepted(seller)).map((entry) => entry.client);
  await world.redis.xreadgroup('GROUP', pipelineGroup, 'stuck', 'COUNT', 30, 'STREAMS', commentsStream, '>');
  await Promise.all([pipeline({ PIPELINE_TAKEOVER_MS: '2000' }), pipeline({ PIPELINE_TAKEOVER_MS: '2000' })]);
  await drained();
  expect(await stockOf(world, variantId)).toMatchObject({ held: 20, waiting: 80 });
  expect(await decided(seller, 'held')).toEqual(order.slice(0, 20));
  expect(await decided(seller, 'waitlisted')).toEqual(order.slice(20));
  await expectNothingLostOrDoubled(seller);
});

test('killed ten times under load it loses and doubles nothing', async () => {
  const chance = chanceOf(10);
  const { seller, variantId } = await shop(60);
  const spare = await shop(1000);
  let leftInHand = 0;
  let one = await pipeline({ PIPELINE_BATCH: '40' });
  for (let kills = 0; kills < 10; kills++) {
    const comments = Array.from({ length: 300 }, () => {
      const percent = chance.int(1, 100);
      const message = percent <= 15 ? 'mine A17' : percent <= 18 ? 'cancel' : chance.pick(['hello everyone', 'so pretty', 'where are you from?'])!;
      return commentOf(chance.int(1, 4) === 1 ? spare.seller : seller, message, { client: `viewer-${chance.int(1, 40)}` });
    });
    const before = (await recordedCount(seller)) + (await recordedCount(spare.seller));
    const most = chance.int(1, 280);
    await push(comments);
    await waitFor('some of it is recorded', async () => (await recordedCount(seller)) + (await recordedCount(spare.seller)) >= before + most);
    expect(await one.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    leftInHand += await pendingCount();
    one = await pipeline({ PIPELINE_BATCH: '40' });
  }
  await drained();
  for (const { seller: of } of [{ seller }, spare]) await expectNothingLostOrDoubled(of);
  expect(await recordedCount(seller) + await recordedCount(spare.seller)).toBe(3000);
  expect(await stockOf(world, variantId)).toMatchObject({ held: 60 });
  expect(leftInHand).toBeGreaterThan(40); // it was in the middle of something
});

test('two pipelines, one of them stopped in the middle and woken later: the other goes on, and nothing is done twice', async () => {
  const { seller } = await shop(10);
  const [sleeper] = await Promise.all([pipeline({ PIPELINE_BATCH: '20' }), pipeline({ PIPELINE_BATCH: '20' })]);
  await push(Array.from({ length: 400 }, (_, i) => commentOf(seller, i % 3 ? 'hello everyone' : 'mine A17', { client: `viewer-${i % 30}` })));
  await waitFor('some of it is recorded', async () => (await recordedCount(seller)) > 50);
  process.kill(sleeper.pid, 'SIGSTOP');
  await drained(); // what it held in hand too
  process.kill(sleeper.pid, 'SIGCONT');
  await push([commentOf(seller, 'mine A17')]);
  await drained();
  expect({ ...(await sleeper.end('SIGTERM')), fatal: sleeper.output().includes('pipeline.fatal') }).toEqual({ code: 0, signal: null, fatal: false });
  await expectNothingLostOrDoubled(seller);
});

describe('one that lives', () => {
  let one: TestPipeline;
  beforeAll(async () => {
    one = await startPipeline({ ...stack.env, PIPELINE_TAKEOVER_MS: '300', PIPELINE_BATCH: '30' });
  });
  afterAll(() => one.end('SIGKILL'));

  test('everything that was ever accepted, handed out again, changes nothing', async () => {
    const { seller, variantId } = await shop(2);
    await push(['mine A17', 'mine A17', 'mine A17', 'hello everyone'].map((message, i) => commentOf(seller, message, { client: `viewer-${i}` })));
    await drained();
    await push([commentOf(seller, 'cancel', { client: 'viewer-0' })]);
    await drained();
    const state = () => world.sql`select (select count(*) from public.chat_messages) as messages, (select count(*) from public.claims) as claims,
      (select count(*) from public.orders) as orders, (select count(*) from public.waitlist) as waiting, (select count(*) from public.outbox) as outbox,
      (select max(id) from public.claims) as last, (select count(*) from public.nlp_intents) as intents, (select count(*) from public.product_matches) as matches`;
    const before = await state();
    expect(await stockOf(world, variantId)).toMatchObject({ held: 2, waiting: 0 });
    await world.redis.xgroup('SETID', commentsStream, pipelineGroup, '0');
    await drained();
    expect(await state()).toEqual(before);
    await expectNothingLostOrDoubled(seller);
  });

  test('the comments of a client are written in the order they came', async () => {
    const { seller } = await shop(1);
    const said = Array.from({ length: 200 }, (_, i) => commentOf(seller, `hello number ${i}`, { client: `viewer-${i % 5}` }));
    await push(said, 200);
    await push([commentOf(seller, 'mine A17')]);
    await drained();
    const rows = await world.sql<{ message: string }[]>`select message from public.chat_messages where streamer_id = ${seller.id} and client like 'viewer-_' order by id`;
    expect(rows.map((row) => row.message)).toEqual(said.map((comment) => comment.message));
    await expectNothingLostOrDoubled(seller);
  });

  test('its clock ends holds and gives their units to the next in line', async () => {
    const { seller, variantId } = await shop(1);
    await push(['first', 'second', 'third'].map((client) => commentOf(seller, 'mine A17', { client })), 3);
    await drained();
    const holder = async () => {
      const rows = await world.sql<{ id: string; buyer_name: string }[]>`select id, buyer_name from public.order_feed where variant_id = ${variantId} and status = 'pending'`;
      return rows[0];
    };
    for (const next of ['second', 'third']) {
      await world.sql`update public.holds set expires_at = now() where order_id = ${(await holder())!.id}`;
      await waitFor(`the unit is ${next}'s`, async () => (await holder())?.buyer_name === next);
    }
    await cancelOrder(seller.owner.db, (await holder())!.id);
    expect(await stockOf(world, variantId)).toMatchObject({ held: 0, waiting: 0 });
    await expectNothingLostOrDoubled(seller);
  });
});

test('what cannot be read is parked with its reason, and the rest goes on', async () => {
  const { seller } = await shop(5);
  const add = (json: string) => world.redis.xadd(commentsStream, '*', 'json', json);
  const queued = (over: object) => JSON.stringify({
    streamer: seller.handle, client: 'eve', timestamp: '2026-01-01T00:00:00Z', message: 'mine A17', platform: 'web', dedupe_key: `k:${unique()}`,
    received_at: '2026-01-01T00:00:00Z', request_id: 'r', keyless: false, ...over,
  });
  await push([commentOf(seller, 'mine A17', { client: 'before' })]);
  const bad = [
    ['not JSON', 'unreadable: not JSON'],
    ['null', 'unreadable: '],
    ['{}', 'unreadable: streamer'],
    [queued({ platform: 'a fax' }), 'unreadable: platform'],
    [queued({ streamer: `nobody-${unique()}` }), 'unknown_streamer'],
    [queued({ message: 'a NUL \u0000 in JSON' }), 'failed: '],
    [queued({ timestamp: 'yesterday' }), 'unreadable: timestamp'],
  ] as const;
  const ids: string[] = [];
  for (const [json] of bad) ids.push((await add(json))!);
  const named = queued({ platform: 'a fax', client: 'listed' });
  await world.redis.rpush(`chat:queue:${seller.handle}:listed`, named);
  await add(named);
  await push([commentOf(seller, 'mine A17', { client: 'after' })]);
  await pipeline();
  await drained();
  const parked = await world.sql<{ reason: string; payload: string }[]>`
    select reason, payload from public.parked_comments where stream_id = any (${ids}) order by array_position(${ids}, stream_id)`;
  expect(parked.map((row, i) => row.reason.startsWith(bad[i]![1]) || row.reason)).toEqual(bad.map(() => true));
  expect(parked.map((row) => row.payload)).toEqual(bad.map(([json]) => json));
  expect(await decided(seller, 'held')).toEqual(['before', 'after']);
  expect(await listsLeft(seller)).toEqual([]);
  const mine = await listParked(seller.owner.db, seller);
  expect(mine.items.map((item) => item.reason.slice(0, 6))).toEqual(['failed']);
});

test('a comment that was handed out too often is parked, the others of the dead process are not; a person may try it again', async () => {
  const { seller, variantId } = await shop(5);
  await push([1, 2, 3].map((i) => commentOf(seller, 'mine A17', { client: `viewer-${i}` })));
  await world.redis.xreadgroup('GROUP', pipelineGroup, 'dead', 'COUNT', 10, 'STREAMS', commentsStream, '>');
  const [, poison, last] = await accepted(seller);
  const deliver = (id: string, times: number) => world.redis.xclaim(commentsStream, pipelineGroup, 'dead', 0, id, 'RETRYCOUNT', times, 'IDLE', 60_000);
  await deliver(poison!.id, 5);
  await deliver(last!.id, 4);
  await pipeline({ PIPELINE_MAX_DELIVERIES: '5' });
  await drained();
  expect(await decided(seller, 'held')).toEqual(['viewer-1', 'viewer-3']);
  const { items } = await listParked(seller.owner.db, seller);
  expect(items).toMatchObject([{ reason: 'not processed in 5 attempts', deliveries: 6 }]);
  expect(await listsLeft(seller)).toEqual([]);
  await retryParked(world, seller, items[0]!.id);
  await drained();
  expect(await decided(seller, 'held')).toEqual(['viewer-1', 'viewer-3', 'viewer-2']);
  expect(await listParked(seller.owner.db, seller)).toEqual({ items: [] });
  expect(await stockOf(world, variantId)).toMatchObject({ held: 3 });
});

test('asked to stop, it finishes what it holds, decides it, and leaves with 0', async () => {
  const { seller } = await shop(10);
  const one = await pipeline({ PIPELINE_BATCH: '25' });
  await push(Array.from({ length: 1000 }, (_, i) => commentOf(seller, i % 10 ? 'so pretty' : 'mine A17', { client: `viewer-${i % 20}` })));
  await waitFor('it is at work', async () => (await recordedCount(seller)) > 0);
  expect(await one.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(one.output()).toContain('pipeline.stopped');
  expect(await pendingCount()).toBe(0);
  expect(await world.sql`select 1 from private.requests`).toEqual([]);
  const lists = await Promise.all((await listsLeft(seller)).map((key) => world.redis.llen(key)));
  expect((await recordedCount(seller)) + lists.reduce((sum, length) => sum + length, 0)).toBe(1000);
  expect((await livingPipelines(world.redis, new Date())).filter((name) => name.includes(`-${one.pid}-`))).toEqual([]);
  await pipeline();
  await drained();
  await expectNothingLostOrDoubled(seller);
});

test('without Postgres it keeps what was accepted, and goes on by itself when Postgres is back', async () => {
  const { seller } = await shop(10);
  const line = await openLine(Number(new URL(stack.env['DATABASE_URL']!).port));
  const url = new URL(stack.env['DATABASE_URL']!);
  url.port = String(line.port);
  const one = await pipeline({ DATABASE_URL: url.href, PIPELINE_BATCH: '20' });
  const load = (n: number) => push(Array.from({ length: n }, (_, i) => commentOf(seller, i % 5 ? 'hello everyone' : 'mine A17', { client: `viewer-${i % 10}` })));
  await load(300);
  await waitFor('some of it is recorded', async () => (await recordedCount(seller)) > 40);
  await line.cut();
  await waitFor('it notices', () => one.output().includes('pipeline.retrying'));
  await load(100);
  await line.mend();
  await drained();
  await load(300);
  await waitFor('it is at work again', async () => (await recordedCount(seller)) > 420);
  await world.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'claimcast-pipeline%'`;
  await drained();
  expect(one.output()).not.toContain('pipeline.fatal');
  expect(await recordedCount(seller)).toBe(700);
  await expectNothingLostOrDoubled(seller);
  await one.end('SIGKILL');
  await line.cut();
});

test('Postgres killed in the middle of claims, and started again: nothing that was accepted is lost, nothing is decided twice', async () => {
  const { seller, variantId } = await shop(40);
  const one = await pipeline({ PIPELINE_BATCH: '20' });
  const url = new URL(stack.env['DATABASE_URL'] ?? '');
  const decidedCount = async () => (await decided(seller, 'held')).length;
  for (const round of [0, 1, 2]) {
    const before = await decidedCount();
    await push(Array.from({ length: 200 }, (_, i) => commentOf(seller, i % 4 ? 'hello everyone' : 'mine A17', { client: `viewer-${round}-${i}` })));
    await waitFor('claims are being decided', async () => (await decidedCount()) > before || (await decidedCount()) === 40);
    const [home] = await world.sql<{ folder: string }[]>`select current_setting('data_directory') as folder`;
    const postmaster = Number(readFileSync(path.join(home?.folder ?? '', 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    process.kill(postmaster, 'SIGKILL');
    await waitFor('it notices', () => one.output().includes('pipeline.retrying'));
    // As the next start does: what the dead one left is cleared away, and what it had committed is replayed.
    const again = await startPostgres({ dataDir, password: decodeURIComponent(url.password), port: Number(url.port) });
    expect(again.port).toBe(Number(url.port));
    await drained();
  }
  expect(one.output()).not.toContain('pipeline.fatal');
  expect(await recordedCount(seller)).toBe(600);
  expect(await stockOf(world, variantId)).toMatchObject({ stock: 40, held: 40 });
  await expectNothingLostOrDoubled(seller);
});

test('without Redis it waits, and goes on by itself when the connection is back', async () => {
  const { seller } = await shop(10);
  const url = new URL(stack.env['REDIS_URL']!);
  const line = await openLine(Number(url.port));
  url.port = String(line.port);
  const one = await pipeline({ REDIS_URL: url.href, PIPELINE_BATCH: '20' });
  const load = (n: number) => push(Array.from({ length: n }, (_, i) => commentOf(seller, i % 5 ? 'hello everyone' : 'mine A17', { client: `viewer-${i % 10}` })));
  await load(300);
  await waitFor('some of it is recorded', async () => (await recordedCount(seller)) > 40);
  await line.cut();
  await load(100);
  await waitFor('it notices', () => one.output().includes('redis.error') || one.output().includes('pipeline.retrying'));
  await line.mend();
  await drained();
  expect(one.output()).not.toContain('pipeline.fatal');
  expect(await recordedCount(seller)).toBe(400);
  await expectNothingLostOrDoubled(seller);
  await one.end('SIGKILL');
  await line.cut();
});
