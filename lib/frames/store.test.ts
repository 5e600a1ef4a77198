import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Vision } from '#lib/adapters/vision/engine.ts';
import { createEngine } from '#lib/adapters/vision/engine.ts';
import { AppError } from '#lib/core/errors.ts';
import { makePictured, openSight, pngOf } from '#lib/testing/sight.ts';
import { makeSeller, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { drawProduct, drawRoom, held } from '#lib/vision/drawn.ts';
import { matchProduct, MatchProduct } from '#lib/products/match.ts';
import { expireFrames } from './expire.ts';
import { storeFrameOf } from './store.ts';

let world: World;
const engine = createEngine();
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

interface Stage {
  seller: TestSeller;
  ctx: ReturnType<typeof openSight>;
  products: Awaited<ReturnType<typeof makePictured>>[];
  showId: string;
}

/** A seller whose live show follows the camera, with two products that are prepared. */
async function stage({ follows = true, vision = engine }: { follows?: boolean; vision?: Vision } = {}): Promise<Stage> {
  const seller = await makeSeller(world);
  const ctx = openSight(world, { vision });
  const products = [await makePictured(world, seller, drawProduct(1)), await makePictured(world, seller, drawProduct(2))];
  ctx.keeper.prepare(seller.id);
  await ctx.keeper.idle();
  await seller.owner.db.rpc('start_show', { p_streamer: seller.id, p_title: 'Tonight' });
  const { data } = await seller.owner.db.rpc('save_show', { p_streamer: seller.id, p_follow_camera: follows });
  return { seller, ctx, products, showId: data as string };
}

function send({ ctx, seller }: Stage, frame: Buffer, timestamp?: string) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(frame)]), 'frame.png');
  if (timestamp) form.set('timestamp', timestamp);
  return storeFrameOf(ctx, seller, new Request('http://x/api/frames', { method: 'POST', body: form }));
}

const shown = (seed: number, room = 90) => pngOf(held(drawProduct(seed), room));
const pinsOf = ({ showId }: Stage) => world.sql<{ product_id: string; source: string; score: number | null }[]>`select product_id, source, score from public.pins where show_id = ${showId} order by pinned_at, id`;
const inPast = (ms: number) => new Date(Date.now() - ms).toISOString();

describe('a posted frame', () => {
  test('is kept with what it shows, which is written down, and matched without being looked at again', async () => {
    const on = await stage();
    const kept = await send(on, await shown(1));
    expect(kept.match).toMatchObject({ productId: on.products[0]!.key, resolved_by: 'frame' });
    const matches = await world.sql`select product_id, resolved_by, score, candidates, chat_message_id from public.product_matches where frame_id = ${kept.frame_id!}`;
    expect(matches).toMatchObject([{ product_id: on.products[0]!.id, resolved_by: 'camera', candidates: { 0: on.products[0]!.id }, chat_message_id: null }]);
    await world.service.storage.from('frames').remove([kept.path]);
    expect(await matchProduct(on.ctx, on.seller, MatchProduct.parse({ streamer: on.seller.handle, timestamp: kept.taken_at }))).toEqual(kept.match);
  });

  test('that shows nothing known writes no match down', async () => {
    const on = await stage();
    const kept = await send(on, await pngOf(drawRoom(3)));
    expect(kept).toMatchObject({ match: { productId: null }, pinned: false });
    expect(await world.sql`select id from public.product_matches where frame_id = ${kept.frame_id!}`).toEqual([]);
    expect(await pinsOf(on)).toEqual([]);
  });

  test('that is no whole picture is refused, and nothing is kept', async () => {
    const on = await stage();
    const torn = (await shown(1)).subarray(0, 4000);
    for (const bytes of [Buffer.from('this is no picture at all'), torn]) await expect(send(on, bytes)).rejects.toMatchObject({ code: 'unsupported' });
    expect(await world.sql`select id from public.frames where streamer_id = ${on.seller.id}`).toEqual([]);
  });

  test('is kept while frames cannot be looked at, and looked at once they can', async () => {
    let away = false;
    const on = await stage({ vision: { ...engine, recognise: (...args) => (away ? Promise.reject(new AppError('overloaded', 'busy')) : engine.recognise(...args)) } });
    away = true;
    const kept = await send(on, await shown(2));
    expect(kept).toMatchObject({ match: { productId: null, candidates: [] }, pinned: false });
    away = false;
    expect(await matchProduct(on.ctx, on.seller, MatchProduct.parse({ streamer: on.seller.handle, timestamp: kept.taken_at }))).toMatchObject({ productId: on.products[1]!.key });
  });
});

