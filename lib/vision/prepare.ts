import { productColour } from './colour.ts';
import { catalogueCrops } from './crops.ts';
import { cutOut, type Cutout } from './cutout.ts';
import { labOf } from './lab.ts';
import { builtInModel, type FeatureModel } from './model.ts';
import { resizePixels } from './plane.ts';
import type { Encoder, Pixels, PreparedPicture, Thumbnail } from './schema.ts';
import { extractTilted } from './tilts.ts';

/** Raise it whenever what is prepared changes meaning. */
export const preparedVersion = 2;
/** Long side of the working picture; catalogue pictures are often 200 pixels and are scaled up, at most this many times. */
const workingSide = 400;
const maxUpscale = 3;
const thumbnailSide = 80;
const nearestStrangers = 10;

/** The features of one catalogue picture: 50 to 80 KB, typed arrays only. The same picture always gives the same numbers. */
export async function preparePicture(picture: Pixels, { encoder, model = builtInModel() }: { encoder?: Encoder; model?: FeatureModel } = {}): Promise<PreparedPicture> {
  const cutout = cutOut(picture);
  const { pixels, mask } = cutout;
  const scale = Math.min(maxUpscale, workingSide / Math.max(pixels.width, pixels.height));
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  const working = resizePixels(pixels, width, height);
  return {
    version: preparedVersion,
    width,
    height,
    features: extractTilted(working, model),
    colour: productColour(pixels, mask),
    thumbnail: thumbnailOf(cutout),
    embedding: encoder ? await embed(encoder, picture, cutout) : null,
  };
}

async function embed(encoder: Encoder, picture: Pixels, cutout: Cutout): Promise<PreparedPicture['embedding']> {
  const [found] = await encoder.encode(catalogueCrops(picture, cutout), 'picture');
  if (!found) return null;
  const vector = unit(found);
  return { encoderId: encoder.id, vector, usual: usualOf(vector, encoder.strangers ?? []) };
}

/** How like a picture the strangers are that are most like it (Conneau et al., ICLR 2018, against pictures that are near to everything). */
function usualOf(vector: Float32Array, strangers: readonly Float32Array[]): number | null {
  if (strangers.length === 0) return null;
  const nearest = strangers.map((stranger) => dot(stranger, vector)).sort((a, b) => b - a).slice(0, nearestStrangers);
  return nearest.reduce((sum, value) => sum + value, 0) / nearest.length;
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The same direction, length one; all zeros stay zeros. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function thumbnailOf({ pixels, mask }: Cutout): Thumbnail {
  const scale = Math.min(1, thumbnailSide / Math.max(pixels.width, pixels.height));
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  const small = resizePixels(pixels, width, height);
  const lab = new Uint8ClampedArray(width * height * 3);
  const inside = new Uint8Array(width * height);
  const value = new Float32Array(3);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      labOf(small.data[i * 4] as number, small.data[i * 4 + 1] as number, small.data[i * 4 + 2] as number, value, 0);
      lab[i * 3] = (value[0] as number) * 2.55;
      lab[i * 3 + 1] = (value[1] as number) + 128;
      lab[i * 3 + 2] = (value[2] as number) + 128;
      inside[i] = mask[Math.min(pixels.height - 1, Math.floor((y + 0.5) / scale)) * pixels.width + Math.min(pixels.width - 1, Math.floor((x + 0.5) / scale))] as number;
    }
  }
  return { width, height, lab, mask: inside };
}
