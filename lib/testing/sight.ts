import sharp from 'sharp';
import { createEngine, type Vision } from '#lib/adapters/vision/engine.ts';
import { systemClock } from '#lib/core/time.ts';
import { AppError } from '#lib/core/errors.ts';
import { createSights } from '#lib/products/match-frames.ts';
import { storePicture } from '#lib/products/store-picture.ts';
import { pictureKeeper } from '#lib/products/store-picture-features.ts';
import type { Pixels } from '#lib/vision/schema.ts';
import { makeProduct, unique, type TestSeller } from './seller.ts';
import { silentAnnouncer, silentLog, type World } from './world.ts';

/** A drawn picture as a PNG file. */
export function pngOf({ data, width, height }: Pixels): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 4 } }).png().toBuffer();
}

/** What matching needs, with the matcher in this very thread. Addresses are fetched from `pages`; others are refused. */
export function openSight(world: World, { vision = createEngine(), pages = new Map<string, Buffer>() }: { vision?: Vision; pages?: Map<string, Buffer> } = {}) {
  const { sql, service } = world;
  const fetchImage = (url: string) => {
    const found = pages.get(url);
    return found ? Promise.resolve(found) : Promise.reject(new AppError('invalid', 'The picture could not be fetched: it answers 404.'));
  };
  const keeper = pictureKeeper({ sql, service, vision, fetchImage, log: silentLog });
  const sights = createSights({ sql, vision, keeper });
  return { sql, service, vision, fetchImage, keeper, sights, clock: systemClock, log: silentLog, announcer: silentAnnouncer };
}

/** A product of the seller's with these pictures, prepared once the keeper is idle. */
export async function makePictured(world: World, seller: TestSeller, ...pictures: Pixels[]) {
  const paths = await Promise.all(pictures.map(async (picture) => (await storePicture(world.service, seller, await pngOf(picture))).path));
  return makeProduct(seller, { code: `C${unique()}`, name: `Product ${unique()}`, pictures: paths });
}
