import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Vision } from '#lib/adapters/vision/engine.ts';
import { AppError } from '#lib/core/errors.ts';
import { makePictured, openSight, pngOf } from '#lib/testing/sight.ts';
import { makeProduct, makeSeller, unique } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { drawProduct, held } from '#lib/vision/drawn.ts';
import { preparedVersion } from '#lib/vision/prepare.ts';
import type { Encoder } from '#lib/vision/schema.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

/** An engine that counts what it prepares, and can be told to wait or fail. */
function watched(encoder?: Encoder, before: () => Promise<void> = () => Promise.resolve()) {
  const engine = createEngine(encoder ? { encoder } : {});
  const seen = { prepared: 0 };
  const vision: Vision = {
    ...engine,
    async prepare(picture) {
      seen.prepared += 1;
      await before();
      return engine.prepare(picture);
    },
  };
  return { vision, seen };
}
const encoder: Encoder = { id: 'mean', dims: 1, encode: (crops) => Promise.resolve(crops.map(() => Float32Array.of(1))) };

test('a catalogue is prepared once: a restart, another process and a second asking prepare nothing', async () => {
  const seller = await makeSeller(world);
  await makePictured(world, seller, drawProduct(1), drawProduct(2));
  await makePictured(world, seller, drawProduct(3));
  const first = watched();
  const { keeper } = openSight(world, { vision: first.vision });
  expect(await keeper.progress(seller.id)).toEqual({ total: 3, ready: 0, earlier: 0, waiting: 3, failed: [] });
  keeper.prepare(seller.id);
  keeper.prepare(seller.id);
  expect(keeper.isPreparing(seller.id)).toBe(true);
  await keeper.idle();
  expect(first.seen.prepared).toBe(3);
  expect(await keeper.progress(seller.id)).toEqual({ total: 3, ready: 3, earlier: 0, waiting: 0, failed: [] });

  const second = watched();
  const after = openSight(world, { vision: second.vision });
  const { seen } = await after.sights.see(seller.id, [await pngOf(held(drawProduct(3), 90))]);
  expect(seen).toMatchObject([{ kind: 'match' }]);
  after.keeper.prepare(seller.id);
  await after.keeper.idle();
  expect(second.seen.prepared).toBe(0);
});

test('any of a product’s pictures stands for it', async () => {
  const seller = await makeSeller(world);
  const product = await makePictured(world, seller, drawProduct(1), drawProduct(2));
  const ctx = openSight(world);
  ctx.keeper.prepare(seller.id);
  await ctx.keeper.idle();
  for (const seed of [1, 2]) {
    const { seen } = await ctx.sights.see(seller.id, [await pngOf(held(drawProduct(seed), 91))]);
    expect(seen).toMatchObject([{ kind: 'match', candidates: [{ productId: product.id }] }]);
  }
});

test('asking prepares what is missing in the background, and a new picture is found once it is ready', async () => {
  const seller = await makeSeller(world);
  await makePictured(world, seller, drawProduct(1));
  const ctx = openSight(world);
  const frame = await pngOf(held(drawProduct(1), 92));
  expect((await ctx.sights.see(seller.id, [frame])).seen).toMatchObject([{ kind: 'none', candidates: [] }]);
  await ctx.keeper.idle();
  expect((await ctx.sights.see(seller.id, [frame])).seen).toMatchObject([{ kind: 'match' }]);
});

test('another image model prepares anew, while the earlier features answer', async () => {
  const seller = await makeSeller(world);
  const product = await makePictured(world, seller, drawProduct(1));
  const old = openSight(world);
  old.keeper.prepare(seller.id);
  await old.keeper.idle();
  let release = () => {};
  const held_ = new Promise<void>((resolve) => {
    release = resolve;
  });
  const changed = openSight(world, { vision: watched(encoder, () => held_).vision });
  const frame = await pngOf(held(drawProduct(1), 93));
  const match = { kind: 'match', candidates: [{ productId: product.id }] };
  expect((await changed.sights.see(seller.id, [frame])).seen).toMatchObject([match]);
  expect(changed.keeper.isPreparing(seller.id)).toBe(true);
  expect(await changed.keeper.progress(seller.id)).toEqual({ total: 1, ready: 0, earlier: 1, waiting: 1, failed: [] });
  release();
  await changed.keeper.idle();
  expect(await changed.keeper.progress(seller.id)).toMatchObject({ ready: 1, waiting: 0 });
  const { version } = await changed.sights.see(seller.id, [frame]);
  expect(version).not.toBe((await old.sights.see(seller.id, [])).version);
  const models = await world.sql`select model from private.picture_features where streamer_id = ${seller.id} order by 1`;
  expect(models).toEqual([{ model: `v${preparedVersion}/mean` }, { model: `v${preparedVersion}/none` }]);
});

test('what cannot be prepared is told and not tried again, unless it may pass', async () => {
  const seller = await makeSeller(world);
  const product = await makeProduct(seller, { code: unique(), pictures: ['/no/such.png', 'https://pictures.example/gone.png', '/../package.json', '/demo/products/1.svg'] });
  const { vision, seen } = watched();
  const { keeper } = openSight(world, { vision });
  keeper.prepare(seller.id);
  await keeper.idle();
  const progress = await keeper.progress(seller.id);
  expect(progress).toMatchObject({ total: 4, ready: 1, waiting: 0 });
  expect(progress.failed.map(({ path }) => path).toSorted()).toEqual(['/../package.json', '/no/such.png', 'https://pictures.example/gone.png']);
  expect(progress.failed).toMatchObject([{ product_id: product.id }, {}, {}]);
  keeper.prepare(seller.id);
  await keeper.idle();
  expect(seen.prepared).toBe(1);
  await world.sql`update private.picture_features set retry_at = now() where streamer_id = ${seller.id} and retry_at is not null`;
  const fixed = openSight(world, { vision, pages: new Map([['https://pictures.example/gone.png', await pngOf(drawProduct(4))]]) });
  fixed.keeper.prepare(seller.id);
  await fixed.keeper.idle();
  expect(await fixed.keeper.progress(seller.id)).toMatchObject({ ready: 2, failed: [{}, {}] });
});

test('a bug in preparing ends the turn and harms nobody else', async () => {
  const [ill, well] = [await makeSeller(world), await makeSeller(world)];
  await makePictured(world, ill, drawProduct(1));
  await makePictured(world, well, drawProduct(2));
  let calls = 0;
  const { vision } = watched(undefined, () => ((calls += 1) === 1 ? Promise.reject(new TypeError('a bug')) : calls === 2 ? Promise.reject(new AppError('unavailable', 'The thread ended.')) : Promise.resolve()));
  const { keeper } = openSight(world, { vision });
  keeper.prepare(ill.id);
  keeper.prepare(well.id);
  await keeper.idle();
  expect([(await keeper.progress(ill.id)).waiting, (await keeper.progress(well.id)).failed]).toMatchObject([1, [{ problem: 'The thread ended.' }]]);
});
