import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { AppError } from '#lib/core/errors.ts';

const root = path.resolve('public');

/** A picture that comes with Claimcast itself, by its path on this origin; its drawings (SVG) as PNG. Throws `unsupported` where there is none. */
export async function readOwnPicture(at: string): Promise<Uint8Array> {
  const file = path.resolve(root, `.${at.split(/[?#]/, 1)[0] ?? ''}`);
  if (!file.startsWith(root + path.sep) || file.includes('\0')) throw new AppError('unsupported', 'There is no such picture.');
  try {
    const bytes = await readFile(file);
    return file.endsWith('.svg') ? await sharp(bytes, { density: 144 }).resize({ width: 800, height: 800, fit: 'inside' }).png().toBuffer() : bytes;
  } catch (cause) {
    throw new AppError('unsupported', 'There is no such picture.', { cause });
  }
}
