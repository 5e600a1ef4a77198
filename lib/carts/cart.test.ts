import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change } from '#lib/claims/schema.ts';
import type { PaymentProvider } from '#lib/ports.ts';
import { fairLine } from '#lib/ledger/fair.ts';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { stockOf, stockProblems } from '#lib/testing/stock.ts';
import { openWorld, silentAnnouncer, type World } from '#lib/testing/world.ts';
import { changeCart } from './change.ts';
import { chooseLanguage } from './choose-language.ts';
import { cartOfToken, readCart } from './read.ts';
import { saveContact } from './save-contact.ts';
import { useDiscount } from './use-discount.ts';
import { heldLines, heldUntilOf, viewOf, type Cart } from './view.ts';

let world: World;
let seller: TestSeller;
let chat: TestChat;
/** What was told to the screens. */
const told: Change[] = [];
/** Answers as a provider whose checkout is open, or paid meanwhile. */
let atProvider: 'closed' | 'complete' = 'closed';
const notCalled = () => Promise.reject(new Error('not called here'));
const payments: PaymentProvider = {
  name: 'sandbox', isTest: true, openCheckout: notCalled, refund: notCalled, readEvent: () => null, check: () => Promise.resolve(),
  closeCheckout: () => Promise.resolve(atProvider),
};
const ctx = () => ({ sql: world.sql, payments, announcer: { ...silentAnnouncer, changes: (changes: readonly Change[]) => void told.push(...changes) } });

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  chat = await openChat(world, seller);
});
afterAll(() => world.close());

/** A claim of a new product, and the cart it is in. */
async function claimed(quantity = 1, stock = 5, client: string = unique()) {
  const product = await makeProduct(seller, { code: unique().toUpperCase(), stock, priceMinor: 1000 });
  const [message] = await chat.say(claimOf(product, client, quantity));
  const orderId = await chat.orderOf(message!);
  const [row] = await world.sql<{ cart_id: string; token: string }[]>`select o.cart_id, c.token from public.orders o join public.carts c on c.id = o.cart_id where o.id = ${orderId}`;
  return { product, client, orderId, cartId: row!.cart_id, token: row!.token };
}

async function read(cartId: string): Promise<Cart> {
  const cart = await readCart(world.sql, cartId);
  if (!cart) throw new Error('no such cart');
  return cart;
}

async function makeDiscount(patch: { code?: string; minMinor?: number; maxUses?: number; endsAt?: string; archived?: boolean } = {}): Promise<string> {
  const code = patch.code ?? unique().toUpperCase();
  const made = await seller.owner.db.rpc('save_discount', { p_streamer: seller.id, p_discount: { kind: 'percent', value: 1000, ...patch, code } });
  if (made.error) throw made.error;
  return code;
}

/** A checkout of the whole cart that has been opened and not ended. */
async function openCheckout(cartId: string): Promise<void> {
  const cart = await read(cartId);
  const lines = cart.totals.lines.map((line) => ({ orderId: line.id, quantity: cart.state.lines.find((one) => one.orderId === line.id)!.quantity, amountMinor: line.amountMinor }));
  await world.sql`
    select private.keep_session((o.payment).id, ${unique()}, 'http://127.0.0.1/x', now() + interval '10 minutes')
    from private.open_payment(${cartId}, 'sandbox', ${cart.totals.totalMinor}, ${cart.totals.currency}, ${world.sql.json({ ...cart.totals })}, ${world.sql.json(lines)}, ${cart.totals.discountId}, now() + interval '10 minutes') o`;
}

const reason = (name: string) => expect.objectContaining({ code: 'conflict', details: { reason: name } });

