import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Redis } from 'ioredis';
import { io as connectTo, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectRedis } from '#lib/adapters/redis/connect.ts';
import { createAnnouncer } from '#lib/realtime/announce.ts';
import { roomOfShow, serverEvents, ShowTick, WatchAnswer, type ClientToServer, type ServerToClient } from '#lib/realtime/events.ts';
import { createWebCtx } from '#lib/server/ctx.ts';
import { loadEnv } from '#lib/server/env.ts';
import { remotePublisher } from '#lib/server/publisher.ts';
import { makeProduct, type TestPerson } from '#lib/testing/seller.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { silentLog } from '#lib/testing/world.ts';
import { attachDashboards, createDashboards } from './dashboards.ts';
import { makeHelper, makeShop, rssOf, startMs, startWeb, type Shop, type TestWeb } from './test-web.ts';

// The dashboards' socket: who is let in, what they hear, and what becomes of those who do not listen.
let web: TestWeb;
let a: Shop;
let b: Shop;
let product: Awaited<ReturnType<typeof makeProduct>>;
let shows: { a: string; b: string };
let realtime: Redis;
let remote: ReturnType<typeof remotePublisher>;
beforeAll(async () => {
  web = await startWeb();
  [a, b] = await Promise.all([makeShop(web.world), makeShop(web.world)]);
  product = await makeProduct(a, { code: 'A1', stock: 1000 });
  const start = async (shop: Shop) => ((await web.ask('POST', '/api/shows', { body: { title: 'Live' }, headers: shop.asOwner })).json() as { show: { id: string } }).show.id;
  shows = { a: await start(a), b: await start(b) };
  // Another process, such as the pipeline, seen from the web process.
  realtime = connectRedis(web.redisUrl, silentLog, 'blocking');
  remote = remotePublisher(realtime);
}, startMs);
afterAll(async () => {
  await remote.close();
  realtime.disconnect();
  await web.end();
});

type Screen = Socket<ServerToClient, ClientToServer> & { ticks: ShowTick[] };
const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});

/** Opens a dashboard's socket; throws what the server says when it does not let it in. */
function screen(headers: Record<string, string>, url = web.url): Promise<Screen> {
  const socket = Object.assign(connectTo(url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: headers }) as Screen, { ticks: [] as ShowTick[] });
  open.push(socket);
  socket.on('tick', (tick) => socket.ticks.push(tick));
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}
const watch = async (socket: Screen, showId: string) => WatchAnswer.parse(await socket.emitWithAck('watch', { showId }));
const order = (shop = a, buyer = 'bea') => web.ask('POST', '/order/create', { body: { product_id: 'A1', buyer, streamer: shop.handle }, headers: shop.asBridge });

describe('who is let in', () => {
  test.each([
    ['without a session', () => ({}), 'unauthenticated'],
    ['with a key, which is for bridges', () => a.asBridge, 'unauthenticated'],
    ['with a session that somebody made up', () => ({ cookie: 'claimcast-auth=base64-eyJhY2Nlc3NfdG9rZW4iOiJhLmIuYyIsImV4cGlyZXNfYXQiOjk5OTk5OTk5OTl9' }), 'unauthenticated'],
    ['from a page of another site', () => ({ ...a.asOwner, origin: 'https://evil.example' }), 'forbidden'],
    ['from a page without an origin', () => ({ ...a.asOwner, origin: 'null' }), 'forbidden'],
  ])('nobody %s', async (_, headers, reason) => {
    await expect(screen(headers())).rejects.toThrow(reason);
  });

  test('the owner, from our own page', async () => {
    expect((await screen({ ...a.asOwner, origin: web.url })).connected).toBe(true);
  });

  test('to their own show only, and nothing of another’s is heard', async () => {
    const [mine, theirs] = await Promise.all([screen(a.asOwner), screen(b.asOwner)]);
    expect(await watch(mine, shows.b)).toMatchObject({ ok: false });
    expect(await watch(theirs, shows.a)).toMatchObject({ ok: false });
    for (const input of [null, 'x', {}, { showId: `${shows.b}'` }, { showId: { $ne: 1 } }]) expect(await theirs.emitWithAck('watch', input as never)).toMatchObject({ ok: false });
    expect([await watch(mine, shows.a), await watch(theirs, shows.b)]).toEqual([{ ok: true }, { ok: true }]);
    const heard: string[] = [];
    theirs.onAny((event: string) => heard.push(event));
    await order();
    await web.ask('POST', '/api/shows/current/pin', { body: { productId: product.id }, headers: a.asOwner });
    await waitFor('A hears of its own', () => mine.ticks.some((tick) => tick.orders.length > 0));
    remote.publisher.emit(roomOfShow(shows.b), 'resync', { reason: 'backlog' });
    await waitFor('B hears of its own', () => heard.length > 0);
    expect(heard).toEqual(['resync']);
  });
});

