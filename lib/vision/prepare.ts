import { productColour } from './colour.ts';
import { catalogueCrops } from './crops.ts';
import { cutOut, type Cutout } from './cutout.ts';
import { extractFeatures } from './features.ts';
import { labOf } from './lab.ts';
import { builtInModel, type FeatureModel } from './model.ts';
import { resizePixels } from './plane.ts';
import type { Encoder, Pixels, PreparedPicture, Thumbnail } from './schema.ts';

/** Raise it whenever what is prepared changes meaning. */
export const preparedVersion = 1;
/** Long side of the working picture; catalogue pictures are often 200 pixels and are scaled up, at most this many times. */
const workingSide = 400;
const maxUpscale = 3;
const maxKeypoints = 470;
const thumbnailSide = 80;

/** The features of one catalogue picture: 40 to 60 KB, typed arrays only. The same picture always gives the same numbers. */
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
    features: extractFeatures(working, maxKeypoints, model),
    colour: productColour(pixels, mask),
    thumbnail: thumbnailOf(cutout),
    embedding: encoder ? await embed(encoder, picture, cutout) : null,
  };
}

async function embed(encoder: Encoder, picture: Pixels, cutout: Cutout): Promise<PreparedPicture['embedding']> {
  const [vector] = await encoder.encode(catalogueCrops(picture, cutout));
  return vector ? { encoderId: encoder.id, vector: unit(vector) } : null;
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