describe('a link', () => {
  test('leads to its cart, with what can be paid', async () => {
    const { cartId, token, client, orderId } = await claimed(2);
    expect(await cartOfToken(world.sql, token)).toBe(cartId);
    const cart = await read(cartId);
    expect(cart.state).toMatchObject({ buyer: { name: client }, seller: { name: seller.name }, lines: [{ orderId, quantity: 2, status: 'pending' }] });
    expect(cart.totals).toMatchObject({ goodsMinor: 2000, totalMinor: 2000 });
    expect(cart.facts).toEqual({ refunds: [], late: [], processing: [], holdSeconds: 900 });
    expect(heldUntilOf(cart)).toBe(cart.state.lines[0]?.heldUntil);
    expect(JSON.stringify(viewOf(cart))).not.toMatch(new RegExp(token));
  });

  test.each(['', 'x', '0'.repeat(64), 'Ä'.repeat(64), "' or true --", '../../etc/passwd'])('%s leads nowhere', async (token) => {
    expect(await cartOfToken(world.sql, token)).toBeNull();
  });

  test('says by its version that something changed, and only then', async () => {
    const { cartId, orderId } = await claimed();
    const before = viewOf(await read(cartId)).version;
    expect(viewOf(await read(cartId)).version).toBe(before);
    await world.sql`update public.holds set expires_at = now() - interval '1 second' where order_id = ${orderId}`;
    const over = await read(cartId);
    expect(viewOf(over).version).not.toBe(before);
    expect([heldLines(over), over.totals.totalMinor]).toEqual([[], 0]);
    await chat.expire(orderId);
    expect((await read(cartId)).state.lines).toMatchObject([{ status: 'expired' }]);
  });
});

describe('the buyer', () => {
  test('takes fewer: the units go to the next in line, and the seller is told', async () => {
    const { cartId, orderId, product } = await claimed(3, 3);
    await chat.say(claimOf(product, 'next', 2));
    told.length = 0;
    await changeCart(ctx(), cartId, { orderId, quantity: 1 });
    expect((await read(cartId)).totals.totalMinor).toBe(1000);
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 3, waiting: 0 });
    expect(told.map((change) => change.order_id)).toContain(orderId);
    expect(told.length).toBe(2);
    expect(await stockProblems(world, seller.id)).toEqual([]);
  });

  test('declines: the next in line is promoted; saying it again changes nothing', async () => {
    const { cartId, orderId, product } = await claimed(1, 1);
    await chat.say(claimOf(product, 'next'));
    await changeCart(ctx(), cartId, { orderId, quantity: 0 });
    expect((await read(cartId)).state.lines).toMatchObject([{ status: 'cancelled' }]);
    expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 1, waiting: 0 });
    expect(await changeCart(ctx(), cartId, { orderId, quantity: 0 })).toEqual([]);
    expect(await stockProblems(world, seller.id)).toEqual([]);
  });

  test('takes no more than there was, and nothing of another cart', async () => {
    const [mine, other] = [await claimed(2), await claimed(2)];
    await expect(changeCart(ctx(), mine.cartId, { orderId: mine.orderId, quantity: 3 })).rejects.toEqual(reason('not_yours'));
    await expect(changeCart(ctx(), mine.cartId, { orderId: other.orderId, quantity: 0 })).rejects.toEqual(reason('not_yours'));
    expect((await read(other.cartId)).state.lines).toMatchObject([{ status: 'pending', quantity: 2 }]);
  });

  test('leaves the line, and only their own', async () => {
    const client = unique();
    const { cartId } = await claimed(1, 5, client);
    const scarce = await makeProduct(seller, { code: unique().toUpperCase(), stock: 1 });
    await chat.say(claimOf(scarce, 'first'), claimOf(scarce, client), claimOf(scarce, 'third'));
    const [wait] = (await read(cartId)).state.waiting;
    expect(wait).toMatchObject({ place: 1, quantity: 1 });
    const other = await claimed();
    expect(await changeCart(ctx(), other.cartId, { waitId: wait!.id, quantity: 0 })).toEqual([]);
    await changeCart(ctx(), cartId, { waitId: wait!.id, quantity: 0 });
    expect((await read(cartId)).state.waiting).toEqual([]);
    expect(await stockOf(world, scarce.variant.id)).toMatchObject({ held: 1, waiting: 1 });
    expect(await changeCart(ctx(), cartId, { waitId: wait!.id, quantity: 0 })).toEqual([]);
  });

  test('waits for fewer: the place stays, and what is free by then is held at once', async () => {
    const client = unique();
    const { cartId } = await claimed(1, 5, client);
    const scarce = await makeProduct(seller, { code: unique().toUpperCase(), stock: 3 });
    await chat.say(claimOf(scarce, 'first', 2), claimOf(scarce, client, 3), claimOf(scarce, 'third', 2));
    const [wait] = (await read(cartId)).state.waiting;
    expect(wait).toMatchObject({ place: 1, quantity: 3, variants: 1 });
    const keep = (quantity: number, cart = cartId) => changeCart(ctx(), cart, { waitId: wait!.id, quantity });
    expect(await keep(2)).toMatchObject([{ outcome: 'waitlisted' }]);
    expect(await keep(2)).toEqual([]);
    expect((await read(cartId)).state.waiting).toMatchObject([{ place: 1, quantity: 2 }]);
    await expect(keep(3)).rejects.toEqual(reason('not_yours'));
    await expect(keep(1, (await claimed()).cartId)).rejects.toEqual(reason('not_yours'));
    expect((await keep(1)).map((change) => change.outcome)).toEqual(['waitlisted', 'held']);
    const { state } = await read(cartId);
    expect([state.waiting, state.lines.at(-1)]).toMatchObject([[], { code: scarce.code, quantity: 1, status: 'pending' }]);
    // It has come meanwhile: nothing waits any more.
    await expect(keep(1)).rejects.toEqual(reason('not_yours'));
    expect(await stockOf(world, scarce.variant.id)).toMatchObject({ held: 3, waiting: 2 });
    expect(await stockProblems(world, seller.id)).toEqual([]);
  });

  test('is led from each line and place to what shows why', async () => {
    const client = unique();
    const { cartId } = await claimed(1, 5, client);
    const scarce = await makeProduct(seller, { code: unique().toUpperCase(), stock: 2 });
    await chat.say(claimOf(scarce, 'first', 1), claimOf(scarce, client, 2));
    const { lines, waiting } = (await read(cartId)).state;
    expect(await fairLine(world.sql, lines[0]?.fairToken ?? '')).toMatchObject({ outcome: 'held', outcomeNow: 'held' });
    const token = waiting[0]?.fairToken ?? '';
    expect(await fairLine(world.sql, token)).toMatchObject({ item: { code: scarce.code }, outcome: 'waitlisted', outcomeNow: 'waitlisted', later: [] });
    await changeCart(ctx(), cartId, { waitId: waiting[0]!.id, quantity: 1 });
    const promoted = (await read(cartId)).state.lines.at(-1);
    const expected = { rank: 2, outcome: 'waitlisted', outcomeNow: 'held', later: [{ entry: 'change' }, { entry: 'promotion' }] };
    expect(await fairLine(world.sql, token)).toMatchObject(expected);
    expect(await fairLine(world.sql, promoted?.fairToken ?? '')).toMatchObject(expected);
  });

  test.each([1, 0])('with the checkout open, keeps %i: it is closed first', async (quantity) => {
    const { cartId, orderId } = await claimed(2);
    await openCheckout(cartId);
    atProvider = 'closed';
    await changeCart(ctx(), cartId, { orderId, quantity });
    const cart = await read(cartId);
    expect(cart.state.payments.map((payment) => payment.status)).toEqual(['expired']);
    expect(cart.totals.totalMinor).toBe(1000 * quantity);
  });

  test('cannot change what has just been paid', async () => {
    const { cartId, orderId } = await claimed(2);
    await openCheckout(cartId);
    atProvider = 'complete';
    await expect(changeCart(ctx(), cartId, { orderId, quantity: 0 })).rejects.toEqual(reason('being_paid'));
    expect((await read(cartId)).state.lines).toMatchObject([{ status: 'pending', quantity: 2 }]);
  });

  test('says where to write to, bit by bit, and in which language', async () => {
    const { cartId } = await claimed();
    await saveContact(world.sql, cartId, { phone: '+4915123456789', email: null });
    await saveContact(world.sql, cartId, { phone: null, email: 'ana@example.com' });
    await chooseLanguage(world.sql, cartId, 'th');
    expect((await read(cartId)).state).toMatchObject({ language: 'th', buyer: { phone: '+4915123456789', email: 'ana@example.com' } });
  });
});

