import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimOf, openChat } from '#lib/testing/chat.ts';
import { beginPayment, completePayment } from '#lib/testing/paying.ts';
import { makeMember, makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { csvLine, decimalOf, localClock, utcOf } from './csv.ts';
import { exportBuyers, exportLedger, exportOrders } from './export.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

async function textOf(pieces: AsyncGenerator<string, void>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** Reads CSV back by RFC 4180, as objects by heading. */
function parse(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const match of text.replace(/^\uFEFF/, '').matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
    const [, cell = '', end] = match;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') rows.push([]);
  }
  const [headings = [], ...body] = rows.filter((row) => row.length > 0);
  return body.map((row) => Object.fromEntries(headings.map((heading, n) => [heading, row[n] ?? ''])));
}

describe('a line', () => {
  test('is quoted where it must be, by RFC 4180', () => {
    expect(csvLine(['plain', 'a,b', 'say "hi"', 'two\nlines', null, 12, ''])).toBe('plain,"a,b","say ""hi""","two\nlines",,12,\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("https://x.example","y")', '＝1'])('never begins a cell with a formula: %j', (text) => {
    expect(csvLine([text]).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  test('writes amounts in the digits of the currency, and times on both clocks', () => {
    expect([decimalOf(2990, 'USD'), decimalOf(5, 'USD'), decimalOf(2990, 'JPY'), decimalOf(12345, 'KWD'), decimalOf(0, 'EUR'), decimalOf(999_999_999_999, 'EUR')]).toEqual(['29.90', '0.05', '2990', '12.345', '0.00', '9999999999.99']);
    expect([utcOf('2026-03-01T18:00:00.123+00:00'), localClock('Asia/Jakarta')('2026-03-01T18:00:00Z'), utcOf(null)]).toEqual(['2026-03-01T18:00:00Z', '2026-03-02 01:00:00', null]);
  });
});

describe('with a show', () => {
  let seller: TestSeller;
  let showId: string;
  beforeAll(async () => {
    seller = await makeSeller(world);
    await world.sql`update public.streamers set time_zone = 'Asia/Jakarta' where id = ${seller.id}`;
    const product = await makeProduct(seller, { code: 'A1', name: '=cmd|"/c calc"!A1, "best"\nshirt ✓ ليلى', stock: 5, variants: [{ name: '+M', options: {}, stock: 5, sku: '@sku' }] });
    const chat = await openChat(world, seller);
    showId = chat.showId;
    const [ann] = await chat.say(claimOf(product, '-ann', 2));
    await chat.say(claimOf(product, 'bob'));
    await completePayment(world, await beginPayment(world, [await chat.orderOf(ann ?? 0)]), '2026-03-01T18:00:00Z', {
      shipTo: { name: '=Ann', line1: '1, High St', city: 'Leeds', postalCode: 'LS1', country: 'GB' }, phone: '+447700900123',
    });
  });

  test('orders say what was bought, with text that no spreadsheet runs', async () => {
    const text = await textOf(exportOrders(seller.owner.db, seller, 'owner', showId));
    expect(text.startsWith('\uFEFForder,show,status,')).toBe(true);
    const [ann, bob, ...none] = parse(text);
    expect(none).toEqual([]);
    expect(ann).toMatchObject({
      buyer: "'-ann", product: `'=cmd|"/c calc"!A1, "best"\nshirt ✓ ليلى`, variant: "'+M", sku: "'@sku", quantity: '2', currency: 'USD', unit_price: '19.90', total: '39.80', paid: '39.80', refunded: '0.00',
      status: 'paid', paid_at_utc: '2026-03-01T18:00:00Z', paid_at_local: '2026-03-02 01:00:00', time_zone: 'Asia/Jakarta', ship_to: "'=Ann", address_1: '1, High St', phone: "'+447700900123",
    });
    expect(bob).toMatchObject({ buyer: 'bob', status: 'pending', paid: '0.00', paid_at_utc: '', ship_to: '' });
  });

  test('a packer\'s orders have no money in them', async () => {
    const packer = await makeMember(world, seller, 'packer');
    const [ann] = parse(await textOf(exportOrders(packer.db, seller, 'packer', undefined)));
    expect(Object.keys(ann ?? {}).filter((heading) => /price|total|^paid$|refund|currency/.test(heading))).toEqual([]);
    expect(ann).toMatchObject({ buyer: "'-ann", quantity: '2', city: 'Leeds' });
  });

  test('buyers and the ledger are tables too', async () => {
    const buyers = parse(await textOf(exportBuyers(seller.owner.db, seller)));
    expect(buyers.map(({ buyer, handles, orders, spent }) => [buyer, handles, orders, spent])).toEqual([["'-ann", 'tiktok_live: -ann', '1', '39.80'], ['bob', 'tiktok_live: bob', '1', '0.00']]);
    const ledger = parse(await textOf(exportLedger(seller.owner.db, seller, showId)));
    expect(ledger.map(({ what, outcome, name }) => [what, outcome, name])).toEqual([['claim', 'held', "'-ann"], ['claim', 'held', 'bob'], ['payment', 'paid', "'-ann"]]);
  });

  test('a stranger gets none of it', async () => {
    const stranger = await makeSeller(world);
    await expect(textOf(exportOrders(stranger.owner.db, stranger, 'owner', showId))).rejects.toMatchObject({ code: 'not_found' });
    // Even a mistake over which seller is meant shows nothing: the rows are not theirs to read.
    await expect(textOf(exportOrders(stranger.owner.db, seller, 'owner', undefined))).rejects.toMatchObject({ code: 'not_found' });
    expect(parse(await textOf(exportOrders(stranger.owner.db, stranger, 'owner', undefined)))).toEqual([]);
  });
});

test('many orders come in pages, each once and in order, also those of one moment', async () => {
  const seller = await makeSeller(world);
  const product = await makeProduct(seller, { stock: 5 });
  const { showId } = await openChat(world, seller);
  const key = unique();
  await world.sql`
    with b as (insert into public.buyers (streamer_id, name) values (${seller.id}, ${key}) returning id),
    c as (insert into public.carts (streamer_id, show_id, buyer_id) select ${seller.id}, ${showId}, b.id from b returning id, buyer_id)
    insert into public.orders (streamer_id, order_no, show_id, cart_id, buyer_id, product_id, variant_id, quantity, unit_price_minor, total_minor, currency, status, source, created_at)
    select ${seller.id}, 'ORD-20260301-' || lpad(n::text, 5, '0'), ${showId}, c.id, c.buyer_id, ${product.id}, ${product.variant.id}, 1, 100, 100, 'USD', 'cancelled', 'web',
      '2026-03-01T00:00:00Z'::timestamptz + make_interval(secs => n / 700) from c, generate_series(1, 1700) n`;
  const sizes: number[] = [];
  const orders = new Set<string>();
  for await (const piece of exportOrders(seller.owner.db, seller, 'owner', undefined)) {
    const lines = piece.split('\r\n').slice(0, -1);
    sizes.push(lines.length);
    for (const line of lines) orders.add(line.split(',', 1)[0] ?? '');
  }
  expect(sizes).toEqual([1, 500, 500, 500, 200]);
  expect(orders.size).toBe(1701);
});
