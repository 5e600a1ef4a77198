import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io as connectTo } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Accepted } from '#lib/comments/schema.ts';
import { createKey } from '#lib/keys/create.ts';
import { createWebCtx } from '#lib/server/ctx.ts';
import { loadEnv } from '#lib/server/env.ts';
import { ErrorBody } from '#lib/server/http.ts';
import { commentOf } from '#lib/testing/comments.ts';
import { openLine, type TestLine } from '#lib/testing/line.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { attachDashboards, createDashboards } from './dashboards.ts';
import { pipeToSupabase } from './supabase.ts';
import { makeShop, startMs, startWeb, type Shop, type TestWeb } from './test-web.ts';

/** Supabase behind a door that can be shut: then it is 503, or silent. */
interface Door {
  url: string;
  state: 'open' | 'away' | 'silent';
  refused: number;
  server: Server;
}

async function openDoor(): Promise<Door> {
  const target = new URL(process.env['SUPABASE_URL'] ?? '');
  const server = createServer((request, response) => {
    if (door.state === 'silent') return;
    if (door.state === 'away') {
      door.refused += 1;
      return response.writeHead(503).end('away');
    }
    const { method, url: path, headers } = request;
    const upstream = httpRequest({ host: target.hostname, port: target.port, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door: Door = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, state: 'open', refused: 0, server };
  return door;
}

// What sellers and bridges are told while Supabase or Postgres is away for a moment.
let door: Door;
let line: TestLine;
let web: TestWeb;
let shop: Shop;
beforeAll(async () => {
  door = await openDoor();
  const database = new URL(process.env['DATABASE_URL'] ?? '');
  line = await openLine(Number(database.port));
  database.port = String(line.port);
  web = await startWeb({ SUPABASE_URL: door.url, DATABASE_URL: database.href });
  shop = await makeShop(web.world);
}, startMs);
afterAll(async () => {
  await web.end();
  await line.cut();
  door.server.closeAllConnections();
  await new Promise((resolve) => door.server.close(resolve));
});

test('Supabase away signs nobody out: the API says 503, a page is not sent to /sign-in, and all goes on afterwards', async () => {
  expect((await web.ask('GET', '/api/settings', { headers: shop.asOwner })).status).toBe(200);
  door.state = 'away';
  const refused = await web.ask('GET', '/api/settings', { headers: shop.asOwner });
  expect([refused.status, refused.as(ErrorBody).error.code, Number(refused.headers['retry-after']) > 0]).toEqual([503, 'unavailable', true]);
  expect((await web.ask('GET', '/live', { headers: shop.asOwner })).headers).not.toHaveProperty('location');
  expect((await web.ask('GET', '/live')).headers.location).toContain('/sign-in'); // without a session nobody need be asked
  door.state = 'open';
  expect((await web.ask('GET', '/api/settings', { headers: shop.asOwner })).status).toBe(200);
  expect((await web.ask('GET', '/live', { headers: shop.asOwner })).status).toBe(200);
});

test('Postgres away: a key that was in use goes on bringing comments, another is told 503 and when to come back', async () => {
  const fresh = await createKey(shop.owner.db, shop, 'fresh');
  const send = (key: string) => web.ask('POST', '/comments', { body: commentOf(shop, 'x'), headers: { authorization: `Bearer ${key}` } });
  expect((await send(shop.key)).status).toBe(200);
  await line.cut();
  const refused = await send(fresh.key);
  expect([refused.status, refused.as(ErrorBody).error.code, Number(refused.headers['retry-after']) > 0]).toEqual([503, 'unavailable', true]);
  expect((await send(shop.key)).as(Accepted)).toMatchObject({ ok: true });
  await line.mend();
  await waitFor('the other is let in', async () => (await send(fresh.key)).status === 200);
});

describe('in this process', () => {
  let server: Server;
  let ctx: ReturnType<typeof createWebCtx>;
  let url: string;
  const dashboards = createDashboards();
  beforeAll(async () => {
    ctx = createWebCtx(loadEnv('web', { ...process.env, SUPABASE_URL: door.url, REDIS_URL: web.redisUrl, LOG_LEVEL: 'silent' }));
    server = createServer((request, response) => pipeToSupabase(ctx, request, response, 200));
    attachDashboards(ctx, dashboards, server, 50);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await dashboards.close();
    await ctx.close();
  });

  test('a screen stays while its session cannot be looked at again', async () => {
    const socket = connectTo(url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: shop.asOwner });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    door.refused = 0;
    door.state = 'away';
    await waitFor('it is looked at three times', () => door.refused >= 3);
    door.state = 'open';
    expect(socket.connected).toBe(true);
    socket.disconnect();
  });

  test('Supabase that takes a request and says nothing is 503 to a browser', async () => {
    door.state = 'silent';
    const answer = await fetch(`${url}/supabase/rest/v1/products`);
    door.state = 'open';
    expect([answer.status, ErrorBody.parse(await answer.json()).error.code]).toEqual([503, 'unavailable']);
  });
});