describe('a discount code', () => {
  test('is read as it is written, and taken out again', async () => {
    const { cartId } = await claimed(2);
    const code = await makeDiscount();
    await useDiscount(world.sql, cartId, ` ${code.toLowerCase()} `);
    expect((await read(cartId)).totals).toMatchObject({ discountCode: code, discountMinor: 200, totalMinor: 1800 });
    await useDiscount(world.sql, cartId, null);
    expect((await read(cartId)).totals).toMatchObject({ discountCode: null, totalMinor: 2000 });
  });

  test('stays in below its minimum, and counts from it on', async () => {
    const client = unique();
    const { cartId } = await claimed(1, 5, client);
    await useDiscount(world.sql, cartId, await makeDiscount({ minMinor: 1500 }));
    expect((await read(cartId)).totals).toMatchObject({ discountMinor: 0, discountShortMinor: 500, totalMinor: 1000 });
    await claimed(1, 5, client);
    expect((await read(cartId)).totals).toMatchObject({ discountMinor: 200, totalMinor: 1800 });
  });

  test('that is unknown, archived, another seller’s, ended or used up is refused by name', async () => {
    const { cartId } = await claimed();
    const use = (code: string) => useDiscount(world.sql, cartId, code);
    await expect(use('NO-SUCH')).rejects.toEqual(reason('discount_unknown'));
    await expect(use(await makeDiscount({ archived: true }))).rejects.toEqual(reason('discount_unknown'));
    const elsewhere = await makeSeller(world);
    await elsewhere.owner.db.rpc('save_discount', { p_streamer: elsewhere.id, p_discount: { kind: 'percent', value: 1000, code: 'ELSEWHERE' } });
    await expect(use('ELSEWHERE')).rejects.toEqual(reason('discount_unknown'));
    await expect(use(await makeDiscount({ endsAt: '2020-01-01T00:00:00Z' }))).rejects.toEqual(reason('discount_ended'));
    const once = await makeDiscount({ maxUses: 1 });
    const other = await claimed();
    await useDiscount(world.sql, other.cartId, once);
    await use(once);
    await openCheckout(other.cartId);
    await expect(use(once)).rejects.toEqual(reason('discount_used_up'));
    // Whoever is paying with it keeps it.
    await useDiscount(world.sql, other.cartId, once);
  });
});

