import { deserialize, serialize } from 'node:v8';
import { decodePicture } from '#lib/adapters/images/decode.ts';
import { openCatalogue, type VisionCatalogue } from '#lib/vision/catalogue.ts';
import { preparedVersion, preparePicture } from '#lib/vision/prepare.ts';
import { recognise } from '#lib/vision/recognise.ts';
import type { Encoder, PreparedPicture, Recognition } from '#lib/vision/schema.ts';

/** One picture's features as they are stored, and whose they are. */
export interface StoredPicture {
  productId: string;
  features: Uint8Array;
}

/** A seller's catalogue as of one reading: `version` changes whenever a picture does. */
export interface CatalogueId {
  sellerId: string;
  version: string;
}

/** The image encoder that ranks by looks, and why there is none where one was asked for, in words for the health page. */
export interface Looks {
  encoder: string | null;
  problem: string | null;
}

/** Sees products in pictures. Bytes in, plain values out, so that it can be a thread. */
export interface Vision {
  /** Null until it is known. */
  readonly looks: Looks | null;
  /** What features are kept under: two that differ must not answer for each other for good. */
  model(): Promise<string>;
  /** A catalogue picture's features, 40 to 60 KB. Throws `unsupported` or `too_large`. */
  prepare(picture: Uint8Array): Promise<Uint8Array>;
  /** Keeps a seller's catalogue at hand, in place of an older one. */
  open(id: CatalogueId, pictures: readonly StoredPicture[]): Promise<void>;
  /** What each frame shows, in order; null when that catalogue is not at hand: open it, then ask again. Throws as `prepare` does. */
  recognise(id: CatalogueId, frames: readonly Uint8Array[]): Promise<Recognition[] | null>;
  close(): Promise<void>;
}

/** About 60 KB a picture are kept, and as much again for looking them up. */
const maxPictures = 4000;
const maxSellers = 16;

/** Whether features of `model` can still be looked up by an engine of `current`: only the encoder differs then. */
export function isUsable(model: string, current: string): boolean {
  return model.split('/', 1)[0] === current.split('/', 1)[0];
}

/** The matcher itself, in whatever thread it is called. Keeps the catalogues that were asked for last. */
export function createEngine({ encoder, problem = null }: { encoder?: Encoder; problem?: string | null } = {}): Vision {
  const model = `v${preparedVersion}/${encoder?.id ?? 'none'}`;
  const withEncoder = encoder ? { encoder } : {};
  /** The latest asked for stand last. */
  const kept = new Map<string, { version: string; catalogue: VisionCatalogue }>();

  function forget(): void {
    const sizeOf = () => [...kept.values()].reduce((sum, { catalogue }) => sum + catalogue.pictures.length, 0);
    for (const sellerId of [...kept.keys()].slice(0, -1)) {
      if (kept.size <= maxSellers && sizeOf() <= maxPictures) return;
      kept.delete(sellerId);
    }
  }

  return {
    looks: { encoder: encoder?.id ?? null, problem },
    model: () => Promise.resolve(model),
    async prepare(picture) {
      return serialize(await preparePicture(await decodePicture(picture), withEncoder));
    },
    open({ sellerId, version }, pictures) {
      const prepared = pictures.map(({ productId, features }) => ({ productId, picture: deserialize(features) as PreparedPicture }));
      kept.delete(sellerId);
      kept.set(sellerId, { version, catalogue: openCatalogue(prepared.filter(({ picture }) => picture.version === preparedVersion)) });
      forget();
      return Promise.resolve();
    },
    async recognise({ sellerId, version }, frames) {
      const found = kept.get(sellerId);
      if (found?.version !== version) return null;
      kept.delete(sellerId);
      kept.set(sellerId, found);
      const seen: Recognition[] = [];
      for (const frame of frames) seen.push(await recognise(await decodePicture(frame), found.catalogue, withEncoder));
      return seen;
    },
    close: () => Promise.resolve(),
  };
}
