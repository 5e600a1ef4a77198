import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEngine, type Vision } from '#lib/adapters/vision/engine.ts';
import { storeFrame } from '#lib/products/store-picture.ts';
import { makePictured, openSight, pngOf } from '#lib/testing/sight.ts';
import { makeSeller, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { drawProduct, drawRoom, fill, held } from '#lib/vision/drawn.ts';
import type { Pixels } from '#lib/vision/schema.ts';
import { matchProduct, MatchProduct, readMatch } from './match.ts';

let world: World;
let seller: TestSeller;
let ctx: ReturnType<typeof openSight>;
let products: Awaited<ReturnType<typeof makePictured>>[];
const pages = new Map<string, Buffer>();
const engine = createEngine();
let looks = 0;
const counted: Vision = {
  ...engine,
  recognise: (id, frames) => {
    looks += 1;
    return engine.recognise(id, frames);
  },
};

/** The same package in another flavour: another colour in one corner. */
function flavour(colour: readonly number[]): Pixels {
  const picture = drawProduct(50);
  fill(picture, 120, 250, 22, 22, colour);
  return picture;
}

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  ctx = openSight(world, { vision: counted, pages });
  products = [];
  for (const picture of [drawProduct(1), drawProduct(2), drawProduct(3), flavour([200, 30, 40]), flavour([120, 30, 90])]) products.push(await makePictured(world, seller, picture));
  ctx.keeper.prepare(seller.id);
  await ctx.keeper.idle();
});
afterAll(() => world.close());
beforeEach(() => {
  looks = 0;
});

const post = (body: BodyInit) => new Request('http://x/match_product', { method: 'POST', body });
const match = async (body: BodyInit) => matchProduct(ctx, seller, MatchProduct.parse(await readMatch(post(body))));
function form(...files: Buffer[]): FormData {
  const made = new FormData();
  made.set('streamer', seller.handle);
  for (const file of files) made.append('frames', new Blob([new Uint8Array(file)]), 'frame.png');
  return made;
}
const json = (frames: readonly Buffer[], more: object = {}) => JSON.stringify({ streamer: seller.handle, frames: frames.map((frame) => frame.toString('base64')), ...more });
const shown = (seed: number, room = 90) => pngOf(held(drawProduct(seed), room));
const named = (i: number) => ({ productId: products[i]!.key, product_name: products[i]!.name });

describe('frames', () => {
  test('in base64, as files of a form and by address name the product they show', async () => {
    const frame = await shown(2);
    const expected = { ...named(1), resolved_by: 'frame', candidates: { 0: { ...named(1), verified: true } } };
    const inJson = await match(json([frame]));
    expect(inJson).toMatchObject(expected);
    expect(inJson.score).toBeGreaterThan(0.7);
    expect(inJson).not.toHaveProperty('one_of');
    expect(await match(form(frame))).toEqual(inJson);
    pages.set('https://pictures.example/f.png', frame);
    expect(await match(json([], { frame_urls: ['https://pictures.example/f.png'] }))).toEqual(inJson);
    expect(await readMatch(post(form(frame)))).toMatchObject({ frame_urls: [], frames: [frame.toString('base64')] });
  });

  test('vote: two that agree are stronger than one that does not', async () => {
    expect(await match(json([await shown(3), await shown(1, 91), await shown(3, 92)]))).toMatchObject(named(2));
  });

  test('that show nothing of the catalogue name nothing, and rank what is most alike', async () => {
    const none = await match(json([await pngOf(drawRoom(7))]));
    expect(none).toMatchObject({ productId: null, resolved_by: 'frame' });
    expect(none).not.toHaveProperty('product_name');
    expect(none.candidates).toHaveLength(5);
    expect(none.score).toBeLessThanOrEqual(0.7);
  });

  test('that cannot tell variants apart say which it is one of', async () => {
    const found = await match(json([await pngOf(held(flavour([170, 30, 60]), 94))]));
    expect(found).toMatchObject({ productId: null, one_of: true });
    expect(found.candidates.filter(({ verified }) => verified).map(({ productId }) => productId).toSorted()).toEqual([products[3]!.key, products[4]!.key].toSorted());
  });

  test('count as much as the seller says', async () => {
    const frame = await shown(2);
    await world.sql`update public.streamers set match_threshold = 1 where id = ${seller.id}`;
    try {
      const found = await match(json([frame]));
      expect(found).toMatchObject({ productId: null, candidates: { 0: named(1) } });
      expect(found.score).toBeGreaterThan(0.7);
    } finally {
      await world.sql`update public.streamers set match_threshold = 0.7 where id = ${seller.id}`;
    }
  });

  test('that are no pictures, or too large, or too many are refused', async () => {
    const png = await shown(1);
    for (const body of [json([Buffer.from('no picture')]), json([png.subarray(0, 5000)]), json([png, Buffer.alloc(0)]), form(Buffer.from('this is no picture at all'))]) {
      await expect(match(body)).rejects.toMatchObject({ code: 'unsupported' });
    }
    await expect(match(form(Buffer.concat([png, Buffer.alloc(8_000_000)])))).rejects.toMatchObject({ code: 'too_large' });
    await expect(match(json([Buffer.alloc(9_000_000)]))).rejects.toMatchObject({ code: 'too_large' });
    expect(MatchProduct.safeParse(JSON.parse(json(Array.from({ length: 11 }, () => png)))).success).toBe(false);
    await expect(match(json(Array.from({ length: 6 }, () => png), { frame_urls: Array.from({ length: 5 }, () => 'https://x.y/z') }))).rejects.toMatchObject({ code: 'invalid' });
  });

  test('whose address cannot be read are told, and the others answer', async () => {
    pages.set('https://pictures.example/torn.png', (await shown(2)).subarray(0, 3000));
    const frame_urls = ['https://pictures.example/gone.png', 'https://pictures.example/torn.png'];
    const found = await match(json([await shown(2)], { frame_urls }));
    expect(found).toMatchObject({ ...named(1), unread: frame_urls.map((frame_url) => ({ frame_url })) });
  });
});