describe('money that came and went', () => {
  async function paid(cartId: string, kind: 'completed' | 'processing' = 'completed') {
    const [payment] = await world.sql<{ id: string }[]>`select id from public.payments where cart_id = ${cartId} order by created_at desc limit 1`;
    await world.sql`select * from private.take_event('sandbox', ${unique()}, ${kind}, ${payment!.id}, now(), null, '{}')`;
  }

  test('with the bank, the items stay held past their time and are named', async () => {
    const { cartId, orderId } = await claimed();
    await openCheckout(cartId);
    await paid(cartId, 'processing');
    await chat.expire(orderId);
    const cart = await read(cartId);
    expect(cart.facts.processing).toEqual([orderId]);
    expect(heldLines(cart).map((line) => line.orderId)).toEqual([orderId]);
    await expect(changeCart(ctx(), cartId, { orderId, quantity: 0 })).rejects.toEqual(reason('being_paid'));
  });

  test('paid in two goes, a parcel is charged for once, and an amount is taken off once', async () => {
    const flat = (shipping: object) => seller.owner.db.rpc('save_selling', { p_streamer: seller.id, p_patch: { shipping } });
    expect((await flat({ kind: 'flat', priceMinor: 500, freeAboveMinor: null })).error).toBeNull();
    const code = unique().toUpperCase();
    expect((await seller.owner.db.rpc('save_discount', { p_streamer: seller.id, p_discount: { kind: 'amount', value: 300, code } })).error).toBeNull();
    const { cartId, client } = await claimed();
    await useDiscount(world.sql, cartId, code);
    expect((await read(cartId)).totals).toMatchObject({ discountMinor: 300, shippingMinor: 500, totalMinor: 1200 });
    await openCheckout(cartId);
    await paid(cartId);
    await claimed(1, 5, client);
    expect((await read(cartId)).totals).toMatchObject({ goodsMinor: 1000, discountMinor: 0, shippingMinor: 0, totalMinor: 1000 });
    // Once the first is on its way, what comes after it is another parcel.
    const packed = await seller.owner.db.rpc('save_shipment', { p_cart: cartId, p_shipment: null, p_status: 'packed' });
    await seller.owner.db.rpc('save_shipment', { p_cart: cartId, p_shipment: packed.data as string, p_status: 'shipped' });
    expect((await read(cartId)).totals).toMatchObject({ shippingMinor: 500, totalMinor: 1500 });
    expect((await flat({ kind: 'none' })).error).toBeNull();
  });

  test('too late: the order is named, and the money is on its way back', async () => {
    const { cartId, orderId, product } = await claimed(1, 1);
    await openCheckout(cartId);
    await chat.expire(orderId);
    await chat.say(claimOf(product, 'faster'));
    await paid(cartId);
    const cart = await read(cartId);
    expect(cart.facts).toMatchObject({ late: [orderId], refunds: [{ amountMinor: 1000, reason: 'paid_too_late', status: 'requested' }] });
    await world.sql`select * from private.answer_refund(${cart.facts.refunds[0]!.id}, 're_1', null)`;
    expect((await read(cartId)).facts.refunds).toMatchObject([{ status: 'accepted' }]);
  });
});
