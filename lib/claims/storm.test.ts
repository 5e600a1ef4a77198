import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '#lib/adapters/postgres/faults.ts';
import { createOrder } from '#lib/orders/create.ts';
import { orderDecider } from '#lib/orders/decide.ts';
import { AppError } from '#lib/core/errors.ts';
import { CreateOrder } from '#lib/orders/schema.ts';
import { chanceOf, type Chance } from '#lib/testing/chance.ts';
import { openChat, type TestChat } from '#lib/testing/chat.ts';
import { asPerson, makeProduct, makeSeller, productOf, type TestSeller } from '#lib/testing/seller.ts';
import { orderCounters, stockProblems } from '#lib/testing/stock.ts';
import { openWorld, silentAnnouncer, type World } from '#lib/testing/world.ts';
import { expireHolds } from './expire.ts';

/** A comment whose claim has ended is refused, which is an answer and not a failure. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof Error && error.message === 'already_ended')) throw error;
}

/** Everything that moves stock, from eight connections at once, in an order that the seed decides. */

let world: World;

beforeAll(() => {
  world = openWorld(undefined, 8);
});
afterAll(() => world.close());

interface Desk {
  seller: TestSeller;
  chat: TestChat;
  product: Awaited<ReturnType<typeof makeProduct>>;
}

async function openDesk(stock: number): Promise<Desk> {
  const seller = await makeSeller(world);
  const variants = ['M', 'L'].map((name) => ({ name, options: {}, stock }));
  return { seller, chat: await openChat(world, seller), product: await makeProduct(seller, { variants }) };
}

const refusals = ['stock_below_committed', 'variant_in_use'];

/** The database refuses some of it for a reason that has a name: nothing was changed then. */
function unlessRefused(error: unknown): void {
  if (!(codeOf(error) === 'P0001' && error instanceof Error && refusals.includes(error.message))) throw error;
}

async function anyOrder({ seller }: Desk, chance: Chance): Promise<string | undefined> {
  const rows = await world.sql<{ id: string }[]>`select id from public.orders where streamer_id = ${seller.id} and status = 'pending' order by order_no limit 20`;
  return chance.pick(rows)?.id;
}

const actions = {
  async claim({ chat, product }: Desk, chance: Chance) {
    await chat.write(Array.from({ length: chance.int(1, 4) }, () => ({
      client: `viewer-${chance.int(1, 12)}`,
      quantity: chance.int(1, 3),
      claims: { productId: product.id, variantId: chance.pick(product.variants)!.id },
      ...(chance.int(1, 6) === 1 && { unclear: 'which_product' }),
    })));
    await chat.settle();
  },
  async cancelByComment({ chat, product }: Desk, chance: Chance) {
    await chat.write([{ client: `viewer-${chance.int(1, 12)}`, cancels: chance.int(0, 1) ? 'any' : { productId: product.id } }]);
    await chat.settle();
  },
  async order({ seller, product }: Desk, chance: Chance) {
    const input = CreateOrder.parse({ product_id: product.key, buyer: `viewer-${chance.int(1, 12)}`, streamer: seller.handle, quantity: chance.int(1, 3) });
    await createOrder({ decideOrder: orderDecider(world.sql), announcer: silentAnnouncer }, seller, input, { actor: null, idempotencyKey: `k${chance.int(1, 30)}` }).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'sold_out')) throw error;
    });
  },
  async cancel(desk: Desk, chance: Chance) {
    const order = await anyOrder(desk, chance);
    if (order) await asPerson(world, desk.seller.owner, (tx) => tx`select public.cancel_order(${order})`);
  },
  async extend(desk: Desk, chance: Chance) {
    const order = await anyOrder(desk, chance);
    if (order) await asPerson(world, desk.seller.owner, (tx) => tx`select public.extend_hold(${order}, 60)`);
  },
  async expire(desk: Desk, chance: Chance) {
    const order = await anyOrder(desk, chance);
    if (order) await world.sql`update public.holds set expires_at = now() - interval '1 second' where order_id = ${order} and status = 'active'`;
    await expireHolds(world.sql);
  },
  async restock({ seller, product }: Desk, chance: Chance) {
    const variants = product.variants.map(({ id, name }) => ({ id, name, options: {}, stock: chance.int(0, 12) }));
    const input = productOf({ id: product.id, code: product.code, variants });
    await asPerson(world, seller.owner, (tx) => tx`select public.save_product(${seller.id}, ${tx.json(input as never)})`).catch(unlessRefused);
  },
  async correct({ seller, product }: Desk, chance: Chance) {
    const messages = await world.sql<{ id: number }[]>`select id from public.chat_messages where streamer_id = ${seller.id} order by id desc limit 20`;
    const message = chance.pick(messages);
    if (message) await asPerson(world, seller.owner, (tx) => tx`select public.claim_comment(${message.id}, ${chance.pick(product.variants)!.id}, ${chance.int(1, 3)})`).catch(unlessEnded);
  },
};
type Action = keyof typeof actions;
const names = Object.keys(actions) as Action[];

