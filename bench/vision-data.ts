/** The grocery photographs as the vision benches read them, and harder frames made of them. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { Pixels } from '#lib/vision/schema.ts';

export interface Picture {
  path: string;
  product: string;
  id: number;
  kind: string;
  packaged: boolean;
  /** Products are split in two by every second id, packaged and loose apart; what is learnt on one half is judged on the other. */
  half: 0 | 1;
}

/** The manifest's rows with their half, paths made absolute. Ends the process with 2 when the data is not there. */
export function readPictures(folder: string): Picture[] {
  const manifest = path.join(folder, 'manifest.json');
  if (!existsSync(manifest)) {
    process.stderr.write(`No ${manifest}: give the folder of the grocery photographs (they are not part of this repository).\n`);
    process.exit(2);
  }
  const rows = JSON.parse(readFileSync(manifest, 'utf8')) as Omit<Picture, 'half'>[];
  const ids = (packaged: boolean) => [...new Set(rows.filter((row) => row.packaged === packaged).map(({ id }) => id))].sort((a, b) => a - b);
  const order = { true: ids(true), false: ids(false) };
  return rows.map((row) => ({ ...row, path: path.join(folder, row.path), half: (order[`${row.packaged}`].indexOf(row.id) % 2) as 0 | 1 }));
}

export async function decode(input: string | Buffer): Promise<Pixels> {
  const { data, info } = await sharp(input).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width: info.width, height: info.height };
}

/** Numbers 0..1, always the same for the same seed (mulberry32). */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A worse frame, as a webcam would send it: 640 by 360, the photograph turned and sheared over another product's photograph as clutter, a skin-coloured bar as an arm, a
 * glare, blur, dimmer or tinted light, and JPEG at quality 35 to 60.
 */
export async function worsen(photo: string, clutter: string, seed: number): Promise<Pixels> {
  const chance = chanceFrom(seed);
  const between = (low: number, high: number) => low + (high - low) * chance();
  const height = Math.round(between(250, 350));
  const turn = between(-0.3, 0.3);
  const [a, b, c, d] = [Math.cos(turn) * between(0.8, 1), -Math.sin(turn) + between(-0.15, 0.15), Math.sin(turn), Math.cos(turn) * between(0.85, 1)];
  const piece = await sharp(photo).resize({ height }).ensureAlpha().affine([a, b, c, d] as [number, number, number, number], { background: '#00000000' }).png().toBuffer();
  const fitted = await sharp(piece).resize({ width: 600, height: 356, fit: 'inside', withoutEnlargement: true }).png().toBuffer({ resolveWithObject: true });
  const svg = Buffer.from(
    `<svg width="640" height="360"><defs><radialGradient id="g"><stop offset="0" stop-color="#fff" stop-opacity="0.85"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>` +
      `<ellipse cx="${between(200, 440)}" cy="${between(60, 300)}" rx="${between(25, 60)}" ry="${between(25, 60)}" fill="url(#g)"/>` +
      `<rect x="${between(220, 400)}" y="${between(200, 290)}" width="${between(30, 60)}" height="300" rx="20" fill="#c89878" transform="rotate(${between(-30, 30)} 320 300)"/></svg>`,
  );
  const laid = await sharp(await sharp(clutter).resize(640, 360, { fit: 'cover' }).png().toBuffer())
    .composite([{ input: fitted.data, left: Math.round((640 - fitted.info.width) * between(0.3, 0.7)), top: Math.round((360 - fitted.info.height) / 2) }, { input: svg }])
    .removeAlpha()
    .png()
    .toBuffer();
  const gain = between(0.7, 1.1);
  const jpeg = await sharp(laid)
    .blur(between(0.4, 1.3))
    .linear([gain * between(0.92, 1.08), gain, gain * between(0.88, 1.08)], [0, 0, 0])
    .jpeg({ quality: Math.round(between(35, 60)) })
    .toBuffer();
  return decode(jpeg);
}
