import { randomUUID } from 'node:crypto';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { ingestBatch } from '#lib/comments/ingest.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';
import type { WebCtx } from '#lib/server/ctx.ts';
import { pinProduct } from '#lib/shows/run.ts';
import { loadShow, play } from './play.ts';
import { resetDemo } from './reset.ts';
import { demoHandle, type DemoState } from './schema.ts';

interface Run {
  state: DemoState;
  stop: AbortController;
  ended: Promise<void>;
}

// Next and the custom server have their own copies of this module: the one run of the process lives here.
const shared = globalThis as { claimcastDemo?: Run; claimcastDemoTurn?: Promise<unknown> };

const idle: DemoState = { state: 'idle', at_seconds: 0, of_seconds: 0, speed: 1, sent: 0 };

/** Runs starts and stops one after the other: two starts at once would both find nothing to stop. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = (shared.claimcastDemoTurn ?? Promise.resolve()).then(work, work);
  shared.claimcastDemoTurn = turn;
  return turn;
}

async function stopRun(): Promise<void> {
  shared.claimcastDemo?.stop.abort();
  await shared.claimcastDemo?.ended;
}

async function run(ctx: WebCtx, seller: Seller, db: Db, speed: number): Promise<DemoState> {
  const lines = await loadShow();
  const showId = await resetDemo(ctx.sql, seller.id);
  ctx.announcer.show(seller.id, showId, true);
  const products = dataOf(await db.from('products').select('id, code').eq('streamer_id', seller.id).is('archived_at', null)) as { id: string; code: string }[];
  const idOf = new Map(products.map((product) => [product.code, product.id]));
  const stop = new AbortController();
  const state: DemoState = { state: 'playing', at_seconds: 0, of_seconds: lines.at(-1)?.at ?? 0, speed, sent: 0 };
  const requestId = `demo-${randomUUID()}`;
  const ended = play({
    lines,
    streamer: seller.handle,
    speed,
    run: requestId.slice(5, 13),
    signal: stop.signal,
    async send(comments) {
      const answer = await ingestBatch(ctx, comments, { requestId, keyless: false });
      ctx.waiting.accepted(answer.accepted);
      ctx.metrics.accepted.inc(answer.accepted);
      ctx.metrics.duplicates.inc(answer.duplicates);
    },
    async pin(code) {
      ctx.announcer.show(seller.id, await pinProduct(db, seller, idOf.get(code) ?? null), false);
    },
    progress(atSeconds, sent) {
      Object.assign(state, { at_seconds: atSeconds, sent });
    },
  })
    .catch((error: unknown) => {
      if (!stop.signal.aborted) ctx.log.warn({ error }, 'demo.stopped');
    })
    .finally(() => {
      state.state = 'idle';
    });
  shared.claimcastDemo = { state, stop, ended };
  return state;
}

/** Plays the recorded show in the demo workspace, one run at a time. Throws `not_found` in any other workspace. */
export function demoPlayer(ctx: WebCtx, seller: Seller) {
  if (!ctx.env.CLAIMCAST_EMBEDDED || seller.handle !== demoHandle) throw new AppError('not_found', 'Only the demo workspace has a demo show.');
  return {
    state: (): DemoState => shared.claimcastDemo?.state ?? idle,
    start: (speed: number, db: Db): Promise<DemoState> =>
      inTurn(async () => {
        await stopRun();
        return run(ctx, seller, db, speed);
      }),
    stop: (): Promise<DemoState> =>
      inTurn(async () => {
        await stopRun();
        return shared.claimcastDemo?.state ?? idle;
      }),
  };
}
