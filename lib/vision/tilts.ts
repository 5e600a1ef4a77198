import { extractFeatures } from './features.ts';
import type { FeatureModel } from './model.ts';
import { resizePixels } from './plane.ts';
import type { LocalFeatures, Pixels } from './schema.ts';

/** Keypoints of the picture as it is, and of each tilted view. */
const uprightKeypoints = 400;
const tiltedKeypoints = 150;
/** Turned away and leant back by about 50 degrees: the picture's width or height shrinks. */
const tilts = [[0.6, 1], [1, 0.6]] as const;

/**
 * The local features of a catalogue picture, also as it looks when it is tilted away (after Morel and Yu's ASIFT, SIAM Imaging Sciences 2009, with two views), all in
 * pixels of the picture as it is. A package is rarely held up straight.
 */
export function extractTilted(picture: Pixels, model: FeatureModel): LocalFeatures {
  const views = tilts.map(([across, down]) => {
    const seen = resizePixels(picture, Math.max(1, Math.round(picture.width * across)), Math.max(1, Math.round(picture.height * down)));
    return straightened(extractFeatures(seen, tiltedKeypoints, model), picture.width / seen.width, picture.height / seen.height);
  });
  return joined([extractFeatures(picture, uprightKeypoints, model), ...views]);
}

function straightened(features: LocalFeatures, across: number, down: number): LocalFeatures {
  return {
    ...features,
    x: features.x.map((x) => x * across),
    y: features.y.map((y) => y * down),
    scale: features.scale.map((scale) => scale * Math.sqrt(across * down)),
    angle: features.angle.map((angle) => Math.atan2(Math.sin(angle) * down, Math.cos(angle) * across)),
  };
}

function joined(all: readonly LocalFeatures[]): LocalFeatures {
  const count = all.reduce((sum, features) => sum + features.count, 0);
  const column = <T extends Float32Array | Int8Array>(out: T, pick: (features: LocalFeatures) => T): T => {
    let at = 0;
    for (const features of all) {
      out.set(pick(features), at);
      at += pick(features).length;
    }
    return out;
  };
  const numbers = () => new Float32Array(count);
  const bytes = all.reduce((sum, { descriptors }) => sum + descriptors.length, 0);
  return { count, x: column(numbers(), ({ x }) => x), y: column(numbers(), ({ y }) => y), scale: column(numbers(), ({ scale }) => scale), angle: column(numbers(), ({ angle }) => angle), descriptors: column(new Int8Array(bytes), ({ descriptors }) => descriptors) };
}
