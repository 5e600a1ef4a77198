import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeProduct, makeSeller, productOf, unique } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { record } from '#lib/comments/record.ts';
import { QueuedComment } from '#lib/comments/schema.ts';
import { understand } from '#lib/comments/understand.ts';
import { rulesClassifier } from '#lib/intents/classify.ts';
import { saveProduct } from '#lib/products/save.ts';
import { deskLoader, onScreenAt, type Desk } from './desk.ts';

let world: World;

beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

describe('the desks of sellers', () => {
  test('come from a cache that follows products, pins, shows and settings', async () => {
    const seller = await makeSeller(world);
    const desksOf = deskLoader(world.sql);
    const load = async () => (await desksOf([seller.handle], new Set())).get(seller.handle)!;
    await load(); // makes the show, which is news
    const empty = await load();
    expect(empty).toMatchObject({ streamerId: seller.id, claimThreshold: 0.5, mode: 'auto', delayMs: 0, catalogue: { products: [] }, pins: [] });
    expect(await load()).toBe(empty);

    const product = await makeProduct(seller, { code: 'A17', aliases: ['shirt'] });
    expect((await load()).catalogue.products).toEqual([
      { id: product.id, code: 'A17', name: 'Linen shirt', aliases: ['shirt'], variants: [{ id: product.variant.id, name: 'One size', options: {} }] },
    ]);
    await saveProduct(seller.owner.db, seller, productOf({ id: product.id, code: 'B2', variants: [{ id: product.variant.id, name: 'M', options: { size: 'M' }, stock: 1 }] }));
    expect((await load()).catalogue.products).toMatchObject([{ code: 'B2', variants: [{ name: 'M', options: { size: 'M' } }] }]);

    await seller.owner.db.rpc('pin_product', { p_streamer: seller.id, p_product: product.id });
    expect((await load()).pins).toMatchObject([{ productId: product.id, source: 'hand', score: null }]);
    await seller.owner.db.rpc('pin_product', { p_streamer: seller.id, p_product: product.id, p_source: 'camera', p_score: 0.75 });
    expect((await load()).pins).toMatchObject([{ productId: product.id, source: 'camera', score: 0.75 }, { source: 'hand' }]);
    await seller.owner.db.rpc('save_settings', { p_streamer: seller.id, p_claim_threshold: 0.8 });
    expect((await load()).claimThreshold).toBe(0.8);
    await world.sql`update public.shows set mode = 'review', delay_ms = 4000 where id = ${empty.showId}`;
    expect(await load()).toMatchObject({ mode: 'review', delayMs: 4000 });
    await seller.owner.db.rpc('archive_product', { p_product: product.id, p_archived: true });
    expect((await load()).catalogue.products).toEqual([]);
  });

  test('stock that moves does not spoil the cache', async () => {
    const seller = await makeSeller(world);
    const product = await makeProduct(seller);
    const desksOf = deskLoader(world.sql);
    await desksOf([seller.handle], new Set());
    const before = (await desksOf([seller.handle], new Set())).get(seller.handle);
    await world.sql`update public.variants set stock = stock + 1, held = held + 1 where id = ${product.variant.id}`;
    expect((await desksOf([seller.handle], new Set())).get(seller.handle)).toBe(before);
  });

  test('a show that ended stays the one for late comments, until its time is over or the next begins', async () => {
    const seller = await makeSeller(world);
    const desksOf = deskLoader(world.sql);
    const show = async () => (await desksOf([seller.handle], new Set())).get(seller.handle)!.showId;
    const first = await show();
    await seller.owner.db.rpc('end_show', { p_streamer: seller.id });
    expect(await show()).toBe(first);
    await world.sql`update public.shows set ended_at = now() - interval '31 minutes' where id = ${first}`;
    const second = await show();
    expect(second).not.toBe(first);
    await seller.owner.db.rpc('end_show', { p_streamer: seller.id });
    const { data: third } = await seller.owner.db.rpc('start_show', { p_streamer: seller.id, p_title: 'Next' });
    expect(await show()).toBe(third);
  });

  test('many at once make one show', async () => {
    const seller = await makeSeller(world);
    const loads = await Promise.all(Array.from({ length: 8 }, () => deskLoader(world.sql)([seller.handle], new Set())));
    expect(new Set(loads.map((desks) => desks.get(seller.handle)!.showId)).size).toBe(1);
    expect(await world.sql`select 1 from public.shows where streamer_id = ${seller.id}`).toHaveLength(1);
  });

  test('a name nobody has is missing, unless it may be made', async () => {
    const [made, missing] = [`made-${unique()}`, `missing-${unique()}`];
    const loads = await Promise.all([1, 2, 3].map(() => deskLoader(world.sql)([made, missing], new Set([made]))));
    for (const desks of loads) expect([...desks.keys()]).toEqual([made]);
    expect(await world.sql`select 1 from public.streamers where handle = any (${[made, missing]})`).toHaveLength(1);
  });
});

