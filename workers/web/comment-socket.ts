import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import type { WebCtx } from '#lib/server/ctx.ts';
import { bearerOf, failureOf, parseJson, requestIdOf } from '#lib/server/http.ts';
import { ingestRequest, maxIngestBytes } from '#lib/server/ingest-request.ts';
import { inTurn } from './in-turn.ts';

export const maxFrameBytes = maxIngestBytes;
const pingMs = 30_000;

/**
 * `WS /ws/comments`: one answer frame per request frame, in the same order and shape as over HTTP. The key comes in
 * the Authorization header of the handshake; `local` comes from isLocalRequest, which refuses pages of other sites. A silent connection is pinged and dropped after two missed pongs.
 */
export function serveCommentSocket(ctx: WebCtx, server: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer, local: boolean): void {
  const { authorization } = request.headers;
  const refuse = (status: string) => socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  mayConnect(ctx, authorization, local).then(
    (admitted) => {
      if (admitted) server.handleUpgrade(request, socket, head, (ws) => listen(ctx, ws, authorization, local));
      else refuse('401 Unauthorized');
    },
    (error: unknown) => {
      ctx.log.warn({ error }, 'comment_socket.unchecked');
      refuse('503 Service Unavailable');
    },
  );
}

async function mayConnect(ctx: WebCtx, authorization: string | undefined, local: boolean): Promise<boolean> {
  if (authorization === undefined) return ctx.env.CLAIMCAST_EMBEDDED && local;
  return (await ctx.findKey(bearerOf(authorization))) !== null;
}

function listen(ctx: WebCtx, ws: WebSocket, authorization: string | undefined, local: boolean): void {
  let missedPongs = 0;
  const ping = setInterval(() => {
    if (missedPongs >= 2) return ws.terminate();
    missedPongs += 1;
    ws.ping();
  }, pingMs);

  async function answer(data: Buffer): Promise<string> {
    const requestId = requestIdOf(null);
    try {
      return JSON.stringify(await ingestRequest(ctx, { authorization, local, requestId }, parseJson(data)));
    } catch (error) {
      return JSON.stringify(failureOf(error, requestId, ctx.log).body);
    }
  }

  function send(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (ws.readyState !== ws.OPEN) return resolve();
      ws.send(text, (error) => {
        if (error) ctx.log.debug({ message: error.message }, 'comment_socket.unsent');
        resolve();
      });
    });
  }

  ws.on('pong', () => (missedPongs = 0));
  ws.on('close', () => clearInterval(ping));
  ws.on('error', (error) => ctx.log.debug({ message: error.message }, 'comment_socket.error'));
  const take = inTurn({ answer, send, pause: () => ws.pause(), resume: () => ws.resume() });
  ws.on('message', (data) => take(data as Buffer));
}