describe('what is heard', () => {
  test('whole rows, in the shapes that were agreed', async () => {
    const socket = await screen(a.asOwner);
    await watch(socket, shows.a);
    const other: string[] = [];
    socket.on('showChanged', (payload) => other.push(serverEvents.showChanged.parse(payload).showId ?? ''));
    socket.on('resync', (payload) => other.push(serverEvents.resync.parse(payload).reason));
    await order(a, 'cleo');
    const tick = await waitFor('the order', () => socket.ticks.find((one) => one.orders.some((row) => row.buyer_name === 'cleo')));
    expect(ShowTick.strict().parse(tick)).toMatchObject({ showId: shows.a, products: [{ code: 'A1' }], show: { status: 'live' } });
    await web.ask('PATCH', `/api/products/${product.id}`, { body: { archived: false }, headers: a.asOwner });
    await web.ask('POST', '/api/shows', { body: { title: 'Live' }, headers: a.asOwner });
    await waitFor('catalogue and show', () => other.includes('catalogue') && other.includes(shows.a));
  });

  test('from another process, many changes as one', async () => {
    const [socket, second] = await Promise.all([screen(a.asOwner), screen(a.asOwner)]);
    await Promise.all([watch(socket, shows.a), watch(second, shows.a)]);
    const rows = await web.world.sql<{ id: string }[]>`select id from public.orders where streamer_id = ${a.id}`;
    for (let n = rows.length; n < 12; n += 1) await order(a, `buyer ${n}`);
    const orders = await web.world.sql<{ id: string }[]>`select id from public.orders where streamer_id = ${a.id} order by id`;
    await waitFor('those are told', () => socket.ticks.flatMap((tick) => tick.orders).length >= 12 - rows.length);
    const announcer = createAnnouncer({ sql: web.world.sql, publisher: remote.publisher, log: silentLog });
    socket.ticks.length = second.ticks.length = 0;
    for (const { id } of orders) announcer.changes([{ streamer_id: a.id, show_id: shows.a, chat_message_id: null, order_id: id, product_id: product.id, outcome: 'held' }]);
    await announcer.close();
    for (const one of [socket, second]) {
      const tick = await waitFor('the announcement', () => one.ticks[0]);
      expect(tick.orders.map(({ id }) => id).toSorted()).toEqual(orders.map(({ id }) => id));
      expect(one.ticks).toHaveLength(1);
    }
  });
});

describe('a screen that does not keep up', () => {
  test('is cut off, and neither memory nor anybody else is the worse for it', { timeout: 60_000 }, async () => {
    const [slow, quick] = await Promise.all([screen(a.asOwner), screen(a.asOwner)]);
    await Promise.all([watch(slow, shows.a), watch(quick, shows.a)]);
    const socketOf = slow.io.engine.transport as unknown as { ws: { _socket: { pause(): void } } };
    socketOf.ws._socket.pause();
    const dropped = async () => Number(/^claimcast_sockets_dropped_total\S* (\d+)/m.exec((await web.ask('GET', '/api/metrics')).text)?.[1] ?? 0);
    const before = await dropped();
    const memory = rssOf(web.pid);
    const [row] = await web.world.sql`select * from public.order_feed where streamer_id = ${a.id} limit 1`;
    const tick = { showId: shows.a, comments: [], orders: Array.from({ length: 200 }, () => row), waiting: [], products: [], show: null } as never;
    // Until it has happened: the kernel's own buffers take some megabytes first.
    await waitFor(
      'the slow one is dropped',
      async () => {
        for (let n = 0; n < 20; n += 1) remote.publisher.emit(roomOfShow(shows.a), 'tick', tick);
        const seen = quick.ticks.length;
        await waitFor('the quick one hears on', () => quick.ticks.length > seen);
        return (await dropped()) > before;
      },
      40_000,
    );
    expect((await dropped()) - before).toBe(1);
    expect(quick.connected).toBe(true);
    expect(rssOf(web.pid)).toBeLessThan(memory + 300);
    await waitFor('it is forgotten', async () => /^claimcast_sockets\{[^}]*\} 1$/m.test((await web.ask('GET', '/api/metrics')).text));
    expect(await watch(quick, shows.a)).toEqual({ ok: true });
  });
});

describe('a member who was taken out', () => {
  let server: ReturnType<typeof createServer>;
  let ctx: ReturnType<typeof createWebCtx>;
  let url: string;
  let packer: TestPerson & { cookie: string };
  const dashboards = createDashboards();
  beforeAll(async () => {
    // In this process, so that a session is looked at again after moments and not after a minute.
    ctx = createWebCtx(loadEnv('web', { ...process.env, REDIS_URL: web.redisUrl, LOG_LEVEL: 'silent' }));
    server = createServer((_, response) => response.writeHead(404).end());
    attachDashboards(ctx, dashboards, server, 100);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    packer = await makeHelper(web.world, a, 'packer');
  });
  afterAll(async () => {
    await dashboards.close();
    await ctx.close();
  });

  test('is cut off, and not let in again; the others stay', async () => {
    const [removed, owner] = await Promise.all([screen({ cookie: packer.cookie }, url), screen(a.asOwner, url)]);
    expect(await watch(removed, shows.a)).toEqual({ ok: true });
    const gone = new Promise<string>((resolve) => removed.once('disconnect', resolve));
    expect((await web.ask('DELETE', `/api/members/${packer.userId}`, { headers: a.asOwner })).status).toBe(200);
    expect(await gone).toBe('io server disconnect');
    await expect(screen({ cookie: packer.cookie }, url)).rejects.toThrow('forbidden');
    expect(await watch(owner, shows.a)).toEqual({ ok: true });
  });
});