test.each([1, 20_261_121, 4_294_967])('whatever happens at once, stock, orders and ledger agree (seed %i)', async (seed) => {
  const chance = chanceOf(seed);
  const desks = [await openDesk(6), await openDesk(2)];
  for (let round = 0; round < 6; round++) {
    const doing = Array.from({ length: 24 }, () => {
      const [name, own] = [chance.pick(names)!, chanceOf(chance.int(0, 2 ** 31))];
      return actions[name](chance.pick(desks)!, own);
    });
    await Promise.all(doing);
    for (const { seller } of desks) expect({ round, problems: await stockProblems(world, seller.id) }).toEqual({ round, problems: [] });
  }
  for (const { seller } of desks) {
    const counters = await orderCounters(world, seller.id);
    expect(counters.length).toBeGreaterThan(5);
    expect(counters).toEqual(counters.map((_, i) => i + 1));
  }
});

test('deciding, expiring, saving, cancelling, ordering and opening shows at once on two sellers never fails', async () => {
  const desks = [await openDesk(5), await openDesk(5)];
  const [a, b] = desks as [Desk, Desk];
  const chance = chanceOf(7);
  const times = (n: number, work: (own: Chance, desk: Desk) => Promise<unknown>) => (async () => {
    for (let i = 0; i < n; i++) await work(chanceOf(chance.int(0, 2 ** 31)), desks[i % 2]!);
  })();
  const twoSellers = async (own: Chance) => {
    const said = (desk: Desk) => ({ client: `viewer-${own.int(1, 9)}`, claims: { productId: desk.product.id, variantId: own.pick(desk.product.variants)!.id } });
    const rows = own.shuffle([...a.chat.rows([said(a), said(a)]), ...b.chat.rows([said(b), said(b)])]).map((row, n) => ({ ...row, n }));
    await world.sql`select 1 from private.record_comments(${world.sql.json(rows as never)})`;
    await a.chat.settle();
  };
  await Promise.all([
    times(25, twoSellers), times(25, twoSellers),
    times(25, async (own) => {
      await world.sql`update public.holds set expires_at = now() where status = 'active' and streamer_id in ${world.sql(desks.map((desk) => desk.seller.id))} and id % 3 = ${own.int(0, 2)}`;
      await expireHolds(world.sql);
    }),
    times(25, () => expireHolds(world.sql)),
    times(25, (own, desk) => actions.restock(desk, own)),
    times(25, (own, desk) => actions.cancel(desk, own)),
    times(25, (own, desk) => actions.order(desk, own)),
    times(25, async (own, { seller, product }) => {
      await asPerson(world, seller.owner, (tx) => tx`select public.pin_product(${seller.id}, ${own.int(0, 1) ? product.id : null})`);
      await asPerson(world, seller.owner, (tx) => (own.int(0, 2) ? tx`select public.start_show(${seller.id}, 'Next')` : tx`select public.end_show(${seller.id})`));
    }),
  ]);
  for (const { seller } of desks) expect(await stockProblems(world, seller.id)).toEqual([]);
  expect(await world.sql`select 1 from private.requests where streamer_id in ${world.sql(desks.map((desk) => desk.seller.id))}`).toEqual([]);
});
