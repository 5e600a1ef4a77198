import type { fetchImage } from '#lib/adapters/fetch-image.ts';
import { readOwnPicture } from '#lib/adapters/images/own-file.ts';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import type { Vision } from '#lib/adapters/vision/engine.ts';
import { AppError, type ErrorCode } from '#lib/core/errors.ts';
import type { Log } from '#lib/ports.ts';
import type { PictureProgress } from './schema.ts';
import { storedPicturePath } from './store-picture.ts';

export interface PreparingCtx {
  sql: Sql;
  service: Db;
  vision: Vision;
  fetchImage: typeof fetchImage;
  log: Log;
}

export interface PictureKeeper {
  /** Prepares in the background what the seller's catalogue lacks. Never throws; safe to call often. */
  prepare(sellerId: string): void;
  /** Whether this seller's pictures are being prepared right now, by this process. */
  isPreparing(sellerId: string): boolean;
  progress(sellerId: string): Promise<PictureProgress>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const perTurn = 20;
const overloadedMs = 2000;
/** What a picture itself causes; anything else may pass. */
const lasting: ReadonlySet<ErrorCode> = new Set(['unsupported', 'too_large']);

/** Keeps every catalogue picture's features in private.picture_features: one picture at a time, sellers in turn. */
export function pictureKeeper(ctx: PreparingCtx): PictureKeeper {
  const { sql, vision, log } = ctx;
  /** Sellers whose pictures wait, in order; the one at work stands first. */
  const sellers: string[] = [];
  let working: Promise<void> | undefined;
  let closed = false;

  async function work(): Promise<void> {
    for (let sellerId = sellers[0]; sellerId !== undefined && !closed; sellerId = sellers[0]) {
      const more = await turn(sellerId).catch((error: unknown) => {
        if (!closed) log.warn({ sellerId, error }, 'pictures.preparing_failed');
        return false;
      });
      sellers.shift();
      if (more) sellers.push(sellerId);
    }
  }

  /** Prepares some pictures; answers whether there are more. */
  async function turn(sellerId: string): Promise<boolean> {
    const model = await vision.model();
    const paths = await missing(sellerId, model);
    for (const path of paths) {
      if (closed) return false;
      await prepareOne(sellerId, path, model);
    }
    if (paths.length === perTurn) return true;
    await forget(sellerId, model);
    return false;
  }

  /** Main pictures first, in the order of the run sheet. */
  async function missing(sellerId: string, model: string): Promise<string[]> {
    const rows = await sql<{ path: string }[]>`
      select x.path from public.products p, unnest(p.pictures) with ordinality x (path, place)
      where p.streamer_id = ${sellerId} and p.archived_at is null and not exists (select 1 from private.picture_features f
        where f.streamer_id = p.streamer_id and f.path = x.path and f.model = ${model} and (f.features is not null or f.retry_at is null or f.retry_at > now()))
      group by x.path order by min(x.place), min(p.position), x.path limit ${perTurn}`;
    return rows.map((row) => row.path);
  }

  async function prepareOne(sellerId: string, path: string, model: string): Promise<void> {
    const startedAt = performance.now();
    const { features, problem, passes } = await featuresOf(path);
    await sql`
      insert into private.picture_features as f (streamer_id, path, model, features, problem, retry_at)
      values (${sellerId}, ${path}, ${model}, ${features}, ${problem}, ${passes ? sql`now() + interval '10 minutes'` : null})
      on conflict (streamer_id, path, model) do update set features = excluded.features, problem = excluded.problem, retry_at = excluded.retry_at, prepared_at = now()
      where f.features is null`;
    log.debug({ sellerId, isReady: features !== null, tookMs: Math.round(performance.now() - startedAt) }, 'pictures.prepared');
  }

  async function featuresOf(path: string): Promise<{ features: Uint8Array | null; problem: string | null; passes: boolean }> {
    for (;;) {
      try {
        return { features: await vision.prepare(await bytesOf(ctx, path)), problem: null, passes: false };
      } catch (error) {
        if (!(error instanceof AppError) || closed) throw error;
        if (error.code !== 'overloaded') return { features: null, problem: error.message, passes: !lasting.has(error.code) };
        await new Promise((resolve) => setTimeout(resolve, overloadedMs));
      }
    }
  }

  /** Features of pictures that no product has, and those of other models once they are a day old. */
  async function forget(sellerId: string, model: string): Promise<void> {
    await sql`
      delete from private.picture_features f where f.streamer_id = ${sellerId} and f.prepared_at < now() - interval '1 day' and (f.model <> ${model}
        or not exists (select 1 from public.products p where p.streamer_id = f.streamer_id and f.path = any (p.pictures)))`;
  }

  return {
    prepare(sellerId) {
      if (closed) return;
      // The one at work may have read its catalogue already: once more after it.
      if (!sellers.includes(sellerId, 1)) sellers.push(sellerId);
      working ??= work().finally(() => {
        working = undefined;
      });
    },
    isPreparing: (sellerId) => sellers.includes(sellerId),
    async progress(sellerId) {
      const model = await vision.model();
      const [family] = model.split('/', 1);
      const rows = await sql<{ product_id: string; path: string; is_ready: boolean | null; problem: string | null; has_earlier: boolean }[]>`
        select distinct on (x.path) p.id as product_id, x.path, f.features is not null as is_ready, f.problem, exists (select 1 from private.picture_features e
          where e.streamer_id = p.streamer_id and e.path = x.path and e.features is not null and split_part(e.model, '/', 1) = ${family ?? ''}) as has_earlier
        from public.products p cross join unnest(p.pictures) x (path)
        left join private.picture_features f on f.streamer_id = p.streamer_id and f.path = x.path and f.model = ${model}
        where p.streamer_id = ${sellerId} and p.archived_at is null order by x.path, p.position`;
      const failed = rows.flatMap(({ product_id, path, problem }) => (problem === null ? [] : [{ product_id, path, problem }]));
      const ready = rows.filter((row) => row.is_ready).length;
      return { total: rows.length, ready, earlier: rows.filter((row) => !row.is_ready && row.has_earlier).length, waiting: rows.length - ready - failed.length, failed };
    },
    async idle() {
      while (working) await working;
    },
    async close() {
      closed = true;
      sellers.splice(1);
      await working;
    },
  };
}

/** A product's picture, wherever it is kept. Throws AppError. */
async function bytesOf(ctx: PreparingCtx, path: string): Promise<Uint8Array> {
  const stored = storedPicturePath(path);
  if (stored) {
    const { data, error } = await ctx.service.storage.from('pictures').download(stored);
    if (error) throw new AppError('unavailable', 'The picture could not be read where it is kept.', { cause: error });
    return new Uint8Array(await data.arrayBuffer());
  }
  return path.startsWith('https://') ? ctx.fetchImage(path) : readOwnPicture(path);
}
