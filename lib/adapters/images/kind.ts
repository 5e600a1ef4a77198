import { AppError } from '#lib/core/errors.ts';

export const maxPictureBytes = 8_000_000;

const kinds = [
  { type: 'image/png', ending: 'png', is: (b: Uint8Array) => startsWith(b, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', ending: 'jpg', is: (b: Uint8Array) => startsWith(b, [0xff, 0xd8, 0xff]) },
  { type: 'image/webp', ending: 'webp', is: (b: Uint8Array) => startsWith(b, [0x52, 0x49, 0x46, 0x46]) && startsWith(b.subarray(8), [0x57, 0x45, 0x42, 0x50]) },
] as const;

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

/** What a picture really is, by its first bytes and not by its name. Throws `unsupported` or `too_large`. */
export function pictureKind(bytes: Uint8Array): { type: string; ending: string } {
  if (bytes.length > maxPictureBytes) throw new AppError('too_large', 'A picture may have at most 8 MB.');
  const kind = bytes.length < 16 ? undefined : kinds.find(({ is }) => is(bytes));
  if (!kind) throw new AppError('unsupported', 'This is not a picture. PNG, JPEG and WebP are.');
  return { type: kind.type, ending: kind.ending };
}
