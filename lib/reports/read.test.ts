import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { record } from '#lib/comments/record.ts';
import { answerRefunds, beginPayment, completePayment } from '#lib/testing/paying.ts';
import { claimOf, openChat, type Said, type TestChat } from '#lib/testing/chat.ts';
import { makeMember, makeProduct, makeSeller, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { readParcels, readReport } from './read.ts';
import type { ShowReport } from './schema.ts';

let world: World;
let seller: TestSeller;
let chat: TestChat;
let report: ShowReport;

const at = (time: string) => `2026-03-01T${time}.000Z`;

/** Says something at a time of that evening, and decides over it. */
async function say(time: string, said: Said, more: { intent?: 'question' | 'complaint' } = {}): Promise<number> {
  const rows = chat.rows([said]).map((row) => ({ ...row, ...more, said_at: at(time), received_at: at(time) }));
  const [written] = await record(world.sql, rows);
  await chat.settle();
  return written?.id ?? 0;
}

/** The order of a message, as made at that time. */
async function orderAt(message: number, time: string): Promise<string> {
  const order = await chat.orderOf(message);
  await world.sql`update public.orders set created_at = ${at(time)} where id = ${order}`;
  return order;
}

// One evening, small enough to count by hand: two shirts and three caps.
beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  await world.sql`
    insert into public.shows (streamer_id, title, status, started_at, ended_at) values (${seller.id}, 'The one before', 'ended', ${'2026-02-22T18:00:00Z'}, ${'2026-02-22T19:00:00Z'})`;
  await world.sql`update public.streamers set time_zone = 'Asia/Jakarta', late_claim_seconds = 0 where id = ${seller.id}`;
  const shirt = await makeProduct(seller, { code: 'A1', name: 'Shirt', priceMinor: 1990, stock: 2 });
  const cap = await makeProduct(seller, { code: 'B2', name: 'Cap', priceMinor: 5000, stock: 3 });
  chat = await openChat(world, seller);
  await world.sql`update public.shows set title = 'Friday drop', started_at = ${at('18:00:00')} where id = ${chat.showId}`;

  const ann = await orderAt(await say('18:01:10', claimOf(shirt, 'ann')), '18:01:12');
  const bob = await orderAt(await say('18:01:20', claimOf(shirt, 'bob')), '18:01:24');
  const cemWaits = await say('18:02:00', claimOf(shirt, 'cem'));
  await say('18:02:30', claimOf(shirt, 'dan', 2));
  const eve = await orderAt(await say('18:03:00', claimOf(cap, 'eve')), '18:03:01');
  const fay = await say('18:03:30', { client: 'fay', claims: { productId: null, variantId: null }, unclear: 'which_product' });
  const gilAsks = await say('18:04:00', { client: 'gil', claims: { productId: null, variantId: null }, unclear: 'which_product' });
  await seller.owner.db.rpc('ignore_comment', { p_message: fay });
  await seller.owner.db.rpc('claim_comment', { p_message: gilAsks, p_variant: cap.variant.id, p_quantity: 1 });
  const gil = await orderAt(gilAsks, '18:05:00');
  await say('18:05:10', { client: 'hal' }, { intent: 'question' });
  await say('18:05:20', { client: 'ivy' }, { intent: 'complaint' });
  await say('18:05:30', { client: 'jo' });
  await say('18:05:40', { client: 'jo' });

  const paidByEve = await beginPayment(world, [eve], 500);
  await completePayment(world, paidByEve, at('18:04:01'), { shipTo: { name: 'Eve E', line1: '1 High St', city: 'Leeds', postalCode: 'LS1', country: 'GB' } });
  await completePayment(world, await beginPayment(world, [ann], 500), at('18:10:12'));
  // Bob pays when his hold has ended and Cem has the shirt: the money goes back.
  const tooLate = await beginPayment(world, [bob], 500);
  await chat.expire(bob);
  const cem = await orderAt(cemWaits, '18:20:00');
  await completePayment(world, await beginPayment(world, [cem], 500), at('18:25:00'));
  await completePayment(world, tooLate, at('18:26:00'));
  await answerRefunds(world, tooLate);
  await seller.owner.db.rpc('refund_order', { p_order: eve });
  await answerRefunds(world, paidByEve);
  await seller.owner.db.rpc('cancel_order', { p_order: gil });
  await world.sql`update public.shows set status = 'ended', ended_at = ${at('18:30:00')} where id = ${chat.showId}`;
  await orderAt(await say('18:31:00', claimOf(cap, 'kim')), '18:31:05');
  report = await readReport(seller.owner.db, seller, chat.showId);
});
afterAll(() => world.close());

