import { createServer, connect, type Server, type Socket, type AddressInfo } from 'node:net';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectRedis } from '#lib/adapters/redis/connect.ts';
import { redisCommentQueue } from '#lib/adapters/redis/comment-queue.ts';
import { upstashCommentQueue } from '#lib/adapters/upstash/comment-queue.ts';
import { ingest, ingestBatch } from '#lib/comments/ingest.ts';
import { commentsStream, listKeyOf, listTtlSeconds, pipelineGroup, unprocessedLimit } from '#lib/comments/ingest-script.ts';
import { QueuedComment } from '#lib/comments/schema.ts';
import type { CommentQueue } from '#lib/ports.ts';
import { startRestBridge } from '#lib/testing/rest-bridge.ts';
import { unique } from '#lib/testing/seller.ts';
import { silentLog } from '#lib/testing/world.ts';

// One list of promises for every way into Redis. A database number of its own: the stream belongs to this file alone.
const redisUrl = new URL(process.env['REDIS_URL'] ?? '');
redisUrl.pathname = '/11';

/** A gate in front of Redis that a test can close: for whoever connects through it, Redis is away. */
interface Gate {
  url: string;
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

async function startGate(): Promise<Gate> {
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server: Server = createServer((near) => {
    if (!isOpen) return near.destroy();
    const far = connect(Number(redisUrl.port), redisUrl.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(redisUrl);
  url.port = String((server.address() as AddressInfo).port);
  const shut = () => {
    isOpen = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    shut,
    open: () => {
      isOpen = true;
    },
    close: () => {
      shut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Queue {
  queue: CommentQueue;
  close: () => Promise<void>;
}

const adapters: Record<string, (url: string) => Promise<Queue>> = {
  async ioredis(url) {
    const redis = connectRedis(url, silentLog);
    return { queue: redisCommentQueue(redis), close: async () => redis.disconnect() };
  },
  async '@upstash/redis'(url) {
    const bridge = await startRestBridge(url);
    return { queue: upstashCommentQueue(bridge.url, bridge.token), close: () => bridge.close() };
  },
};

let redis: Redis;
beforeAll(async () => {
  redis = connectRedis(redisUrl.href, silentLog);
  await redis.flushdb();
});
afterAll(async () => {
  await redis.flushdb();
  redis.disconnect();
});

const clockAt = (ms: number) => ({ now: () => new Date(ms) });
const noon = Date.parse('2026-11-21T12:00:00.000Z');
const options = { requestId: 'req-1', keyless: false };

describe.each(Object.entries(adapters))('comments accepted over %s', (_, connectTo) => {
  let gate: Gate;
  let queue: CommentQueue;
  let close: () => Promise<void>;
  let streamer: string;
  beforeAll(async () => {
    gate = await startGate();
    ({ queue, close } = await connectTo(gate.url));
  });
  afterAll(async () => {
    await close();
    await gate.close();
  });
  beforeEach(() => {
    streamer = `queue-${unique()}`;
  });
  afterEach(() => gate.open());

  const accept = (input: Record<string, unknown>, ms = noon) => ingest({ queue, clock: clockAt(ms) }, { streamer, client: 'ana', ...input }, options);
  const acceptAll = (inputs: Record<string, unknown>[]) => ingestBatch({ queue, clock: clockAt(noon) }, inputs.map((input) => ({ streamer, client: 'ana', ...input })), options);
  const listed = (client = 'ana') => redis.lrange(listKeyOf({ streamer, client }), 0, -1);
  async function streamed(): Promise<string[]> {
    const entries = await redis.xrange(commentsStream, '-', '+');
    return entries.map(([, fields]) => fields[1] ?? '').filter((json) => QueuedComment.parse(JSON.parse(json)).streamer === streamer);
  }
  const messages = (jsons: string[]) => jsons.map((json) => QueuedComment.parse(JSON.parse(json)).message);

  test('keep their order, in the stream and in their client’s list, with the same JSON in both', async () => {
    const first = await acceptAll([{ message: 'one' }, { message: 'two', client: 'ben' }, { message: 'three' }]);
    await accept({ message: 'four' });
    expect(first).toEqual({ ok: true, accepted: 3, duplicates: 0, rejected: [] });
    const stream = await streamed();
    expect(messages(stream)).toEqual(['one', 'two', 'three', 'four']);
    expect(await listed('ana')).toEqual([stream[0], stream[2], stream[3]]);
    expect(await listed('ben')).toEqual([stream[1]]);
    expect(JSON.parse(stream[0] ?? '')).toEqual({
      streamer, client: 'ana', message: 'one', platform: 'web', timestamp: '2026-11-21T12:00:00.000Z', received_at: '2026-11-21T12:00:00.000Z',
      request_id: 'req-1', keyless: false, dedupe_key: expect.stringMatching(/^words:/),
    });
  });

  test('answer as the wire contract says', async () => {
    expect(await accept({ message: 'mine', timestamp: '2025-12-06T14:30:45.123456' })).toEqual({
      ok: true, queued_to: `chat:queue:${streamer}:ana`, stream: 'comments_stream', timestamp: '2025-12-06T14:30:45.123456',
    });
  });

  test('are kept once for one message id of one platform: again, in one batch, over batches', async () => {
    expect(await accept({ message: 'mine', message_id: 'm1', platform: 'twitch' })).not.toHaveProperty('duplicate');
    expect(await accept({ message: 'mine edited', message_id: 'm1', platform: 'twitch' }, noon + 3_000_000)).toMatchObject({ ok: true, duplicate: true });
    const batch = await acceptAll([
      { message: 'mine', message_id: 'm1', platform: 'twitch' },
      { message: 'a', message_id: 'm2', platform: 'twitch' },
      { message: 'a', message_id: 'm2', platform: 'twitch' },
      { message: 'mine', message_id: 'm1', platform: 'youtube_live' },
    ]);
    expect(batch).toMatchObject({ accepted: 2, duplicates: 2 });
    expect(messages(await streamed())).toEqual(['mine', 'a', 'mine']);
    expect(await listed()).toHaveLength(3);
  });

  test('without id and time count as a repetition for four seconds only, of the same client only', async () => {
    await accept({ message: 'sold' });
    expect(await accept({ message: 'sold' })).toMatchObject({ duplicate: true });
    expect(await accept({ message: 'sold', client: 'ben' })).not.toHaveProperty('duplicate');
    expect(await accept({ message: 'sold', platform: 'twitch' })).not.toHaveProperty('duplicate');
    const [seen = ''] = (await redis.keys(`chat:seen:${streamer}:*`)).toSorted();
    const life = await redis.pttl(seen);
    expect(life).toBeGreaterThan(0);
    expect(life).toBeLessThanOrEqual(4000);
    await redis.del(...(await redis.keys(`chat:seen:${streamer}:*`))); // as after four seconds
    expect(await accept({ message: 'sold' })).not.toHaveProperty('duplicate');
  });

  test('with a time are told apart by who, what and when', async () => {
    const timestamp = '2026-11-21T11:59:58Z';
    await accept({ message: 'sold', timestamp });
    expect(await accept({ message: 'sold', timestamp }, noon + 60_000)).toMatchObject({ duplicate: true });
    expect(await accept({ message: 'sold', timestamp: '2026-11-21T11:59:59Z' })).not.toHaveProperty('duplicate');
    expect(await accept({ message: 'sold!', timestamp })).not.toHaveProperty('duplicate');
    expect(await accept({ message: 'sold', timestamp, client: 'ben' })).not.toHaveProperty('duplicate');
    expect(await streamed()).toHaveLength(4);
  });

  test('of another seller with the same id are another comment', async () => {
    await accept({ message: 'mine', message_id: 'm1' });
    const other = await ingest({ queue, clock: clockAt(noon) }, { streamer: `${streamer}-b`, client: 'ana', message: 'mine', message_id: 'm1' }, options);
    expect(other).not.toHaveProperty('duplicate');
  });

  test('live a week in their list, counted from the last write', async () => {
    await accept({ message: 'one' });
    const key = listKeyOf({ streamer, client: 'ana' });
    expect(await redis.ttl(key)).toBeGreaterThan(listTtlSeconds - 60);
    await redis.expire(key, 100);
    await accept({ message: 'one', message_id: 'x' });
    expect(await redis.ttl(key)).toBeGreaterThan(listTtlSeconds - 60);
    expect(await redis.ttl(key)).toBeLessThanOrEqual(listTtlSeconds);
  });

  test('survive as the text they are, whatever it looks like', async () => {
    const texts = ['12345', 'true', 'null', '{"a":1}', '[1]', '"q"', 'OK', 'Хочу красное 👗', 'أريد واحدة', '両方ください', '👨‍👩‍👧‍👦', 'a\u202Eb', 'line\nbreak\ttab', 'é'.repeat(2000)];
    for (const message of texts) await accept({ message });
    const stream = await streamed();
    expect(messages(stream)).toEqual(texts);
    expect(await listed()).toEqual(stream);
  });

  test('come five hundred at once', async () => {
    const inputs = Array.from({ length: 500 }, (_, n) => ({ client: `c${n % 7}`, message: `m${n}`, message_id: String(n) }));
    expect(await acceptAll(inputs)).toEqual({ ok: true, accepted: 500, duplicates: 0, rejected: [] });
    expect(messages(await streamed())).toEqual(inputs.map(({ message }) => message));
    expect(await acceptAll(inputs)).toEqual({ ok: true, accepted: 0, duplicates: 500, rejected: [] });
  });

  test('are all refused when Redis is away, nothing is half-written, and the same request passes later', async () => {
    const inputs = Array.from({ length: 50 }, (_, n) => ({ client: `c${n}`, message: `m${n}`, message_id: String(n) }));
    await accept({ message: 'before', message_id: 'before' });
    gate.shut();
    await expect(acceptAll(inputs)).rejects.toMatchObject({ name: 'AppError', code: 'unavailable', retryAfterSeconds: 1 });
    await expect(accept({ message: 'single' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(messages(await streamed())).toEqual(['before']);
    expect(await redis.keys(`chat:*:${streamer}:*`)).toHaveLength(2); // the list and the seen-key of the first
    gate.open();
    await expect.poll(() => acceptAll(inputs).catch(() => null), { timeout: 10_000 }).toMatchObject({ accepted: 50, duplicates: 0 });
    expect(await streamed()).toHaveLength(51);
  });

  test('are refused while their list cannot be written, and taken when they are sent again', async () => {
    await redis.set(listKeyOf({ streamer, client: 'broken' }), 'not a list');
    await expect(acceptAll([{ message: 'x', client: 'broken', message_id: '2' }])).rejects.toMatchObject({ code: 'unavailable' });
    await redis.del(listKeyOf({ streamer, client: 'broken' }));
    expect(await acceptAll([{ message: 'x', client: 'broken', message_id: '2' }])).toMatchObject({ accepted: 1 });
  });

  test('are refused whole while too many are not processed, whether nobody reads, or reads without finishing', async () => {
    await redis.del(commentsStream);
    await redis.eval(`for i = 1, tonumber(ARGV[1]) do redis.call('XADD', KEYS[1], '*', 'json', '{}') end`, 1, commentsStream, unprocessedLimit + 1);
    const full = { code: 'overloaded', retryAfterSeconds: 2 };
    await expect(acceptAll([{ message: 'a', message_id: 'a' }, { message: 'b' }])).rejects.toMatchObject(full);
    await redis.xgroup('CREATE', commentsStream, pipelineGroup, '0');
    await expect(accept({ message: 'a', message_id: 'a' })).rejects.toMatchObject(full);
    await redis.xreadgroup('GROUP', pipelineGroup, 'c', 'COUNT', 2, 'STREAMS', commentsStream, '>');
    await expect(accept({ message: 'a', message_id: 'a' })).rejects.toMatchObject(full);
    expect(await redis.keys(`chat:*:${streamer}:*`)).toEqual([]);
    const [[read]] = (await redis.xpending(commentsStream, pipelineGroup, '-', '+', 1)) as [[string]];
    await redis.xack(commentsStream, pipelineGroup, read);
    expect(await accept({ message: 'a', message_id: 'a' })).not.toHaveProperty('duplicate');
    await expect(accept({ message: 'b' })).rejects.toMatchObject(full);
    await redis.xgroup('SETID', commentsStream, pipelineGroup, '$'); // as when all was read
    expect(await acceptAll([{ message: 'b' }])).toMatchObject({ accepted: 1 });
    await redis.del(commentsStream);
  });

  test('work after Redis has forgotten the script', async () => {
    await accept({ message: 'one' });
    await redis.script('FLUSH');
    await accept({ message: 'two' });
    expect(messages(await streamed())).toEqual(['one', 'two']);
  });
});
