import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommentQueue } from '#lib/ports.ts';
import type { WebCtx } from '#lib/server/ctx.ts';
import { createMetrics } from '#lib/server/metrics.ts';
import { makeSeller, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, silentAnnouncer, silentLog, type World } from '#lib/testing/world.ts';
import { demoPlayer } from './player.ts';
import { demoHandle } from './schema.ts';

let world: World;
let seller: TestSeller;
beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
});
afterAll(() => world.close());

const queue: CommentQueue = { push: (batch) => Promise.resolve(batch.map(() => '1-1')) };

test('of starts that come at once one plays, and a stop after them ends it', async () => {
  const env = { ...world.env, CLAIMCAST_EMBEDDED: true };
  const waiting = { accepted() {} };
  const ctx = { env, sql: world.sql, log: silentLog, announcer: silentAnnouncer, clock: { now: () => new Date() }, queue, waiting, metrics: createMetrics('web') } as unknown as WebCtx;
  const player = demoPlayer(ctx, { ...seller, handle: demoHandle });
  const runs = await Promise.all([1, 1, 1].map((speed) => player.start(speed, seller.owner.db)));
  expect(runs.map(({ state }) => state)).toEqual(['idle', 'idle', 'playing']);
  const [again, stopped] = await Promise.all([player.start(1, seller.owner.db), player.stop()]);
  expect([again.state, stopped.state, runs[2]!.state]).toEqual(['idle', 'idle', 'idle']);
});
