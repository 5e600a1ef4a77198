import { rmSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRedis } from '../local/redis.ts';
import { makeTestFolder } from '../local/test-setup.ts';
import { ensureGroup } from '#lib/adapters/redis/comment-stream.ts';
import { commentsStream, pipelineGroup } from '#lib/comments/ingest-script.ts';
import { AcceptedBatch } from '#lib/comments/schema.ts';
import { ErrorBody } from '#lib/server/http.ts';
import { commentOf } from '#lib/testing/comments.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { makeShop, startMs, startWeb, type Shop, type TestWeb } from './test-web.ts';

// What a bridge is told when nobody works through the comments, and when Redis is away.

describe('more comments than are worked through', () => {
  let web: TestWeb;
  let shop: Shop;
  beforeAll(async () => {
    web = await startWeb({ WAITING_DEGRADED: '20', WAITING_REFUSED: '40', INGEST_LIMIT_PER_CLIENT: 'off', INGEST_LIMIT_PER_KEY: 'off' });
    shop = await makeShop(web.world);
  }, startMs);
  afterAll(() => web.end());
  const send = (count: number) => web.ask('POST', '/comments', { body: Array.from({ length: count }, () => commentOf(shop, 'x')), headers: shop.asBridge });
  const health = async () => (await web.ask('GET', '/health')).json() as { status: string; waiting: { status: string; comments: number } };

  test('are told: first by the health page, then by 503 with the time to wait; what was accepted stays, and it passes', async () => {
    const { redis } = web.world;
    await ensureGroup(redis);
    expect((await send(30)).as(AcceptedBatch)).toMatchObject({ accepted: 30 });
    await waitFor('health says degraded', async () => (await health()).waiting.status === 'degraded');
    expect((await health()).waiting).toMatchObject({ comments: 30, degraded_above: 20, refused_above: 40 });
    expect((await send(20)).as(AcceptedBatch)).toMatchObject({ accepted: 20 }); // still below when it came
    for (const path of ['/comments', '/api/comments']) {
      const refused = await web.ask('POST', path, { body: commentOf(shop, 'x'), headers: shop.asBridge });
      expect([refused.status, refused.as(ErrorBody).error.code]).toEqual([503, 'overloaded']);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    }
    expect(await redis.xlen(commentsStream)).toBe(50);
    expect((await web.ask('POST', '/predict_intent', { body: { text: 'x' }, headers: shop.asBridge })).status).toBe(200);

    const read = await web.world.stream.read('test', 100, 1);
    await redis.xack(commentsStream, pipelineGroup, ...read.map(({ id }) => id));
    await waitFor('ingest opens again', async () => (await send(1)).status === 200);
    await waitFor('health is content with it', async () => (await health()).waiting.status === 'ok');
  });
});

describe('Redis away', () => {
  let web: TestWeb;
  let shop: Shop;
  let gate: { shut(): void; open(): void; close(): Promise<void> };
  let stopRedis: () => Promise<void>;
  beforeAll(async () => {
    const dataDir = makeTestFolder();
    const redis = await startRedis({ dataDir, password: 'behind-the-gate', log: () => {} });
    stopRedis = async () => {
      await redis.stop();
      rmSync(dataDir, { recursive: true, force: true });
    };
    const sockets = new Set<Socket>();
    let isOpen = true;
    const server = createServer((near) => {
      if (!isOpen) return near.destroy();
      const far = connect(redis.port, '127.0.0.1');
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    gate = {
      shut() {
        isOpen = false;
        for (const socket of sockets) socket.destroy();
        sockets.clear();
      },
      open() {
        isOpen = true;
      },
      close() {
        this.shut();
        return new Promise((resolve) => server.close(() => resolve()));
      },
    };
    const url = new URL(redis.url);
    url.port = String((server.address() as AddressInfo).port);
    web = await startWeb({ REDIS_URL: url.href });
    shop = await makeShop(web.world);
  }, startMs);
  afterAll(async () => {
    await web.end();
    await gate.close();
    await stopRedis();
  });

  test('is 503 with Retry-After for comments, the rest goes on, and afterwards the same comments are accepted once', async () => {
    const comments = Array.from({ length: 5 }, () => commentOf(shop, 'x'));
    const send = (path = '/comments') => web.ask('POST', path, { body: comments, headers: shop.asBridge });
    expect((await web.ask('GET', '/health')).status).toBe(200);
    gate.shut();
    for (const path of ['/comments', '/api/comments', '/comments']) {
      const answer = await send(path);
      expect([answer.status, answer.as(ErrorBody).error.code]).toEqual([503, 'unavailable']);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    }
    const many = await Promise.all(Array.from({ length: 40 }, () => send()));
    expect(new Set(many.map((answer) => answer.status))).toEqual(new Set([503]));
    const health = await web.ask('GET', '/health');
    expect([health.status, health.json()]).toEqual([503, expect.objectContaining({ status: 'down', redis: expect.objectContaining({ status: 'down' }), database: expect.objectContaining({ status: 'ok' }) })]);
    for (const [path, headers] of [['/api/products', shop.asOwner], ['/api/metrics', {}], ['/api/orders', shop.asBridge]] as const) expect([path, (await web.ask('GET', path, { headers })).status]).toEqual([path, 200]);
    expect((await web.ask('POST', '/api/shows', { body: { title: 'Goes on' }, headers: shop.asOwner })).status).toBe(201);

    gate.open();
    const answer = await waitFor('comments are accepted again', async () => {
      const again = await send();
      return again.status === 200 ? again : null;
    });
    expect(answer.as(AcceptedBatch)).toEqual({ ok: true, accepted: 5, duplicates: 0, rejected: [] });
    await waitFor('health is ok', async () => (await web.ask('GET', '/health')).status === 200);
    expect(web.output()).not.toContain('behind-the-gate');
  });
});
