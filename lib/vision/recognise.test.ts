import { beforeAll, describe, expect, test } from 'vitest';
import { openCatalogue, type VisionCatalogue } from './catalogue.ts';
import { drawProduct, drawRoom, fill, held, plain } from './drawn.ts';
import { preparePicture } from './prepare.ts';
import { recognise } from './recognise.ts';
import type { Encoder, Pixels } from './schema.ts';

const prepared = async (productId: string, picture: Pixels, encoder?: Encoder) => ({ productId, picture: await preparePicture(picture, encoder ? { encoder } : {}) });

/** The same package in another flavour: another colour in one corner. */
function flavour(colour: readonly number[]): Pixels {
  const picture = drawProduct(50);
  fill(picture, 120, 250, 22, 22, colour);
  return picture;
}

let catalogue: VisionCatalogue;
beforeAll(async () => {
  const products = Array.from({ length: 8 }, (_, i) => prepared(`p${i}`, drawProduct(i + 1, [30 * i, 110, 200 - 20 * i])));
  catalogue = openCatalogue(await Promise.all(products));
});

describe('a frame', () => {
  test('that shows a turned, tilted product is matched to it, with its outline', async () => {
    const found = await recognise(held(drawProduct(3, [60, 110, 160]), 90), catalogue);
    expect(found).toMatchObject({ kind: 'match', candidates: { 0: { productId: 'p2', verified: true } } });
    expect(found.score).toBeGreaterThan(0.7);
    const xs = found.corners?.map(({ x }) => x) ?? [];
    expect(Math.min(...xs)).toBeGreaterThan(150);
    expect(Math.max(...xs)).toBeLessThan(450);
  });

  test('is matched whatever its size and turn', async () => {
    for (const [i, angle] of [-1.2, 0.6, 2.5].entries()) {
      const found = await recognise(held(drawProduct(5, [120, 110, 120]), 70 + i, { angle, scale: 1 + i * 0.3 }), catalogue);
      expect(found).toMatchObject({ kind: 'match', candidates: { 0: { productId: 'p4', verified: true } } });
    }
  });

  test('that shows another product, or none, is matched to nothing; guesses come in order and low', async () => {
    for (const frame of [held(drawProduct(40), 91), drawRoom(92), plain(640, 360, [90, 90, 90])]) {
      const found = await recognise(frame, catalogue);
      expect(found.kind).toBe('none');
      expect(found.candidates).toHaveLength(5);
      expect(found.candidates.every(({ verified, score }) => !verified && score <= 0.7)).toBe(true);
      expect(found.corners).toBeUndefined();
    }
  });

  test('gives the same answer twice', async () => {
    const frame = held(drawProduct(2, [30, 110, 180]), 93);
    expect(await recognise(frame, catalogue)).toEqual(await recognise(frame, catalogue));
  });
});

describe('near-identical variants', () => {
  test('are answered with one of them', async () => {
    const siblings = openCatalogue([...catalogue.pictures, await prepared('cherry', flavour([200, 30, 40])), await prepared('plum', flavour([120, 30, 90]))]);
    const found = await recognise(held(flavour([170, 30, 60]), 94), siblings);
    expect(found.kind).toBe('one_of');
    expect(found.candidates.filter(({ verified }) => verified).map(({ productId }) => productId).sort()).toEqual(['cherry', 'plum']);
  });

  test('several pictures of one product are one candidate', async () => {
    const twice = openCatalogue([await prepared('p', drawProduct(50)), await prepared('p', flavour([200, 30, 40])), ...catalogue.pictures]);
    const found = await recognise(held(drawProduct(50), 95), twice);
    expect(found.kind).toBe('match');
    expect(found.candidates.filter(({ productId }) => productId === 'p')).toHaveLength(1);
  });
});

describe('odd pictures', () => {
  const odd: [string, Pixels][] = [
    ['empty', plain(0, 0)],
    ['one pixel', plain(1, 1)],
    ['a line', plain(2000, 1)],
    ['a ribbon', drawRoom(1, 1200, 9)],
    ['a pole', drawRoom(2, 7, 900)],
    ['flat', plain(300, 200, [10, 200, 30])],
    ['transparent', plain(120, 90, [0, 0, 0, 0])],
    ['large', drawRoom(3, 2400, 1600)],
  ];
  test.for(odd)('%s: never throws, as a frame or in a catalogue', async ([, picture]) => {
    expect((await recognise(picture, catalogue)).kind).toBe('none');
    const with_ = openCatalogue([await prepared('odd', picture), ...catalogue.pictures]);
    expect(await recognise(held(drawProduct(3, [60, 110, 160]), 96), with_)).toMatchObject({ kind: 'match', candidates: { 0: { productId: 'p2', verified: true } } });
    await recognise(picture, with_);
  });

  test('an empty catalogue knows nothing', async () => {
    expect(await recognise(drawRoom(4), openCatalogue([]))).toEqual({ kind: 'none', candidates: [], score: 0 });
  });
});

describe('what is prepared', () => {
  test('is typed arrays of at most 80 KB, the same each time, and survives a copy to a worker', async () => {
    const one = await preparePicture(drawRoom(5, 900, 700));
    expect(await preparePicture(drawRoom(5, 900, 700))).toEqual(one);
    expect(structuredClone(one)).toEqual(one);
    const bytes = [...Object.values(one.features), ...Object.values(one.thumbnail), one.colour].reduce((sum: number, part) => sum + (ArrayBuffer.isView(part) ? part.byteLength : 0), 0);
    expect(bytes).toBeLessThan(80_000);
  });

  test('an encoder ranks what has no details, and never accepts', async () => {
    const encoder: Encoder = { id: 'mean', dims: 3, encode: (crops) => Promise.resolve(crops.map(({ data }) => Float32Array.from([0, 1, 2], (k) => (data[(data.length >> 3) * 4 + k] as number) - 128))) };
    const colours = [[220, 40, 40], [40, 180, 40], [40, 40, 220]] as const;
    const fruit = openCatalogue(await Promise.all(colours.map((colour, i) => prepared(`f${i}`, plain(100, 100, colour), encoder))));
    const found = await recognise(plain(640, 360, [50, 170, 60]), fruit, { encoder });
    expect(found).toMatchObject({ kind: 'none', candidates: [{ productId: 'f1', verified: false }, {}, {}] });
    expect(found.score).toBeLessThanOrEqual(0.5);
  });
});