describe('the report of a small show, counted by hand', () => {
  test('in sums', () => {
    expect(report.totals).toEqual({
      comments: 12, claims: 7, lateClaims: 1, setAside: 1, rejected: 0, orders: 6, paid: 2, held: 1, unpaid: 1, cancelled: 1, refunded: 1, everPaid: 3, buyers: 3, unitsSold: 2,
    });
    expect(report.waitlist).toEqual({ joined: 2, promoted: 1, waiting: 1, unmetUnits: 2 });
    expect(report.intents).toEqual({ question: 1, complaint: 1, feedback: 0 });
    expect(report.platforms).toEqual([{ platform: 'tiktok_live', comments: 12, claims: 7, orders: 6, paid: 3 }]);
  });

  test('in money: what came in, with shipping and what came too late, and what went back', () => {
    expect(report.revenue).toEqual([{ currency: 'USD', paidMinor: 3 * 2490 + 5500, goodsMinor: 1990 + 1990 + 5000, refundedMinor: 2490 + 5000 }]);
  });

  test('minute by minute', () => {
    expect(report.minutes.map(({ at: minute, ...counts }) => [new Date(minute).toISOString().slice(11, 16), ...Object.values(counts)])).toEqual([
      ['18:01', 2, 2, 2, 0],
      ['18:02', 2, 2, 0, 0],
      ['18:03', 2, 1, 1, 0],
      ['18:04', 1, 1, 0, 1],
      ['18:05', 4, 0, 1, 0],
      ['18:10', 0, 0, 0, 1],
      ['18:20', 0, 0, 1, 0],
      ['18:25', 0, 0, 0, 1],
      ['18:31', 1, 1, 1, 0],
    ]);
  });

  test('in time: who waited in line first is not in the time to an order', () => {
    // 2, 4, 1, 60 and 5 s; 540, 300 and 60 s.
    expect(report.commentToOrder).toEqual({ count: 5, medianSeconds: 4, p90Seconds: 38 });
    expect(report.orderToPayment).toEqual({ count: 3, medianSeconds: 300, p90Seconds: 492 });
    expect(report.review).toMatchObject({ asked: 2, open: 0 });
    expect(report.review.medianSeconds).toBeGreaterThan(0);
  });

  test('by product and by buyer', () => {
    expect(report.products.map(({ code, claims, orders, units, revenueMinor, unmetUnits }) => [code, claims, orders, units, revenueMinor, unmetUnits])).toEqual([
      ['A1', 4, 3, 2, 3980, 2],
      ['B2', 3, 3, 0, 0, 0],
    ]);
    expect(report.buyers.map(({ name, orders, units, spentMinor, lines }) => [name, orders, units, spentMinor, lines[0]?.code])).toEqual([
      ['ann', 1, 1, 1990, 'A1'],
      ['cem', 1, 1, 1990, 'A1'],
      ['eve', 1, 0, 0, 'B2'],
    ]);
  });

  test('beside the show before', () => {
    expect(report.before).toMatchObject({ title: 'The one before', comments: 0, orders: 0, everPaid: 0, revenue: [] });
    expect(report.timeZone).toBe('Asia/Jakarta');
  });
});

test('a show in which nothing happened has a report too', async () => {
  const empty = await makeSeller(world);
  const { showId } = await openChat(world, empty);
  const { totals, minutes, before, commentToOrder } = await readReport(empty.owner.db, empty, showId);
  expect([totals.comments, totals.orders, minutes, before, commentToOrder]).toEqual([0, 0, [], null, { count: 0, medianSeconds: null, p90Seconds: null }]);
  expect((await readParcels(empty.owner.db, empty, showId)).parcels).toEqual([]);
});

describe('parcels', () => {
  test('are what is paid and not given back, one a cart, with the address that was given for it', async () => {
    const { parcels, held, shop } = await readParcels(seller.owner.db, seller, chat.showId);
    expect([shop, held]).toEqual([seller.name, 1]);
    expect(parcels.map(({ buyer, shipmentId, address, lines }) => [buyer, shipmentId, address, lines.map((line) => [line.code, line.quantity])])).toEqual([
      ['ann', null, null, [['A1', 1]]],
      ['cem', null, null, [['A1', 1]]],
    ]);
  });

  test('move when they are packed, and say nothing of money', async () => {
    const packer = await makeMember(world, seller, 'packer');
    const [first] = (await readParcels(packer.db, seller, chat.showId)).parcels;
    await packer.db.rpc('save_shipment', { p_cart: first?.cartId, p_shipment: null, p_status: 'packed' });
    const after = await readParcels(packer.db, seller, chat.showId);
    expect(after.parcels.map(({ buyer, packedAt }) => [buyer, packedAt !== null])).toEqual([['ann', true], ['cem', false]]);
    expect(JSON.stringify(after)).not.toMatch(/minor|price|paid/i);
  });
});

test('another seller gets neither, by any way', async () => {
  const stranger = await makeSeller(world);
  for (const read of [readReport, readParcels]) await expect(read(stranger.owner.db, stranger, chat.showId)).rejects.toMatchObject({ code: 'not_found' });
  for (const name of ['show_report', 'show_parcels']) expect((await stranger.owner.db.rpc(name, { p_show: chat.showId })).error?.code).toBe('42501');
});
