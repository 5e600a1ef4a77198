import { openCatalogue, type VisionCatalogue } from '#lib/vision/catalogue.ts';
import { preparePicture } from '#lib/vision/prepare.ts';
import type { Encoder, PreparedPicture } from '#lib/vision/schema.ts';
import type { KeptPictures } from './kept.ts';
import type { KnownPicture } from './messages.ts';
import { pixelsOf } from './pixels.ts';

/** Long side of a product picture before it is prepared, pixels; the matcher works at about half of it. */
const longSide = 800;

interface Learning {
  kept: KeptPictures;
  encoder: Encoder | undefined;
  /** Throws when the picture cannot be had. */
  fetchPicture: (url: string) => Promise<ImageBitmap>;
  onProgress: (done: number, total: number, skipped: readonly string[]) => void;
}

/** Keeps the catalogue's pictures prepared. Each address is prepared once; what cannot be read is skipped and tried again next time. */
export function makeLearner({ kept, encoder, fetchPicture, onProgress }: Learning) {
  const known = new Map<string, PreparedPicture>();
  let latest = 0;

  async function prepared(url: string): Promise<PreparedPicture | null> {
    const before = known.get(url) ?? (await kept.read(url, encoder?.id));
    if (before) return before;
    try {
      const picture = await preparePicture(pixelsOf(await fetchPicture(url), longSide), encoder ? { encoder } : {});
      await kept.write(url, picture);
      return picture;
    } catch {
      return null;
    }
  }

  /** The catalogue of these pictures; null when a newer asking has overtaken this one. */
  return async function learn(pictures: readonly KnownPicture[]): Promise<VisionCatalogue | null> {
    const turn = (latest += 1);
    const urls = new Set(pictures.map(({ url }) => url));
    const skipped: string[] = [];
    let done = 0;
    onProgress(0, urls.size, skipped);
    for (const url of urls) {
      const picture = await prepared(url);
      if (picture) known.set(url, picture);
      else skipped.push(url);
      if (turn !== latest) return null;
      onProgress((done += 1), urls.size, skipped);
    }
    for (const url of known.keys()) if (!urls.has(url)) known.delete(url);
    await kept.keepOnly(urls);
    if (turn !== latest) return null;
    return openCatalogue(pictures.flatMap(({ productId, url }) => {
      const picture = known.get(url);
      return picture ? [{ productId, picture }] : [];
    }));
  };
}
