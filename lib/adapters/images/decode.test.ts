import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { drawProduct, fill, plain } from '#lib/vision/drawn.ts';
import type { Pixels } from '#lib/vision/schema.ts';
import { decodePicture } from './decode.ts';

const open = ({ data, width, height }: Pixels) => sharp(data, { raw: { width, height, channels: 4 } });
const colourAt = ({ data, width }: Pixels, x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, sum]);
}

/** A PNG that says it is this large, whatever is in it. */
function pngOf(width: number, height: number, content = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(content)), chunk('IEND', Buffer.alloc(0))]);
}

describe('a picture', () => {
  test('of each format comes back as it was drawn', async () => {
    const drawn = drawProduct(1);
    expect(await decodePicture(await open(drawn).png().toBuffer())).toEqual(drawn);
    for (const bytes of [await open(drawn).jpeg({ quality: 95 }).toBuffer(), await open(drawn).webp({ lossless: true }).toBuffer()]) {
      const { width, height, data } = await decodePicture(bytes);
      expect([width, height, data.length]).toEqual([240, 340, 240 * 340 * 4]);
    }
  });

  test('is turned upright as its camera said', async () => {
    const drawn = plain(60, 40, [10, 10, 10]);
    fill(drawn, 0, 0, 10, 40, [250, 0, 0]);
    const turned = await decodePicture(await open(drawn).withMetadata({ orientation: 6 }).png().toBuffer());
    expect([turned.width, turned.height]).toEqual([40, 60]);
    expect(colourAt(turned, 20, 3)).toEqual([250, 0, 0, 255]);
    expect(colourAt(turned, 20, 50)).toEqual([10, 10, 10, 255]);
  });

  test('has at most 1280 on its long side and is never enlarged', async () => {
    const large = await decodePicture(await open(plain(2600, 1300)).jpeg().toBuffer());
    expect([large.width, large.height]).toEqual([1280, 640]);
    const small = await decodePicture(await open(plain(3, 2)).png().toBuffer());
    expect([small.width, small.height]).toEqual([3, 2]);
  });

  test('in grey, with 16 bits, in CMYK or animated is RGBA of 8 bits', async () => {
    const grey = open(plain(20, 20, [100, 100, 100])).removeAlpha();
    for (const bytes of [
      await grey.clone().toColourspace('b-w').png().toBuffer(),
      await grey.clone().toColourspace('rgb16').png().toBuffer(),
      await grey.clone().toColourspace('cmyk').jpeg().toBuffer(),
      await sharp({ create: { width: 20, height: 40, channels: 4, background: '#646464', pageHeight: 20 } as never }).webp({ loop: 0 }).toBuffer(),
    ]) {
      const { data, width, height } = await decodePicture(bytes);
      expect([width, height % 20, data.length]).toEqual([20, 0, 20 * height * 4]);
      expect(Math.abs((data[0] ?? 0) - 100)).toBeLessThan(12);
    }
  });
});

describe('what is no whole picture', () => {
  test('is refused in words', async () => {
    const jpeg = await open(drawProduct(2)).jpeg().toBuffer();
    const webp = await open(drawProduct(2)).webp().toBuffer();
    const png = await open(drawProduct(2)).png().toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const bad: [string, Buffer][] = [
      ['nothing', Buffer.alloc(0)],
      ['words', Buffer.from('this is no picture at all')],
      ['a drawing', svg],
      ['a gif', await open(plain(9, 9)).gif().toBuffer()],
      ['a tiff', await open(plain(9, 9)).tiff().toBuffer()],
      ['half a jpeg', jpeg.subarray(0, jpeg.length >> 1)],
      ['half a webp', webp.subarray(0, webp.length >> 1)],
      ['half a png', png.subarray(0, png.length >> 1)],
      ['a header only', png.subarray(0, 33)],
      ['a drawing behind a png’s first bytes', Buffer.concat([png.subarray(0, 8), svg])],
      ['no width', pngOf(0, 10)],
      ['no size', pngOf(0, 0)],
      ['far more than is there', pngOf(5000, 5000, Buffer.alloc(40))],
      ['a bomb', pngOf(60_000, 60_000, Buffer.alloc(1000))],
      ['the largest number', pngOf(0x7fffffff, 0x7fffffff)],
    ];
    for (const [name, bytes] of bad) {
      const error = await decodePicture(bytes).then(() => null, (thrown: unknown) => thrown);
      expect([name, error]).toMatchObject([name, { code: 'unsupported', message: expect.stringMatching(/picture/) as string }]);
    }
    await expect(decodePicture(pngOf(60_000, 60_000))).rejects.toThrow(/megapixels/);
  });

  test('above 8 MB is too large', async () => {
    await expect(decodePicture(Buffer.concat([pngOf(2, 2), Buffer.alloc(8_000_000)]))).rejects.toMatchObject({ code: 'too_large' });
  });
});
