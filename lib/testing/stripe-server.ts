import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { answerApi, type ApiAnswer } from '#lib/adapters/sandbox/api.ts';
import { act, type Doing, type Done } from '#lib/adapters/sandbox/change.ts';
import { deliverEvent } from '#lib/adapters/sandbox/deliver.ts';
import { sandboxSecrets } from '#lib/adapters/sandbox/secrets.ts';
import type { Jobs } from '#lib/ports.ts';
import { silentLog } from './world.ts';

/** How the next requests fail: as Stripe's own fault, as too many requests, the connection breaking off, no answer ever, or one that is lost after the work was done. */
export type Failing = 500 | 429 | 'reset' | 'silence' | 'lost';

/** Stripe's API on loopback, as far as shops here use it: the sandbox's own, with a key of its own. */
export interface StripeServer {
  url: string;
  secretKey: string;
  webhookSecret: string;
  /** Requests that came in so far, failed ones too. */
  requests(): number;
  /** The next `count` requests fail. */
  failNext(count: number, how: Failing): void;
  /** What somebody presses on the page of this checkout. */
  press(sessionId: string, doing: Doing): Promise<Done>;
  /** The events of a checkout so far, as they are posted: raw body and type. Planned ones come without a body. */
  eventsOf(sessionId: string): Promise<{ id: string; type: string; payload: string | null }[]>;
  /** Posts an event to this webhook, as the job does. Throws unless it was taken. */
  deliver(eventId: string, webhookUrl: string): Promise<void>;
  close(): Promise<void>;
}

const failures: Record<500 | 429, object> = {
  500: { error: { type: 'api_error', message: 'Something is broken on our end.' } },
  429: { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' } },
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status, headers, body }: ApiAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Starts it over the database of the tests. `jobs` gets what the sandbox would deliver by itself; nothing is, unless told. */
export async function startStripeServer({ sql, jobs = { send: () => Promise.resolve() } }: { sql: Sql; jobs?: Jobs }): Promise<StripeServer> {
  const secrets = sandboxSecrets({ SUPABASE_SECRET_KEY: randomUUID() });
  const ctx = { sql, jobs, secretKey: secrets.secretKey, log: silentLog };
  let requests = 0;
  let failing: { left: number; how: Failing } = { left: 0, how: 500 };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1;
    const body = await bodyOf(request);
    const how = failing.left > 0 ? failing.how : null;
    failing.left -= 1;
    if (how === 'silence') return;
    if (how === 'reset') return void request.socket.destroy();
    if (how === 500 || how === 429) return send(response, { status: how, headers: {}, body: failures[how] });
    const answered = await answerApi(ctx, {
      method: request.method ?? '', path: (request.url ?? '').split('?')[0]?.replace(/^\/v1/, '') ?? '', body,
      authorization: request.headers.authorization ?? null, idempotencyKey: request.headers['idempotency-key']?.toString() ?? null,
    });
    if (how === 'lost') return void request.socket.destroy();
    send(response, answered);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...secrets,
    requests: () => requests,
    failNext(count, how) {
      failing = { left: count, how };
    },
    press: (sessionId, doing) => act(ctx, sessionId, doing),
    eventsOf: async (sessionId) => [...(await sql<{ id: string; type: string; payload: string | null }[]>`select id, type, payload from private.sandbox_events where session_id = ${sessionId} order by due_at, id`)],
    deliver: (eventId, webhookUrl) => deliverEvent({ sql, webhookUrl, webhookSecret: secrets.webhookSecret, log: silentLog }, { eventId }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
