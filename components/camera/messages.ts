import type { Recognition } from '#lib/vision/schema.ts';

/** A picture of a product that the camera may be shown. */
export interface KnownPicture {
  productId: string;
  url: string;
}

/** What the page tells the worker. A frame is never kept, and never sent on. */
export type ToWorker =
  | { type: 'catalogue'; pictures: readonly KnownPicture[] }
  | { type: 'frame'; bitmap: ImageBitmap }
  /** The answer to `draw`; null: it could not be had. */
  | { type: 'drawn'; url: string; bitmap: ImageBitmap | null };

/** What the worker tells the page. */
export type FromWorker =
  /** `done` of `total` pictures are known, the `skipped` ones (their addresses) counted in. */
  | { type: 'learning'; done: number; total: number; skipped: readonly string[] }
  /** From now on frames are looked up among this many pictures. */
  | { type: 'ready'; pictures: number }
  /** A picture that only a page can draw: SVG, or from another origin. */
  | { type: 'draw'; url: string }
  | { type: 'saw'; recognition: Recognition; width: number; height: number };
