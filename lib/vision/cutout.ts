import { labOf } from './lab.ts';
import { cropPixels, resizePixels } from './plane.ts';
import type { Pixels } from './schema.ts';

/** Lab distance to the border's colour up to which a pixel belongs to a plain background, and how much of the border must be that colour. */
const tolerance = 7;
const plainShare = 0.6;
const minProductShare = 0.03;

export interface Cutout {
  /** The product's bounding box. */
  pixels: Pixels;
  /** 1 where the product is. */
  mask: Uint8Array;
  /** The box's place in the picture that was given, in its pixels. */
  left: number;
  top: number;
}

/**
 * The product without its plain background: what a flood from the border in the border's own colour does not reach.
 * A picture with a busy border, or where almost nothing would be left, is the product as a whole.
 */
export function cutOut(picture: Pixels): Cutout {
  const { width, height } = picture;
  const opaque = resizePixels(picture, width, height);
  const mask = floodFromBorder(opaque);
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  let count = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (mask[i] === 0) continue;
      count++;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (count < minProductShare * width * height) return { pixels: opaque, mask: new Uint8Array(width * height).fill(1), left: 0, top: 0 };
  const boxWidth = right - left + 1;
  const boxHeight = bottom - top + 1;
  const inside = new Uint8Array(boxWidth * boxHeight);
  for (let y = 0; y < boxHeight; y++) inside.set(mask.subarray((y + top) * width + left, (y + top) * width + left + boxWidth), y * boxWidth);
  return { pixels: cropPixels(opaque, left, top, boxWidth, boxHeight), mask: inside, left, top };
}

function floodFromBorder({ data, width, height }: Pixels): Uint8Array {
  const lab = new Float32Array(width * height * 3);
  for (let i = 0; i < width * height; i++) labOf(data[i * 4] as number, data[i * 4 + 1] as number, data[i * 4 + 2] as number, lab, i * 3);
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) border.push(y * width, y * width + width - 1);
  const plain = [0, 1, 2].map((channel) => median(border.map((i) => lab[i * 3 + channel] as number)));
  const isPlain = (i: number) => Math.hypot(...plain.map((value, channel) => (lab[i * 3 + channel] as number) - value)) < tolerance;
  const mask = new Uint8Array(width * height).fill(1);
  const queue = border.filter(isPlain);
  if (queue.length < plainShare * border.length) return mask;
  for (const i of queue) mask[i] = 0;
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    const x = i % width;
    for (const next of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
      if (next < 0 || next >= mask.length || mask[next] === 0 || !isPlain(next)) continue;
      mask[next] = 0;
      queue.push(next);
    }
  }
  return mask;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
