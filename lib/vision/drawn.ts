import { apply, type Transform } from './transform.ts';
import type { Pixels } from './schema.ts';

/** Pictures drawn in code, for the tests of this folder only. */

/** Numbers 0..1, always the same for the same seed. */
export function chanceFrom(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

export function plain(width: number, height: number, [red, green, blue, alpha = 255]: readonly number[] = [255, 255, 255]): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < data.length; i += 4) data.set([red ?? 0, green ?? 0, blue ?? 0, alpha], i);
  return { data, width, height };
}

export function fill({ data, width, height }: Pixels, left: number, top: number, wide: number, high: number, colour: readonly number[]): void {
  for (let y = Math.max(0, top | 0); y < Math.min(height, top + high); y++) for (let x = Math.max(0, left | 0); x < Math.min(width, left + wide); x++) data.set([...colour.slice(0, 3), 255], (y * width + x) * 4);
}

/** A package on white: a coloured body with a hundred small boxes and letters-like strokes, another one for each seed. */
export function drawProduct(seed: number, hue: readonly number[] = [40, 110, 200]): Pixels {
  const chance = chanceFrom(seed);
  const picture = plain(240, 340);
  fill(picture, 30, 20, 180, 300, hue);
  for (let i = 0; i < 110; i++) {
    const shade = Math.round(chance() * 255);
    fill(picture, 35 + chance() * 150, 25 + chance() * 270, 4 + chance() * 20, 4 + chance() * 20, [shade, Math.round(shade * (0.6 + chance() * 0.4)), Math.round(chance() * 255)]);
  }
  return picture;
}

/** A busy room: boxes of every colour. */
export function drawRoom(seed: number, width = 640, height = 360): Pixels {
  const chance = chanceFrom(seed);
  const picture = plain(width, height, [120, 110, 100]);
  for (let i = 0; i < 260; i++) fill(picture, chance() * width, chance() * height, 4 + chance() * 60, 4 + chance() * 60, [chance() * 255, chance() * 255, chance() * 255].map(Math.round));
  return picture;
}

/** Draws the middle of a picture (its product) into a frame where the transform from frame to picture says. */
export function paste(frame: Pixels, picture: Pixels, frameToPicture: Transform): Pixels {
  const data = frame.data.slice();
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++) {
      const at = apply(frameToPicture, x, y);
      const u = Math.floor(at.x);
      const v = Math.floor(at.y);
      if (u < 30 || v < 20 || u >= 209 || v >= 319) continue;
      const fx = at.x - u;
      const fy = at.y - v;
      for (let k = 0; k < 3; k++) {
        const value = (du: number, dv: number) => picture.data[((v + dv) * picture.width + u + du) * 4 + k] as number;
        data[(y * frame.width + x) * 4 + k] = (value(0, 0) * (1 - fx) + value(1, 0) * fx) * (1 - fy) + (value(0, 1) * (1 - fx) + value(1, 1) * fx) * fy;
      }
    }
  }
  return { data, width: frame.width, height: frame.height };
}

/** Held up in a room, turned by `angle`, a little in perspective; `scale` pixels of the picture a pixel of the frame. */
export function held(picture: Pixels, room: number, { angle = 0.25, scale = 1.15, x = 300, y = 180 } = {}): Pixels {
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  const tilt = 0.0004;
  return paste(drawRoom(room), picture, [cos + 120 * tilt, sin, 120 - cos * x - sin * y, -sin + 170 * tilt, cos, 170 + sin * x - cos * y, tilt, 0]);
}
