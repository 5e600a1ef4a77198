import sharp from 'sharp';
import { AppError } from '#lib/core/errors.ts';
import type { Pixels } from '#lib/vision/schema.ts';
import { pictureKind } from './kind.ts';

/** The largest phone cameras take 50 megapixels; a picture that says it is larger is not opened. */
const maxInputPixels = 52_000_000;
const maxSide = 1280;
const maxSeconds = 10;

sharp.cache(false);
// Two cores are shared with everything else; one picture at a time is decoded anyway.
sharp.concurrency(1);

/**
 * A PNG, JPEG or WebP file as upright RGBA pixels, at most 1280 on the long side; of an animation the first picture. What
 * it is, is read from the bytes. Throws `unsupported` for anything that is not a whole picture, `too_large` above 8 MB.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Pixels> {
  // Only these three formats' loaders ever see the bytes.
  pictureKind(bytes);
  try {
    const { data, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: maxInputPixels, sequentialRead: true })
      .timeout({ seconds: maxSeconds })
      .autoOrient()
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 4 || data.length !== info.width * info.height * 4) throw new Error(`${info.channels} channels, ${data.length} bytes`);
    return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width: info.width, height: info.height };
  } catch (cause) {
    const tooMany = cause instanceof Error && cause.message.includes('pixel limit');
    throw new AppError('unsupported', tooMany ? 'This picture has more than 52 megapixels. Send a smaller one.' : 'This picture is damaged or not whole, so it cannot be read.', { cause });
  }
}
