import { randomUUID } from 'node:crypto';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';

export const maxPictureBytes = 8_000_000;

const kinds = [
  { type: 'image/png', ending: 'png', is: (b: Buffer) => b.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) },
  { type: 'image/jpeg', ending: 'jpg', is: (b: Buffer) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff },
  { type: 'image/webp', ending: 'webp', is: (b: Buffer) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP' },
] as const;

/** What a picture really is, by its first bytes and not by its name. Throws `unsupported` or `too_large`. */
export function pictureKind(bytes: Buffer): { type: string; ending: string } {
  if (bytes.length > maxPictureBytes) throw new AppError('too_large', 'A picture may have at most 8 MB.');
  const kind = bytes.length < 16 ? undefined : kinds.find(({ is }) => is(bytes));
  if (!kind) throw new AppError('unsupported', 'This is not a picture. PNG, JPEG and WebP are.');
  return { type: kind.type, ending: kind.ending };
}

async function upload(service: Db, bucket: string, path: string, bytes: Buffer, type: string, isPublic: boolean): Promise<void> {
  const store = () => service.storage.from(bucket).upload(path, bytes, { contentType: type, cacheControl: '31536000', upsert: false });
  let { error } = await store();
  if (error) {
    // The first picture of an installation: the bucket is not there yet.
    await service.storage.createBucket(bucket, { public: isPublic });
    ({ error } = await store());
  }
  if (error) throw new AppError('unavailable', 'The picture could not be stored. Try again.', { cause: error });
}

/** Keeps a product's picture under a new name and answers the path it is shown at. */
export async function storePicture(service: Db, seller: Seller, bytes: Buffer): Promise<{ path: string }> {
  const { type, ending } = pictureKind(bytes);
  const path = `${seller.id}/${randomUUID()}.${ending}`;
  await upload(service, 'pictures', path, bytes, type, true);
  return { path: `/supabase/storage/v1/object/public/pictures/${path}` };
}

/** Keeps a frame of a show where only the machine sees it, and answers its path. */
export async function storeFrame(service: Db, seller: Seller, bytes: Buffer): Promise<string> {
  const { type, ending } = pictureKind(bytes);
  const path = `${seller.id}/${randomUUID()}.${ending}`;
  await upload(service, 'frames', path, bytes, type, false);
  return path;
}