describe('a show that follows the camera', () => {
  test('puts what is seen on screen, once, from the time of the frame, with its score', async () => {
    const on = await stage();
    const [first, again, next] = [await send(on, await shown(1), inPast(3000)), await send(on, await shown(1, 91), inPast(2000)), await send(on, await shown(2), inPast(1000))];
    expect([first.pinned, again.pinned, next.pinned]).toEqual([true, false, true]);
    const pins = await pinsOf(on);
    expect(pins).toMatchObject([{ product_id: on.products[0]!.id, source: 'camera' }, { product_id: on.products[1]!.id, source: 'camera' }]);
    expect(pins[0]!.score).toBeCloseTo(first.match.score, 5);
    const [{ at }] = await world.sql<[{ at: string }]>`select min(pinned_at) as at from public.pins where show_id = ${on.showId}`;
    expect(at).toBe(first.taken_at);
    const { data } = await on.seller.owner.db.from('show_feed').select('pinned_by, pinned_score, follow_camera').eq('id', on.showId).single();
    expect(data).toMatchObject({ pinned_by: 'camera', follow_camera: true });
  });

  test('leaves alone what was pinned by hand in the last twenty seconds', async () => {
    const on = await stage();
    await on.seller.owner.db.rpc('pin_product', { p_streamer: on.seller.id, p_product: on.products[1]!.id });
    expect((await send(on, await shown(1))).pinned).toBe(false);
    await world.sql`update public.pins set pinned_at = now() - interval '21 seconds' where show_id = ${on.showId}`;
    expect((await send(on, await shown(1))).pinned).toBe(true);
  });

  test('does not go by frames of the past, by those before the last pin, or by a score below the seller’s', async () => {
    const on = await stage();
    expect((await send(on, await shown(1), inPast(31_000))).pinned).toBe(false);
    await world.sql`update public.streamers set match_threshold = 1 where id = ${on.seller.id}`;
    expect((await send(on, await shown(1))).pinned).toBe(false);
    await world.sql`update public.streamers set match_threshold = 0.7 where id = ${on.seller.id}`;
    expect((await send(on, await shown(1))).pinned).toBe(true);
    expect((await send(on, await shown(2), inPast(9000))).pinned).toBe(false);
  });

  test('is the live one that says so: nothing is pinned otherwise', async () => {
    const on = await stage({ follows: false });
    expect((await send(on, await shown(1))).pinned).toBe(false);
    await on.seller.owner.db.rpc('save_show', { p_streamer: on.seller.id, p_follow_camera: true });
    await on.seller.owner.db.rpc('end_show', { p_streamer: on.seller.id });
    expect((await send(on, await shown(1))).pinned).toBe(false);
    expect(await pinsOf(on)).toEqual([]);
  });

  test('two frames at once pin once', async () => {
    const on = await stage();
    const frame = await shown(1);
    const both = await Promise.all([send(on, frame), send(on, frame)]);
    expect(both.filter(({ pinned }) => pinned)).toHaveLength(1);
    expect(await pinsOf(on)).toHaveLength(1);
  });
});

describe('frames that are older than the seller keeps them', () => {
  test('are deleted with their pictures and matches; younger ones and other sellers’ stay', async () => {
    const on = await stage();
    const other = await stage();
    const [old, young, theirs] = [await send(on, await shown(1)), await send(on, await shown(2)), await send(other, await shown(1))];
    const age = (id: string, days: number) => world.sql`update public.frames set created_at = now() - make_interval(days => ${days}) where id = ${id}`;
    await age(old.frame_id, 3);
    await age(young.frame_id, 1);
    await age(theirs.frame_id, 3);
    await on.seller.owner.db.rpc('save_settings', { p_streamer: on.seller.id, p_frame_days: 2 });
    expect(await expireFrames(world)).toBe(1);
    expect(await expireFrames(world)).toBe(0);
    const left = await world.sql<{ id: string }[]>`select id from public.frames where streamer_id in (${on.seller.id}, ${other.seller.id})`;
    expect(left.map(({ id }) => id).toSorted()).toEqual([young.frame_id, theirs.frame_id].toSorted());
    const isThere = async (path: string) => (await world.service.storage.from('frames').download(path)).error === null;
    expect([await isThere(old.path), await isThere(young.path)]).toEqual([false, true]);
    expect(await world.sql`select id from public.product_matches where streamer_id = ${on.seller.id} and product_id = ${on.products[0]!.id}`).toEqual([]);
  });

  test('are deleted by several at once, also when a picture is gone already', async () => {
    const on = await stage();
    const kept = [await send(on, await shown(1)), await send(on, await shown(2))];
    await world.service.storage.from('frames').remove([kept[0]!.path]);
    await world.sql`update public.frames set created_at = now() - interval '8 days' where streamer_id = ${on.seller.id}`;
    await Promise.all([expireFrames(world), expireFrames(world)]);
    expect(await world.sql`select id from public.frames where streamer_id = ${on.seller.id}`).toEqual([]);
  });
});
