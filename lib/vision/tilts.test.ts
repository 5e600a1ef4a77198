import { expect, test } from 'vitest';
import { openCatalogue } from './catalogue.ts';
import { drawProduct, drawRoom, paste } from './drawn.ts';
import { builtInModel } from './model.ts';
import { preparePicture } from './prepare.ts';
import { recognise } from './recognise.ts';
import { extractTilted } from './tilts.ts';

test('a product that is turned far away is still matched', async () => {
  const products = await Promise.all([3, 4, 5, 6].map(async (seed) => ({ productId: `p${seed}`, picture: await preparePicture(drawProduct(seed)) })));
  const catalogue = openCatalogue(products);
  // 2.6 pixels of the picture a pixel of the frame across, 1.1 down: seen from 65 degrees aside.
  const frame = paste(drawRoom(70), drawProduct(4), [2.6, 0.2, 120 - 2.6 * 300 - 0.2 * 180, 0, 1.1, 170 - 1.1 * 180, 0, 0]);
  expect(await recognise(frame, catalogue)).toMatchObject({ kind: 'match', candidates: { 0: { productId: 'p4', verified: true } } });
});

test('keypoints of tilted views lie in the picture as it is, where the upright ones do', () => {
  const picture = drawProduct(7);
  const { count, x, y, scale, descriptors } = extractTilted(picture, builtInModel());
  expect(count).toBeGreaterThan(400);
  expect(descriptors).toHaveLength(count * builtInModel().dims);
  expect(Math.max(...x)).toBeGreaterThan(200);
  expect(Math.max(...x)).toBeLessThan(picture.width);
  expect(Math.max(...y)).toBeLessThan(picture.height);
  // Of the last, leant back view, most have an upright twin.
  const upright = Array.from({ length: 300 }, (_, i) => i);
  const last = Array.from({ length: 100 }, (_, i) => count - 1 - i);
  const twins = last.filter((i) => upright.some((k) => Math.hypot((x[i] as number) - (x[k] as number), (y[i] as number) - (y[k] as number)) < 4 && Math.abs(Math.log((scale[i] as number) / (scale[k] as number))) < 0.7));
  expect(twins.length).toBeGreaterThan(50);
});
