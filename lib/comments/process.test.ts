import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Redis } from 'ioredis';
import { connectRedis } from '#lib/adapters/redis/connect.ts';
import { redisCommentQueue } from '#lib/adapters/redis/comment-queue.ts';
import { ensureGroup, redisCommentStream } from '#lib/adapters/redis/comment-stream.ts';
import { systemClock } from '#lib/core/time.ts';
import { rulesClassifier } from '#lib/intents/classify.ts';
import type { Classifier, CommentStream } from '#lib/ports.ts';
import { deskLoader } from '#lib/streamers/desk.ts';
import { commentOf } from '#lib/testing/comments.ts';
import { makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, silentAnnouncer, silentLog, type World } from '#lib/testing/world.ts';
import { ingestBatch } from './ingest.ts';
import { commentsStream, pipelineGroup } from './ingest-script.ts';
import { processEntries, type ProcessCtx } from './process.ts';
import type { Comment } from './schema.ts';

/** A Redis database of this suite's own, where no pipeline reads. */
const redisDatabase = 9;

let world: World;
let seller: TestSeller;
let redis: Redis;
let stream: CommentStream;
let ctx: ProcessCtx;

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  await makeProduct(seller, { code: 'A17' });
  const url = new URL(world.env.REDIS_URL!);
  url.pathname = `/${redisDatabase}`;
  redis = connectRedis(url.href, silentLog);
  stream = redisCommentStream(redis, redis);
  ctx = { sql: world.sql, stream, classifier: rulesClassifier, desksOf: deskLoader(world.sql), announcer: silentAnnouncer, log: silentLog, maxDeliveries: 3 };
});
beforeEach(async () => {
  await redis.flushdb();
  await ensureGroup(redis);
});
afterAll(async () => {
  redis.disconnect();
  await world.close();
});

async function push(...comments: Comment[]): Promise<void> {
  await ingestBatch({ queue: redisCommentQueue(redis), clock: systemClock }, comments, { requestId: 'r-1', keyless: false });
}

const pull = () => stream.read('test', 500, 1);
const left = async () => ({ pending: ((await redis.xpending(commentsStream, pipelineGroup)) as [number])[0], lists: await redis.keys('chat:queue:*') });
const nothingLeft = { pending: 0, lists: [] };

async function stored(comments: readonly Comment[]): Promise<string[]> {
  const rows = await world.sql<{ message: string }[]>`
    select message from public.chat_messages where streamer_id = ${seller.id} and message_id = any (${comments.map((comment) => comment.message_id!)}) order by id`;
  return rows.map((row) => row.message);
}

describe('a batch', () => {
  test('is recorded, acknowledged and taken off the clients\' lists', async () => {
    const comments = ['hello', 'mine A17', 'mine A17 please'].map((message) => commentOf(seller, message, { client: `c-${message.length}` }));
    await push(...comments);
    expect(await redis.lrange(`chat:queue:${seller.handle}:c-5`, 0, -1)).toHaveLength(1);
    expect(await processEntries(ctx, await pull())).toEqual({ fresh: 3, parked: 0 });
    expect(await stored(comments)).toEqual(comments.map((comment) => comment.message));
    expect(await left()).toEqual(nothingLeft);
    const [row] = await world.sql`select request_id, platform from public.chat_messages where message_id = ${comments[0]!.message_id!}`;
    expect(row).toEqual({ request_id: 'r-1', platform: 'tiktok_live' });
  });

  test('run again changes nothing', async () => {
    const comments = ['hello', 'mine A17'].map((message) => commentOf(seller, message));
    await push(...comments);
    const entries = await pull();
    await processEntries(ctx, entries);
    expect(await processEntries(ctx, entries)).toEqual({ fresh: 0, parked: 0 });
    expect(await stored(comments)).toHaveLength(2);
    expect(await left()).toEqual(nothingLeft);
  });

  test('what sounds like a claim, but less surely than the seller asks for, goes to a person, and so does what is in doubt; a cancellation like that, and talk, do nothing', async () => {
    const careful = await makeSeller(world);
    const product = await makeProduct(careful, { code: 'B2' });
    await world.sql`update public.streamers set claim_threshold = 0.8 where id = ${careful.id}`;
    const scored: Classifier = {
      name: 'scored',
      classify: async (batch) => (await rulesClassifier.classify(batch)).map((read, i) => ({ ...read, intent: (['buy', 'buy', 'cancel', 'none', 'buy'] as const)[i] ?? 'none', score: [0.81, 0.8, 0.8, 0.4, 0.9][i] ?? 0, ...(i === 4 && { inDoubt: true as const }) })),
    };
    const comments = ['mine B2', 'B2?! mine i guess', 'cancel B2', 'so warm today', 'two of B2 for mum'].map((message, i) => commentOf(careful, message, { client: `c${i}` }));
    await push(...comments);
    await processEntries({ ...ctx, classifier: scored }, await pull());
    await world.sql`select * from private.settle(${careful.id}, ${String(2n ** 62n)}::bigint)`;
    const rows = await world.sql`select outcome, reason, product_id from public.comment_feed where streamer_id = ${careful.id} order by id`;
    expect(rows).toEqual([
      { outcome: 'held', reason: 'in_stock', product_id: product.id },
      { outcome: 'review', reason: 'unsure', product_id: product.id },
      { outcome: null, reason: null, product_id: null },
      { outcome: null, reason: null, product_id: null },
      { outcome: 'review', reason: 'unsure', product_id: product.id },
    ]);
  });

  test('of nothing is nothing', async () => {
    expect(await processEntries(ctx, [])).toEqual({ fresh: 0, parked: 0 });
  });

  test('of things that cannot be read is parked whole', async () => {
    for (const json of ['', '[', '"words"']) await redis.xadd(commentsStream, '*', 'json', json);
    expect(await processEntries(ctx, await pull())).toEqual({ fresh: 0, parked: 3 });
    expect(await left()).toEqual(nothingLeft);
  });
});

