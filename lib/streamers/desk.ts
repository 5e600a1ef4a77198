import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { OnScreen } from '#lib/products/resolve.ts';
import type { CatalogueProduct, OpenCatalogue } from '#lib/intents/schema.ts';

/** What was put on screen when, and by whom; `score` is the camera's, null by hand. */
export interface Pin {
  productId: string | null;
  pinnedAtMs: number;
  source: 'hand' | 'camera';
  score: number | null;
}

/** What reading and deciding a seller's comments needs, as of one catalogue version. */
export interface Desk {
  streamerId: string;
  handle: string;
  claimThreshold: number;
  version: number;
  showId: string;
  mode: 'auto' | 'review';
  delayMs: number;
  catalogue: OpenCatalogue;
  /** Newest first. */
  pins: readonly Pin[];
}

interface DeskRow {
  streamer_id: string;
  handle: string;
  claim_threshold: number;
  version: number;
  show_id: string | null;
  mode: 'auto' | 'review';
  delay_ms: number;
}

function deskRows(sql: Sql, handles: readonly string[]) {
  return sql<DeskRow[]>`
    select s.id as streamer_id, s.handle, s.claim_threshold, s.catalogue_version as version, w.id as show_id, w.mode, w.delay_ms
    from public.streamers s left join public.shows w on w.streamer_id = s.id and w.status = 'live'
    where s.handle = any (${handles as string[]})`;
}

async function loadCatalogue(sql: Sql, streamerId: string): Promise<OpenCatalogue> {
  const products = await sql<CatalogueProduct[]>`
    select p.id, p.code, p.name, p.aliases,
      coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'options', v.options) order by v.position)
        from public.variants v where v.product_id = p.id and v.archived_at is null), '[]') as variants
    from public.products p where p.streamer_id = ${streamerId} and p.archived_at is null order by p.position`;
  return { products };
}

/**
 * The desks of these sellers, from a cache that is right for each seller's catalogue version: one small query a call,
 * the rest only when something changed; `showOpened` hears of a show that a comment opened. A seller in `mayBeMade` that does not exist yet is made (comments without a
 * key on loopback); others that do not exist are missing from the answer. Safe to run twice.
 */
export function deskLoader(sql: Sql, showOpened: (streamerId: string, showId: string) => void = () => {}) {
  const cache = new Map<string, Desk>();

  async function load(row: DeskRow): Promise<Desk> {
    const [show] = row.show_id
      ? [{ id: row.show_id, mode: row.mode, delay_ms: row.delay_ms }]
      : await sql<{ id: string; mode: 'auto' | 'review'; delay_ms: number; status: string }[]>`select id, mode, delay_ms, status from private.current_show(${row.streamer_id})`;
    if (!show) throw new Error('private.current_show returned nothing');
    if ('status' in show && show.status === 'live') showOpened(row.streamer_id, show.id);
    const known = cache.get(row.handle);
    if (known && known.version === row.version && known.showId === show.id && known.mode === show.mode) return known;
    const [catalogue, pins] = await Promise.all([
      loadCatalogue(sql, row.streamer_id),
      sql<{ product_id: string | null; at_ms: number; source: 'hand' | 'camera'; score: number | null }[]>`
        select product_id, source, score, (extract(epoch from pinned_at) * 1000)::float8 as at_ms from public.pins
        where show_id = ${show.id} order by pinned_at desc, id desc limit 100`,
    ]);
    const desk: Desk = {
      streamerId: row.streamer_id,
      handle: row.handle,
      claimThreshold: row.claim_threshold,
      version: row.version,
      showId: show.id,
      mode: show.mode,
      delayMs: show.delay_ms,
      catalogue,
      pins: pins.map((pin) => ({ productId: pin.product_id, pinnedAtMs: pin.at_ms, source: pin.source, score: pin.score })),
    };
    cache.set(row.handle, desk);
    return desk;
  }

  return async function desksOf(handles: readonly string[], mayBeMade: ReadonlySet<string>): Promise<Map<string, Desk>> {
    let rows = [...(await deskRows(sql, handles))];
    const missing = handles.filter((handle) => mayBeMade.has(handle) && !rows.some((row) => row.handle === handle));
    if (missing.length > 0) {
      await sql`insert into public.streamers (handle, name) select h, left(h, 120) from unnest(${missing}::text[]) h on conflict (handle) do nothing`;
      rows = [...rows, ...(await deskRows(sql, missing))];
    }
    const desks = await Promise.all(rows.map(load));
    return new Map(desks.map((desk) => [desk.handle, desk]));
  };
}

/** The product on screen when a comment was written: the show's delay is taken off, for viewers see the past. */
export function onScreenAt(desk: Desk, receivedAtMs: number): OnScreen | null {
  const seen = desk.pins.find((pin) => pin.pinnedAtMs <= receivedAtMs - desk.delayMs);
  // Within the delay of the very first pin nothing else can be meant.
  const first = desk.pins.at(-1);
  const pin = seen ?? (first && first.pinnedAtMs <= receivedAtMs ? first : undefined);
  return pin && pin.productId !== null ? { productId: pin.productId, source: pin.source, score: pin.score } : null;
}
