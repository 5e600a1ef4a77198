import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';

/** Upstash's REST API on loopback, over a Redis that is there. */
export interface RestBridge {
  url: string;
  token: string;
  close(): Promise<void>;
}

const maxBodyBytes = 16_000_000;

/** What Upstash answers for a reply: numbers and null as they are, text plain or, when asked for, in base64 (but `OK`). */
function encoded(reply: unknown, base64: boolean): unknown {
  if (Array.isArray(reply)) return reply.map((part) => encoded(part, base64));
  if (!Buffer.isBuffer(reply)) return reply;
  const text = reply.toString();
  return base64 && text !== 'OK' ? reply.toString('base64') : text;
}

/** A command as Upstash takes it: every argument becomes text, objects as JSON. */
function commandOf(input: unknown): [string, ...string[]] {
  if (!Array.isArray(input) || input.length === 0) throw new Error('ERR failed to parse command');
  const [name = '', ...args] = input.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
  return [name, ...args];
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new Error('ERR max request size exceeded');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}

/**
 * A test double of Upstash's REST API, for the adapter's conformance tests: single commands, /pipeline and /multi-exec,
 * with the real Redis at `redisUrl` behind. An error of Redis is 400 {"error"}; without Redis the answer is 500.
 */
export async function startRestBridge(redisUrl: string, token = 'rest-token'): Promise<RestBridge> {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 0, retryStrategy: () => 50 });
  redis.on('error', () => {}); // the caller is told by the answer

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${token}`) return send(response, 401, { error: 'WRONGPASS invalid or missing auth token' });
    const base64 = request.headers['upstash-encoding'] === 'base64';
    const body = await bodyOf(request);
    if (request.url === '/pipeline' || request.url === '/multi-exec') {
      const many = request.url === '/pipeline' ? redis.pipeline() : redis.multi();
      for (const command of body as unknown[]) {
        const [name, ...args] = commandOf(command);
        many.callBuffer(name, ...args);
      }
      const replies = (await many.exec()) ?? [];
      return send(response, 200, replies.map(([error, reply]) => (error ? { error: error.message } : { result: encoded(reply, base64) })));
    }
    const [name, ...args] = commandOf(body);
    send(response, 200, { result: encoded(await redis.callBuffer(name, ...args), base64) });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const known = error instanceof Error && error.name === 'ReplyError';
      send(response, known ? 400 : 500, { error: error instanceof Error ? error.message : 'ERR' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    close() {
      redis.disconnect();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
