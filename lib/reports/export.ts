import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Address } from '#lib/carts/schema.ts';
import { ledgerWords, LedgerRow } from '#lib/claims/schema.ts';
import type { Role, Seller } from '#lib/members/schema.ts';
import { getShow } from '#lib/shows/plan.ts';
import { byteOrderMark, csvLine, decimalOf, localClock, utcOf, type Cell } from './csv.ts';
import { readAll } from './read-all.ts';
import { BuyerSheetRow, OrderSheetRow } from './schema.ts';

/** One column of a sheet: its heading, and what stands in it. */
type Column<T> = readonly [heading: string, cell: (row: T) => Cell];

async function* sheet<T>(columns: readonly Column<T>[], pages: AsyncGenerator<T[], void>): AsyncGenerator<string, void> {
  yield byteOrderMark + csvLine(columns.map(([heading]) => heading));
  for await (const rows of pages) yield rows.map((row) => csvLine(columns.map(([, cell]) => cell(row)))).join('');
}

async function timeZoneOf(db: Db, seller: Seller): Promise<string> {
  const row = dataOf(await db.from('streamers').select('time_zone').eq('id', seller.id).single());
  return z.object({ time_zone: z.string() }).parse(row).time_zone;
}

const addressColumns = <T extends { address: Address | null }>(): Column<T>[] => [
  ['ship_to', ({ address }) => address?.name ?? null],
  ['address_1', ({ address }) => address?.line1 ?? null],
  ['address_2', ({ address }) => address?.line2 ?? null],
  ['city', ({ address }) => address?.city ?? null],
  ['state', ({ address }) => address?.state ?? null],
  ['postal_code', ({ address }) => address?.postalCode ?? null],
  ['country', ({ address }) => address?.country ?? null],
];

const moneyColumns: Column<OrderSheetRow>[] = [
  ['currency', (row) => row.currency],
  ['unit_price', (row) => decimalOf(row.unit_price_minor, row.currency)],
  ['total', (row) => decimalOf(row.total_minor, row.currency)],
  ['paid', (row) => decimalOf(row.paid_minor, row.currency)],
  ['refunded', (row) => decimalOf(row.refunded_minor, row.currency)],
];

/**
 * A seller's orders (of one show) as CSV, the oldest first, a page at a time. A packer gets what parcels need: no money. Throws `not_found` for a show
 * that is not theirs.
 */
export async function* exportOrders(db: Db, seller: Seller, role: Role, showId: string | undefined): AsyncGenerator<string, void> {
  if (showId) await getShow(db, seller, showId);
  const timeZone = await timeZoneOf(db, seller);
  const local = localClock(timeZone);
  const columns: Column<OrderSheetRow>[] = [
    ['order', (row) => row.order_no],
    ['show', (row) => row.show_title],
    ['status', (row) => row.status],
    ['parcel', (row) => row.parcel],
    ['ordered_at_utc', (row) => utcOf(row.created_at)],
    ['paid_at_utc', (row) => utcOf(row.paid_at)],
    ['ordered_at_local', (row) => local(row.created_at)],
    ['paid_at_local', (row) => local(row.paid_at)],
    ['time_zone', () => timeZone],
    ['buyer', (row) => row.buyer_name],
    ['from', (row) => row.source],
    ['code', (row) => row.code],
    ['product', (row) => row.product_name],
    ['variant', (row) => row.variant_name],
    ['sku', (row) => row.sku],
    ['quantity', (row) => row.quantity],
    ['returned', (row) => row.returned_units],
    ['weight_grams', (row) => row.weight_grams * (row.quantity - row.returned_units)],
    ...(role === 'packer' ? [] : moneyColumns),
    ['carrier', (row) => row.carrier],
    ['tracking_number', (row) => row.tracking_number],
    ['email', (row) => row.email],
    ['phone', (row) => row.phone],
    ...addressColumns<OrderSheetRow>(),
  ];
  const query = () => {
    const all = db.from('order_sheet').select('*').eq('streamer_id', seller.id);
    return showId ? all.eq('show_id', showId) : all;
  };
  yield* sheet(columns, readAll(query, OrderSheetRow));
}

/** A seller's buyers as CSV, the oldest first, a page at a time. What they spent is in the seller's currency. */
export async function* exportBuyers(db: Db, seller: Seller): AsyncGenerator<string, void> {
  const timeZone = await timeZoneOf(db, seller);
  const local = localClock(timeZone);
  const columns: Column<BuyerSheetRow>[] = [
    ['buyer', (row) => row.name],
    ['handles', (row) => row.handles.map(({ platform, handle }) => `${platform}: ${handle}`).join('; ')],
    ['status', (row) => row.status],
    ['orders', (row) => row.orders],
    ['paid', (row) => row.paid],
    ['held', (row) => row.held],
    ['unpaid', (row) => row.unpaid],
    ['cancelled', (row) => row.cancelled],
    ['currency', () => seller.currency],
    ['spent', (row) => decimalOf(row.spent_minor, seller.currency)],
    ['first_seen_at_utc', (row) => utcOf(row.created_at)],
    ['last_order_at_utc', (row) => utcOf(row.last_order_at)],
    ['last_order_at_local', (row) => local(row.last_order_at)],
    ['time_zone', () => timeZone],
    ['email', (row) => row.email],
    ['phone', (row) => row.phone],
    ['language', (row) => row.language],
    ...addressColumns<BuyerSheetRow>(),
    ['note', (row) => row.note],
  ];
  yield* sheet(columns, readAll(() => db.from('buyer_feed').select('*').eq('streamer_id', seller.id), BuyerSheetRow));
}

/** A seller's ledger (of one show) as a table, the oldest entry first, a page at a time. Throws `not_found` for a show that is not theirs. */
export async function* exportLedger(db: Db, seller: Seller, showId: string | undefined): AsyncGenerator<string, void> {
  if (showId) await getShow(db, seller, showId);
  const timeZone = await timeZoneOf(db, seller);
  const local = localClock(timeZone);
  const columns: Column<LedgerRow>[] = [
    ['entry', (row) => row.id],
    ['what', (row) => row.entry],
    ['outcome', (row) => row.outcome],
    ['reason', (row) => (row.reason in ledgerWords ? ledgerWords[row.reason as keyof typeof ledgerWords] : row.reason)],
    ['written_at_utc', (row) => utcOf(row.created_at)],
    ['said_at_utc', (row) => new Date(row.said_at).toISOString()],
    ['received_at_utc', (row) => new Date(row.received_at).toISOString()],
    ['received_at_local', (row) => local(row.received_at)],
    ['time_zone', () => timeZone],
    ['from', (row) => row.source],
    ['name', (row) => row.client ?? row.buyer_name],
    ['comment', (row) => row.message],
    ['code', (row) => row.product_code],
    ['variant', (row) => row.variant_name],
    ['quantity', (row) => row.quantity],
    ['place', (row) => row.rank],
    ['found_by', (row) => row.resolved_by],
    ['by', (row) => (row.actor === null ? 'machine' : 'person')],
  ];
  const query = () => {
    const all = db.from('ledger_feed').select('*').eq('streamer_id', seller.id);
    return showId ? all.eq('show_id', showId) : all;
  };
  yield* sheet(columns, readAll(query, LedgerRow));
}
