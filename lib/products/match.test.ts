import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSeller, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { MatchProduct, matchProduct, readMatch } from './match.ts';

let world: World;
let seller: TestSeller;
beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
});
afterAll(() => world.close());

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const post = (body: BodyInit) => new Request('http://x/match_product', { method: 'POST', body });
const match = async (body: BodyInit) => matchProduct(world.sql, seller, MatchProduct.parse(await readMatch(post(body))), new Date());
function form(...files: Buffer[]): FormData {
  const made = new FormData();
  made.set('streamer', seller.handle);
  made.set('timestamp', '2026-11-21T20:00:00Z');
  for (const file of files) made.append('frames', new Blob([new Uint8Array(file)]), 'frame.png');
  return made;
}
const json = (...frames: string[]) => JSON.stringify({ streamer: seller.handle, frames });

test('frames come in base64 or as files of a form, and the answer is the same', async () => {
  const none = { productId: null, score: 0 };
  expect(await match(json(png.toString('base64')))).toEqual(none);
  expect(await match(form(png, png))).toEqual(none);
  expect(await match(form())).toEqual(none);
  expect(await readMatch(post(form(png)))).toEqual({ streamer: seller.handle, timestamp: '2026-11-21T20:00:00Z', frame_urls: [], frames: [png.toString('base64')] });
});

test('a frame that is no picture, or too large a one, is refused', async () => {
  for (const body of [json('bm8gcGljdHVyZQ=='), json('%'), form(Buffer.from('this is no picture at all'))]) await expect(match(body)).rejects.toMatchObject({ code: 'unsupported' });
  await expect(match(form(Buffer.concat([png, Buffer.alloc(8_000_000)])))).rejects.toMatchObject({ code: 'too_large' });
  await expect(match(json('A'.repeat(12_000_000)))).rejects.toMatchObject({ code: 'too_large' });
  expect(MatchProduct.safeParse(JSON.parse(json(...Array.from({ length: 11 }, () => 'x')))).success).toBe(false);
});
