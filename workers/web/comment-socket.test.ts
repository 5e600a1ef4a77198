import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { z } from 'zod';
import { commentsStream } from '#lib/comments/ingest-script.ts';
import { QueuedComment } from '#lib/comments/schema.ts';
import { createKey, revokeKey } from '#lib/keys/create.ts';
import { commentOf } from '#lib/testing/comments.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { makeShop, startMs, startWeb, type Shop, type TestWeb } from './test-web.ts';

let web: TestWeb;
let shop: Shop;
beforeAll(async () => {
  web = await startWeb({ INGEST_LIMIT_PER_CLIENT: '5', INGEST_LIMIT_PER_KEY: 'off', WAITING_DEGRADED: '100000', WAITING_REFUSED: '100000' });
  shop = await makeShop(web.world);
}, startMs);
afterAll(() => web.end());

interface Line {
  socket: WebSocket;
  answers: unknown[];
  /** Waits until so many answers have come. */
  got(count: number): Promise<unknown[]>;
}

/** Opens a socket; throws the status when the handshake is refused. */
function connect(headers: Record<string, string> = shop.asBridge): Promise<Line> {
  const socket = new WebSocket(`ws://127.0.0.1:${web.port}/ws/comments`, { headers });
  const answers: unknown[] = [];
  socket.on('message', (data: Buffer) => answers.push(JSON.parse(data.toString())));
  const got = (count: number) => waitFor(`${count} answers`, () => (answers.length >= count ? answers : null));
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ socket, answers, got }));
    socket.once('unexpected-response', (_, response) => {
      reject(new Error(String(response.statusCode)));
      socket.terminate();
    });
    socket.once('error', reject);
  });
}

test('answers each frame once, in its order and in the shapes of HTTP', async () => {
  const line = await connect();
  const comment = commentOf(shop, 'mine', { timestamp: '2025-12-06T14:30:45.123456' });
  for (const frame of [comment, comment, [commentOf(shop, 'a'), 5], {}, []]) line.socket.send(JSON.stringify(frame));
  line.socket.send('no json');
  line.socket.send(Buffer.from(JSON.stringify(commentOf(shop, 'as bytes'))));
  const accepted = { ok: true, queued_to: `chat:queue:${shop.handle}:${comment.client}`, stream: 'comments_stream', timestamp: comment.timestamp };
  expect(await line.got(7)).toEqual([
    accepted,
    { ...accepted, duplicate: true },
    { ok: true, accepted: 1, duplicates: 0, rejected: [{ index: 1, error: { code: 'invalid', message: expect.any(String) } }] },
    { error: { code: 'invalid', message: expect.any(String), request_id: expect.any(String), issues: expect.any(Array) } },
    { ok: true, accepted: 0, duplicates: 0, rejected: [] },
    { error: { code: 'bad_request', message: expect.any(String), request_id: expect.any(String) } },
    expect.objectContaining({ ok: true }),
  ]);
  line.socket.close();
});

test('a limit is told as a frame, and the connection goes on', async () => {
  const line = await connect();
  for (let n = 0; n < 7; n += 1) line.socket.send(JSON.stringify(commentOf(shop, 'x', { client: 'fast' })));
  line.socket.send(JSON.stringify(commentOf(shop, 'y')));
  const answers = await line.got(8);
  const ok = expect.objectContaining({ ok: true });
  const limited = { error: expect.objectContaining({ code: 'rate_limited' }) };
  expect(answers).toEqual([ok, ok, ok, ok, ok, limited, limited, ok]);
  line.socket.close();
});

test('pongs to a ping, with its words', async () => {
  const { socket } = await connect();
  const pong = new Promise<string>((resolve) => socket.once('pong', (data: Buffer) => resolve(data.toString())));
  socket.ping('are you there');
  expect(await pong).toBe('are you there');
  socket.close();
});

describe('the handshake', () => {
  test('needs a key that is one', async () => {
    await expect(connect({ authorization: `Bearer cc_${'x'.repeat(43)}` })).rejects.toThrow('401');
    await expect(connect({ authorization: 'Bearer' })).rejects.toThrow('401');
    await expect(connect({ 'x-forwarded-for': '127.0.0.1' })).rejects.toThrow('401');
    await expect(connect({ host: 'shop.example' })).rejects.toThrow('401');
  });

  test('is refused to a web page of another site, on this machine too', async () => {
    await expect(connect({ origin: 'https://evil.example' })).rejects.toThrow('401');
    await expect(connect({ origin: 'null' })).rejects.toThrow('401');
  });

  test('is open without a key to a program on this machine', async () => {
    const line = await connect({});
    line.socket.send(JSON.stringify(commentOf(shop, 'keyless')));
    expect(await line.got(1)).toEqual([expect.objectContaining({ ok: true })]);
    line.socket.close();
  });

  test('anything but /ws/comments is not there', async () => {
    const status = await new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${web.port}/ws/other`);
      socket.once('unexpected-response', (_, response) => resolve(response.statusCode));
      socket.on('error', () => {});
    });
    expect(status).toBe(404);
  });
});

test('a key speaks for its streamer only, and no longer when it was taken back', async () => {
  const other = await makeShop(web.world);
  const { id, key } = await createKey(shop.owner.db, shop, 'lent');
  const line = await connect({ authorization: `Bearer ${key}` });
  line.socket.send(JSON.stringify(commentOf(other, 'x')));
  expect(await line.got(1)).toEqual([{ error: expect.objectContaining({ code: 'forbidden' }) }]);
  await revokeKey(shop.owner.db, shop, id);
  const last = await waitFor('the open connection is refused too', async () => {
    const before = line.answers.length;
    line.socket.send(JSON.stringify(commentOf(shop, 'x')));
    const answer = (await line.got(before + 1)).at(-1) as { error?: { code: string } };
    return answer.error ?? null;
  });
  expect(last.code).toBe('unauthenticated');
  line.socket.close();
});

test('a sender that is faster than we are waits in its own socket, and every comment is answered in order', async () => {
  const line = await connect();
  const count = 2000;
  const padding = 'x'.repeat(1500);
  for (let n = 0; n < count; n += 1) line.socket.send(JSON.stringify(commentOf(shop, `${n} ${padding}`)));
  const answers = await line.got(count);
  expect(z.array(z.object({ ok: z.literal(true) })).parse(answers)).toHaveLength(count);
  const entries = await web.world.redis.xrevrange(commentsStream, '+', '-', 'COUNT', count);
  const order = entries.map(([, fields]) => Number.parseInt(QueuedComment.parse(JSON.parse(fields[1] ?? '')).message, 10)).reverse();
  expect(order).toEqual(Array.from({ length: count }, (_, n) => n));
  line.socket.close();
});