describe('a batch whose turn has not come', () => {
  /** Counts the batches read, and tells of the first. */
  function counting() {
    const { promise: first, resolve } = Promise.withResolvers<void>();
    const seen = { batches: 0, first };
    const classifier: Classifier = {
      name: 'counting',
      classify(batch) {
        seen.batches++;
        resolve();
        return rulesClassifier.classify(batch);
      },
    };
    return { classifier, seen };
  }

  test('is understood at once, and written and settled behind the one before it', async () => {
    const comments = ['first', 'second'].map((message) => commentOf(seller, message));
    await push(...comments);
    const [first, second] = await pull();
    const { promise: before, resolve: writeFirst } = Promise.withResolvers<void>();
    const { classifier, seen } = counting();
    const later = processEntries({ ...ctx, classifier }, [second!], before);
    await seen.first;
    expect(await processEntries(ctx, [first!])).toEqual({ fresh: 1, parked: 0 });
    expect(await stored(comments)).toEqual(['first']);
    expect(await left()).toMatchObject({ pending: 1 });
    writeFirst();
    expect(await later).toEqual({ fresh: 1, parked: 0 });
    expect(await stored(comments)).toEqual(['first', 'second']);
    expect(await left()).toEqual(nothingLeft);
    expect(seen.batches).toBe(1);
  });

  test('for long is understood anew: the show may have gone on', async () => {
    const comment = commentOf(seller, 'hello');
    await push(comment);
    const { promise: before, resolve: goOn } = Promise.withResolvers<void>();
    const { classifier, seen } = counting();
    const done = processEntries({ ...ctx, classifier }, await pull(), before);
    await seen.first;
    await nextTurn(); // it has its answer and waits
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 2000);
    goOn();
    expect(await done.finally(() => clock.mockRestore())).toEqual({ fresh: 1, parked: 0 });
    expect(seen.batches).toBe(2);
    expect(await stored([comment])).toEqual(['hello']);
  });
});

describe('when one comment is at fault', () => {
  /** Fails on every batch with this word in it, as a broken model would. */
  const broken = (word: string): Classifier => ({
    name: 'broken',
    classify: (batch) => (batch.some(({ text }) => text.includes(word)) ? Promise.reject(new Error('it broke')) : rulesClassifier.classify(batch)),
  });

  test('it is parked with the reason, and the others pass', async () => {
    const word = unique();
    const comments = ['before', word, 'after'].map((message) => commentOf(seller, message));
    await push(...comments);
    expect(await processEntries({ ...ctx, classifier: broken(word) }, await pull())).toEqual({ fresh: 2, parked: 1 });
    expect(await stored(comments)).toEqual(['before', 'after']);
    expect(await left()).toEqual(nothingLeft);
    const parked = await world.sql<{ reason: string; streamer_id: string }[]>`select reason, streamer_id from public.parked_comments where payload like ${`%${word}%`}`;
    expect(parked).toEqual([{ reason: 'failed: it broke', streamer_id: seller.id }]);
  });

  test('a classifier that answers too few is at fault, not the comments\' order', async () => {
    const comments = ['one', 'two'].map((message) => commentOf(seller, message));
    await push(...comments);
    const short: Classifier = { name: 'short', classify: async (batch) => (await rulesClassifier.classify(batch)).slice(0, 1) };
    expect(await processEntries({ ...ctx, classifier: short }, await pull())).toEqual({ fresh: 2, parked: 0 });
    expect(await stored(comments)).toEqual(['one', 'two']);
  });

  test('one that was handed out too often is parked unread', async () => {
    const word = unique();
    await push(commentOf(seller, word), commentOf(seller, 'fine'));
    const [first, ...rest] = await pull();
    const classifier = broken(word); // it would fail now
    expect(await processEntries({ ...ctx, classifier }, [{ ...first!, deliveries: 4 }, ...rest])).toEqual({ fresh: 1, parked: 1 });
    const parked = await world.sql<{ reason: string }[]>`select reason from public.parked_comments where payload like ${`%${word}%`}`;
    expect(parked).toEqual([{ reason: 'not processed in 3 attempts' }]);
    expect(await left()).toEqual(nothingLeft);
  });
});

describe('when the database is away', () => {
  test('nothing is settled, parked or lost, and the same entries pass later', async () => {
    const comments = ['hello', 'mine A17'].map((message) => commentOf(seller, message));
    await push(...comments);
    const entries = await pull();
    const away = Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' });
    await expect(processEntries({ ...ctx, desksOf: () => Promise.reject(away) }, entries)).rejects.toBe(away);
    expect(await left()).toMatchObject({ pending: 2 });
    expect((await redis.keys('chat:queue:*')).length).toBe(2);
    expect(await processEntries(ctx, entries)).toEqual({ fresh: 2, parked: 0 });
    expect(await left()).toEqual(nothingLeft);
    const parked = await world.sql`select 1 from public.parked_comments where stream_id = any (${entries.map((entry) => entry.id)})`;
    expect(parked).toEqual([]);
  });
});
