import { createHash } from 'node:crypto';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { isUsable, type StoredPicture, type Vision } from '#lib/adapters/vision/engine.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Recognition } from '#lib/vision/schema.ts';
import type { PictureKeeper } from './store-picture-features.ts';

export interface Sighting {
  /** Of the catalogue that it was looked up in. */
  version: string;
  /** For each frame, in order, what it shows, or why it cannot be read. */
  seen: (Recognition | AppError)[];
}

export interface Sights {
  /** Looks frames up in the seller's catalogue as it is now; without frames only its version is asked. Throws `overloaded` or `unavailable`. */
  see(sellerId: string, frames: readonly Uint8Array[]): Promise<Sighting>;
}

/** More pictures of one seller are not looked up; those of the run sheet's end are left out. */
const maxPictures = 4000;
/** While pictures are being prepared, the catalogue is not opened anew for each of them. */
const reopenMs = 5000;
/** What could not be prepared is not asked for with every frame. */
const prepareEveryMs = 5000;
const tries = 3;

interface PictureRow {
  product_id: string;
  path: string;
  model: string | null;
}

/** The way from frames to products: opens each seller's catalogue in the matcher when it changed, then asks. */
export function createSights({ sql, vision, keeper }: { sql: Sql; vision: Vision; keeper: PictureKeeper }): Sights {
  const opened = new Map<string, { version: string; atMs: number }>();
  const opening = new Map<string, Promise<void>>();
  const preparedAtMs = new Map<string, number>();

  function prepareSometimes(sellerId: string): void {
    if (keeper.isPreparing(sellerId) || performance.now() - (preparedAtMs.get(sellerId) ?? -Infinity) < prepareEveryMs) return;
    preparedAtMs.set(sellerId, performance.now());
    keeper.prepare(sellerId);
  }

  async function readCatalogue(sellerId: string): Promise<{ rows: PictureRow[]; version: string }> {
    const model = await vision.model();
    const kept = await sql<{ model: string }[]>`select distinct model from private.picture_features where streamer_id = ${sellerId}`;
    const usable = kept.map((row) => row.model).filter((other) => isUsable(other, model));
    const rows = await sql<PictureRow[]>`
      select p.id as product_id, x.path, f.model from public.products p cross join unnest(p.pictures) with ordinality x (path, place)
      left join lateral (select f.model from private.picture_features f where f.streamer_id = p.streamer_id and f.path = x.path and f.features is not null
        and f.model = any (${usable}) order by (f.model = ${model}) desc, f.prepared_at desc limit 1) f on true
      where p.streamer_id = ${sellerId} and p.archived_at is null order by p.position, p.id, x.place limit ${maxPictures}`;
    if (rows.some((row) => row.model !== model)) prepareSometimes(sellerId);
    const there = rows.filter((row) => row.model !== null);
    return { rows: there, version: createHash('sha256').update(JSON.stringify(there)).digest('base64url').slice(0, 22) };
  }

  async function open(sellerId: string, version: string, rows: readonly PictureRow[]): Promise<void> {
    const features = await sql<{ path: string; model: string; features: Uint8Array }[]>`
      select f.path, f.model, f.features from private.picture_features f
      join unnest(${rows.map((row) => row.path)}::text[], ${rows.map((row) => row.model)}::text[]) r (path, model) using (path, model)
      where f.streamer_id = ${sellerId} and f.features is not null group by f.streamer_id, f.path, f.model`;
    const byKey = new Map(features.map((row) => [`${row.model} ${row.path}`, row.features]));
    const pictures = rows.flatMap((row): StoredPicture[] => {
      const found = byKey.get(`${row.model} ${row.path}`);
      return found ? [{ productId: row.product_id, features: found }] : [];
    });
    await vision.open({ sellerId, version }, pictures);
    opened.set(sellerId, { version, atMs: performance.now() });
  }

  /** One at a time for each seller and version. */
  function openOnce(sellerId: string, version: string, rows: readonly PictureRow[]): Promise<void> {
    const key = `${sellerId} ${version}`;
    const running = opening.get(key) ?? open(sellerId, version, rows).finally(() => opening.delete(key));
    opening.set(key, running);
    return running;
  }

  async function look(sellerId: string, frame: Uint8Array, version: string, rows: readonly PictureRow[]): Promise<Recognition | AppError> {
    for (let attempt = 0; attempt < tries; attempt++) {
      try {
        const seen = await vision.recognise({ sellerId, version }, [frame]);
        if (seen?.[0]) return seen[0];
      } catch (error) {
        if (error instanceof AppError && (error.code === 'unsupported' || error.code === 'too_large')) return error;
        throw error;
      }
      await openOnce(sellerId, version, rows);
    }
    throw new AppError('unavailable', 'The catalogue is changing too fast to be looked at: try again.');
  }

  return {
    async see(sellerId, frames) {
      const { rows, version: newest } = await readCatalogue(sellerId);
      const before = opened.get(sellerId);
      const mayWait = before !== undefined && keeper.isPreparing(sellerId) && performance.now() - before.atMs < reopenMs;
      const version = mayWait ? before.version : newest;
      return { version, seen: await Promise.all(frames.map((frame) => look(sellerId, frame, version, rows))) };
    },
  };
}
