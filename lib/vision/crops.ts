import { cutOut, type Cutout } from './cutout.ts';
import { cropPixels } from './plane.ts';
import type { Pixels } from './schema.ts';

/** What an encoder is shown of a catalogue picture: the product without its plain border, in a white square with a little air. */
export function catalogueCrops(picture: Pixels, cutout: Cutout = cutOut(picture)): [Pixels] {
  const { pixels } = cutout;
  const side = Math.ceil(Math.max(pixels.width, pixels.height) * 1.08);
  return [cropPixels(pixels, Math.floor((pixels.width - side) / 2), Math.floor((pixels.height - side) / 2), side, side)];
}

/** What it is shown of a frame: a large and a small centred square, where a product is held up. */
export function frameCrops(frame: Pixels): [Pixels, Pixels] {
  return [centred(frame, 0.8), centred(frame, 0.5)];
}

function centred(frame: Pixels, share: number): Pixels {
  const side = Math.max(1, Math.round(Math.min(frame.width, frame.height) * share));
  return cropPixels(frame, (frame.width - side) >> 1, (frame.height - side) >> 1, side, side);
}