test('a claim of what the camera put on screen says so, with its score; one by hand says that', async () => {
  const seller = await makeSeller(world);
  const product = await makeProduct(seller);
  const desksOf = deskLoader(world.sql);
  const claim = async (client: string) => {
    const desk = (await desksOf([seller.handle], new Set())).get(seller.handle)!;
    const now = new Date().toISOString();
    const comment = QueuedComment.parse({ streamer: seller.handle, client, message: 'mine!', timestamp: now, platform: 'web', received_at: now, request_id: 'r', dedupe_key: unique(), keyless: false });
    const [recorded] = await record(world.sql, await understand(rulesClassifier, [{ entry: { id: `${unique().length}-${Number(client)}`, json: '', deliveries: 1 }, comment, desk }]));
    await world.sql`select private.settle(${seller.id}, ${'9000000000000000000'}::bigint)`;
    const [row] = await world.sql`
      select c.outcome, c.product_id, c.resolved_by, m.resolved_by as matched_by, round(m.score::numeric, 2) as score from public.claims c
      join public.product_matches m using (chat_message_id) where c.chat_message_id = ${recorded!.id}`;
    return row;
  };
  await seller.owner.db.rpc('pin_product', { p_streamer: seller.id, p_product: product.id, p_source: 'camera', p_score: 0.83 });
  expect(await claim('1')).toEqual({ outcome: 'held', product_id: product.id, resolved_by: 'camera', matched_by: 'camera', score: 0.83 });
  await seller.owner.db.rpc('pin_product', { p_streamer: seller.id, p_product: product.id });
  expect(await claim('2')).toEqual({ outcome: 'held', product_id: product.id, resolved_by: 'on_screen', matched_by: 'on_screen', score: 0.8 });
});

describe('what was on screen', () => {
  const desk = (delayMs: number): Desk => ({
    streamerId: '', handle: '', claimThreshold: 0.5, version: 1, showId: '', mode: 'auto', delayMs, catalogue: { products: [] },
    pins: [
      { productId: 'third', pinnedAtMs: 3000, source: 'camera', score: 0.9 },
      { productId: null, pinnedAtMs: 2000, source: 'hand', score: null },
      { productId: 'first', pinnedAtMs: 1000, source: 'hand', score: null },
    ],
  });

  test.each<[number, number, string | null, string]>([
    [999, 0, null, 'nothing before the first pin'],
    [1000, 0, 'first', 'from the very moment'],
    [1999, 0, 'first', 'until the next'],
    [2500, 0, null, 'nothing when the screen was cleared'],
    [9000, 0, 'third', 'the last one for good'],
    [3500, 1000, null, 'what viewers saw, a delay ago'],
    [4000, 1000, 'third', 'what viewers saw, just so'],
    [1500, 1000, 'first', 'the first pin within its own delay'],
    [500, 1000, null, 'nothing before anything was pinned'],
  ])('received at %i with a delay of %i: %s (%s)', (at, delayMs, expected) => {
    expect(onScreenAt(desk(delayMs), at)?.productId ?? null).toBe(expected);
  });

  test('nothing when nothing was ever pinned', () => {
    expect(onScreenAt({ ...desk(0), pins: [] }, 5000)).toBe(null);
  });
});
