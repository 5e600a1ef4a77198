import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { AppError } from '#lib/core/errors.ts';
import { Watch, roomOfShow, roomOfStreamer, type ClientToServer, type ServerToClient, type WatchAnswer } from '#lib/realtime/events.ts';
import { personOf } from '#lib/server/auth.ts';
import type { WebCtx } from '#lib/server/ctx.ts';
import { connectRedis } from '#lib/adapters/redis/connect.ts';
import { required } from '#lib/server/env.ts';
import { isOwnOrigin } from '#lib/server/loopback.ts';
import { socketAdapter } from '#lib/server/publisher.ts';

interface SocketData {
  streamerId: string;
  cookie: string;
}
type Dashboards = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
type DashboardSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** A screen that has this much unsent cannot keep up: it is disconnected, comes back, and fetches what it missed. */
const maxUnsentPackets = 100;
const maxUnsentBytes = 4_000_000;
const checkMs = 500;
/** A session is checked again after this time: a member who was removed loses the live view then at the latest. */
const sessionMs = 60_000;

export function createDashboards(): Dashboards {
  return new Server({ path: '/socket.io', serveClient: false, transports: ['websocket'], maxHttpBufferSize: 10_000, pingInterval: 15_000, pingTimeout: 10_000 });
}

/** Packets and bytes that wait because the other side does not read. */
export function unsentOf(socket: DashboardSocket): { packets: number; bytes: number } {
  const transport = socket.conn.transport as unknown as { socket?: { bufferedAmount?: number } };
  const buffer = (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer;
  return { packets: buffer.length, bytes: transport.socket?.bufferedAmount ?? 0 };
}

/** Ends the connection at once, unsent data and all. */
function terminate(socket: DashboardSocket): void {
  const transport = socket.conn.transport as unknown as { socket?: { terminate?: () => void } };
  socket.conn.close(true);
  transport.socket?.terminate?.();
}

function dropSlow(ctx: WebCtx, io: Dashboards): void {
  for (const socket of io.of('/').sockets.values()) {
    const unsent = unsentOf(socket);
    if (unsent.packets <= maxUnsentPackets && unsent.bytes <= maxUnsentBytes) continue;
    ctx.metrics.droppedSockets.inc();
    ctx.log.warn({ streamerId: socket.data.streamerId, ...unsent }, 'socket.dropped');
    // Not close(): that waits until everything unsent has left, which is what does not happen here.
    terminate(socket);
  }
  ctx.metrics.sockets.set(io.of('/').sockets.size);
}

/** Whether the show is of the seller whose session this socket was let in with: a desk may watch its own shows only. */
async function mayWatch(ctx: WebCtx, socket: DashboardSocket, showId: string): Promise<boolean> {
  const found = await ctx.sql`select 1 from public.shows where id = ${showId} and streamer_id = ${socket.data.streamerId}`;
  return found.length > 0;
}

function serve(ctx: WebCtx, socket: DashboardSocket, recheckMs: number): void {
  void socket.join(roomOfStreamer(socket.data.streamerId));
  socket.on('watch', (input, answer) => {
    if (typeof answer !== 'function') return;
    watch(ctx, socket, input).then(answer, (error: unknown) => {
      ctx.log.warn({ error }, 'socket.watch_failed');
      answer({ ok: false, message: 'The show could not be checked. Trying again.' });
    });
  });
  // A session past its time, or a member who was removed: the client renews its cookie and connects again, or is refused.
  const recheck = setInterval(() => {
    personOf(ctx, { cookieHeader: socket.data.cookie }).then(
      (person) => {
        if (person?.seller.id !== socket.data.streamerId) socket.disconnect(true);
      },
      (error: unknown) => {
        if (error instanceof AppError && error.code === 'forbidden') socket.disconnect(true);
      },
    );
  }, recheckMs);
  socket.on('disconnect', () => clearInterval(recheck));
}

async function watch(ctx: WebCtx, socket: DashboardSocket, input: unknown): Promise<WatchAnswer> {
  const parsed = Watch.safeParse(input);
  if (!parsed.success) return { ok: false, message: 'Say which show: {"showId":"<id>"}.' };
  if (!(await mayWatch(ctx, socket, parsed.data.showId))) return { ok: false, message: 'This show is not yours to watch.' };
  const room = roomOfShow(parsed.data.showId);
  for (const joined of socket.rooms) {
    if (joined.startsWith('show:') && joined !== room) await socket.leave(joined);
  }
  await socket.join(room);
  return { ok: true };
}

/**
 * Lets dashboards in: only with a session, only to their own seller's rooms. Call once, after the request listener is set.
 * Every `recheckMs` (a minute) each session is looked at again.
 */
export function attachDashboards(ctx: WebCtx, io: Dashboards, server: HttpServer, recheckMs = sessionMs): void {
  io.attach(server, { destroyUpgrade: false, path: '/socket.io', serveClient: false, transports: ['websocket'], maxHttpBufferSize: 10_000 });
  // An own connection: the adapter reads it with blocking commands.
  const realtime = connectRedis(required(ctx.env, 'REDIS_URL'), ctx.log, 'blocking');
  io.adapter(socketAdapter(realtime));
  io.use((socket, admit) => {
    const { cookie = '', origin, host } = socket.handshake.headers;
    if (origin !== undefined && !isOwnOrigin(origin, String(socket.handshake.headers['x-forwarded-host'] ?? host))) return admit(new Error('forbidden'));
    personOf(ctx, { cookieHeader: cookie }).then(
      (person) => {
        if (!person) return admit(new Error('unauthenticated'));
        socket.data.streamerId = person.seller.id;
        socket.data.cookie = cookie;
        admit();
      },
      (error: unknown) => admit(error instanceof AppError ? new Error(error.code) : new Error('unavailable')),
    );
  });
  io.on('connection', (socket) => serve(ctx, socket, recheckMs));
  const timer = setInterval(() => dropSlow(ctx, io), checkMs);
  server.on('close', () => {
    clearInterval(timer);
    realtime.disconnect();
  });
}
