/**
 * The web process: one port for the pages and the API (Next), hot ingest over HTTP and WebSocket (answered before Next),
 * the dashboards' Socket.IO, and the pipe to Supabase under the same origin.
 */
import { createServer, Server as HttpServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import next from 'next';
import { WebSocketServer } from 'ws';
import { ensureGroup } from '#lib/adapters/redis/comment-stream.ts';
import { redisProblem } from '#lib/adapters/redis/version.ts';
import { createWebCtx, shareWebCtx } from '#lib/server/ctx.ts';
import { loadEnv, required } from '#lib/server/env.ts';
import { markHeaders } from '#lib/server/internal-headers.ts';
import { addressOf, isLocalRequest, isLoopback } from '#lib/server/loopback.ts';
import { publisherOf } from '#lib/server/publisher.ts';
import { answerIngest, isIngestPath } from './web/ingest.ts';
import { admitToNext } from './web/front-door.ts';
import { pipeToSupabase } from './web/supabase.ts';
import { attachDashboards, createDashboards } from './web/dashboards.ts';
import { maxFrameBytes, serveCommentSocket } from './web/comment-socket.ts';

const env = loadEnv('web');
const dev = env.NODE_ENV === 'development';
const dashboards = createDashboards();
const ctx = createWebCtx(env, () => publisherOf(dashboards));
shareWebCtx(ctx);
const { log } = ctx;
/** Keyless requests are for a server that only this machine can reach. */
const loopbackOnly = isLoopback(env.HOST);
const isLocal = (request: IncomingMessage) => loopbackOnly && isLocalRequest({ remoteAddress: request.socket.remoteAddress, headers: request.headers });

// Next attaches its own upgrade listener to the server it is given; this one never listens, so ours owns all upgrades.
const app = next({ dev, hostname: env.HOST, port: env.PORT, httpServer: new HttpServer() });
await app.prepare();
const handle = app.getRequestHandler();
// The public getUpgradeHandler() never answers hot reload; the getter does, once prepare() is over.
const nextUpgrade = (app as unknown as { upgradeHandler: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void> }).upgradeHandler;

const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (request.method === 'POST' && isIngestPath(path)) return answerIngest(ctx, request, response, isLocal(request));
  if (path.startsWith('/supabase/')) return pipeToSupabase(ctx, request, response);
  const address = addressOf({ remoteAddress: request.socket.remoteAddress, headers: request.headers }, env.TRUST_PROXY);
  markHeaders(request.headers, { local: isLocal(request), address });
  admitToNext(ctx, request, response, path)
    .then((admitted) => (admitted ? handle(admitted, response) : undefined))
    .catch((error: unknown) => {
      log.error({ error }, 'request.unhandled');
      response.destroy();
    });
});
attachDashboards(ctx, dashboards, server);

const commentSockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes });
server.on('upgrade', (request, socket, head) => {
  const path = (request.url ?? '/').split('?', 1)[0];
  socket.on('error', () => socket.destroy());
  if (path === '/ws/comments') serveCommentSocket(ctx, commentSockets, request, socket, head, isLocal(request));
  else if (path === '/socket.io/') return; // Socket.IO's own listener answers.
  else if (dev && path === '/_next/hmr') void nextUpgrade(request, socket, head);
  else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
});

const sockets = new Set<Duplex>();
server.on('connection', (socket) => {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});

let closing: Promise<void> | undefined;
function close(signal: string): Promise<void> {
  closing ??= (async () => {
    const startedAt = performance.now();
    setTimeout(() => process.exit(1), 8000).unref();
    for (const socket of commentSockets.clients) socket.close(1001, 'going away');
    const closed = dashboards.close(); // also closes the server, which waits for every socket
    server.closeIdleConnections();
    const late = setTimeout(() => sockets.forEach((socket) => socket.destroy()), 1000);
    await closed;
    clearTimeout(late);
    await app.close();
    await ctx.close();
    log.info({ signal, tookMs: Math.round(performance.now() - startedAt) }, 'web.stopped');
    process.exit(0);
  })();
  return closing;
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void close(signal));
process.on('disconnect', () => void close('parent gone'));

server.on('error', (error: NodeJS.ErrnoException) => {
  const reason = error.code === 'EADDRINUSE' ? `Port ${env.PORT} is in use: choose another with --port or PORT.` : error.message;
  process.stderr.write(`${reason}\n`);
  process.exit(1);
});

// The group must exist before the first comment, so that what waits can be counted; without Redis, ingest says so.
if (ctx.redis) {
  const problem = await redisProblem(ctx.redis).catch((error: unknown) => (log.warn({ error }, 'redis.version'), null));
  if (problem) {
    process.stderr.write(`${problem}\n`);
    process.exit(1);
  }
  await ensureGroup(ctx.redis).catch((error: unknown) => log.warn({ error }, 'redis.group'));
}
server.listen(env.PORT, env.HOST, () => {
  log.info({ url: `http://${env.HOST}:${env.PORT}`, dev, supabase: new URL(required(env, 'SUPABASE_URL')).host }, 'web.ready');
  if (env.CLAIMCAST_EMBEDDED && loopbackOnly) log.info({}, 'web.keyless_on_loopback');
  process.send?.('ready');
});
