import { randomUUID } from 'node:crypto';
import { pictureKind } from '#lib/adapters/images/kind.ts';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Seller } from '#lib/members/schema.ts';

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

const shownAt = '/supabase/storage/v1/object/public/pictures/';

/** Where in the bucket `pictures` a product's picture lies, null when it lies elsewhere. */
export function storedPicturePath(path: string): string | null {
  return path.startsWith(shownAt) ? path.slice(shownAt.length) : null;
}

/** Keeps a product's picture under a new name and answers the path it is shown at. */
export async function storePicture(service: Db, seller: Seller, bytes: Buffer): Promise<{ path: string }> {
  const { type, ending } = pictureKind(bytes);
  const path = `${seller.id}/${randomUUID()}.${ending}`;
  await upload(service, 'pictures', path, bytes, type, true);
  return { path: `${shownAt}${path}` };
}

/** Keeps a frame of a show where only the machine sees it, and answers its path. */
export async function storeFrame(service: Db, seller: Seller, bytes: Buffer): Promise<string> {
  const { type, ending } = pictureKind(bytes);
  const path = `${seller.id}/${randomUUID()}.${ending}`;
  await upload(service, 'frames', path, bytes, type, false);
  return path;
}