describe('without frames', () => {
  const at = (iso: string, more: object = {}) => match(json([], { timestamp: iso, ...more }));
  const keep = async (frame: Buffer, takenAt: string) => {
    const path = await storeFrame(world.service, seller, frame);
    await world.sql`insert into public.frames (streamer_id, taken_at, path) values (${seller.id}, ${takenAt}, ${path})`;
  };

  test('the stored ones within ten seconds answer', async () => {
    await keep(await shown(3), '2026-03-01T12:00:00Z');
    await keep(await shown(1), '2026-03-01T12:05:00Z');
    expect(await at('2026-03-01T12:00:09Z')).toMatchObject({ ...named(2), resolved_by: 'frame' });
    expect(await at('2026-03-01T12:04:55Z')).toMatchObject(named(0));
    expect(await at('2026-03-01T12:00:11Z')).toEqual({ productId: null, score: 0, candidates: [] });
  });

  test('what was seen when they came is not looked at again, unless the catalogue has changed', async () => {
    const { version, seen } = await ctx.sights.see(seller.id, [await shown(2)]);
    await world.sql`insert into public.frames (streamer_id, taken_at, path, sighting) values (${seller.id}, '2026-03-02T12:00:00Z', 'gone.png', ${world.sql.json({ version, recognition: seen[0] } as never)})`;
    looks = 0;
    expect(await at('2026-03-02T12:00:00Z')).toMatchObject(named(1));
    expect(looks).toBe(0);
  });

  test('what was on screen then answers, by hand or by the camera; also where an address cannot be read', async () => {
    const [show] = await world.sql<{ id: string }[]>`select id from private.current_show(${seller.id})`;
    await world.sql`insert into public.pins (streamer_id, show_id, product_id, pinned_at, source, score) values
      (${seller.id}, ${show!.id}, ${products[0]!.id}, '2026-04-01T12:00:00Z', 'hand', null), (${seller.id}, ${show!.id}, ${products[1]!.id}, '2026-04-01T13:00:00Z', 'camera', 0.83)`;
    expect(await at('2026-04-01T12:30:00Z', { frame_urls: ['https://pictures.example/gone.png'] })).toMatchObject({ ...named(0), score: 0.99, resolved_by: 'on_screen', candidates: [named(0)], unread: [{ frame_url: 'https://pictures.example/gone.png' }] });
    const byCamera = await at('2026-04-01T13:30:00Z');
    expect(byCamera).toMatchObject({ ...named(1), resolved_by: 'camera' });
    expect(byCamera.score).toBeCloseTo(0.83);
    expect((await at('2026-03-31T12:00:00Z')).productId).toBe(null);
  });
});

test('a product that is archived is not named any more, and one that comes back is', async () => {
  const frame = await shown(2);
  await seller.owner.db.rpc('archive_product', { p_product: products[1]!.id, p_archived: true });
  const without = await match(json([frame]));
  expect(without.productId).toBe(null);
  expect(without.candidates.map(({ productId }) => productId)).not.toContain(products[1]!.key);
  await seller.owner.db.rpc('archive_product', { p_product: products[1]!.id, p_archived: false });
  expect(await match(json([frame]))).toMatchObject(named(1));
});

test('another seller’s catalogue is not looked into', async () => {
  const other = await makeSeller(world);
  expect(await matchProduct(ctx, other, MatchProduct.parse(JSON.parse(json([await shown(2)]))))).toEqual({ productId: null, score: 0, resolved_by: 'frame', candidates: [] });
});
