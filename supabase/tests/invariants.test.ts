import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '#lib/adapters/postgres/faults.ts';
import { makePerson, unique, type TestPerson } from '#lib/testing/seller.ts';
import { stockProblems } from '#lib/testing/stock.ts';
import { openWorld, type World } from '#lib/testing/world.ts';

// What must hold whatever buyers, sellers, clocks and payment providers do at once: random sequences, each with a seller of its own and
// three actors who act at the same time. PROPERTY_RUNS sets how many.
const runs = Number(process.env['PROPERTY_RUNS'] ?? 10_000);
const actors = 3;

let world: World;
let owner: TestPerson;
beforeAll(async () => {
  world = openWorld();
  owner = await makePerson(world);
});
afterAll(() => world.close());

interface Shop {
  id: string;
  product: string;
  variants: string[];
}

/** A seller with one product of two variants. */
async function openShop(stock: readonly number[]): Promise<Shop> {
  const name = `rules-${unique()}`;
  const [row] = await world.sql<{ id: string; product: string; variants: string[] }[]>`
    with s as (insert into public.streamers (handle, name) values (${name}, ${name}) returning id),
    m as (insert into public.members (streamer_id, user_id, email, role) select id, ${owner.userId}, ${owner.email}, 'owner' from s),
    p as (insert into public.products (streamer_id, code, name, price_minor, currency) select id, 'A1', 'Shirt', 1000, 'USD' from s returning id, streamer_id),
    v as (insert into public.variants (streamer_id, product_id, name, stock, position) select p.streamer_id, p.id, 'v' || n, x, n from p, unnest(${stock as number[]}::int[]) with ordinality as u (x, n) returning id, position)
    select (select id from s) as id, (select id from p) as product, (select array_agg(id order by position) from v) as variants`;
  if (!row) throw new Error('no shop');
  return row;
}

const pick = fc.nat(1000);
const Step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('claim' as const), who: fc.nat(4), variant: fc.nat(1), units: fc.integer({ min: 1, max: 3 }), again: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('expire' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('extend' as const), pick }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pay' as const), pick, facts: fc.array(fc.constantFrom('opened', 'completed', 'processing', 'succeeded', 'failed', 'expired'), { minLength: 1, maxLength: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fact' as const), pick, kind: fc.constantFrom('completed', 'succeeded', 'failed', 'expired', 'refunded'), part: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refund' as const), pick, part: fc.boolean(), restock: fc.boolean(), refused: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restock' as const), variant: fc.nat(1), by: fc.integer({ min: -2, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), pick, variant: fc.nat(1), units: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decline' as const), pick, units: fc.nat(2) }) },
);
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never;

const claims = () => JSON.stringify({ sub: owner.userId, email: owner.email, role: 'authenticated' });
const nth = <T>(rows: readonly T[], n: number): T | undefined => rows[n % Math.max(1, rows.length)];

/** The n-th of a shop's orders, payments or refunds, whichever they are by now. */
async function some(shop: Shop, what: 'orders' | 'payments' | 'refunds', n: number) {
  const rows = await world.sql<{ id: string; cart_id: string; amount: number }[]>`
    select id, ${what === 'refunds' ? world.sql`payment_id` : world.sql`cart_id`} as cart_id, ${what === 'orders' ? world.sql`total_minor` : world.sql`amount_minor`} as amount
    from public.${world.sql(what)} where streamer_id = ${shop.id} order by id`;
  return nth(rows, n);
}

/** Deciding functions of the machine, under the seller's lock as their callers hold it. */
const locked = (shop: Shop, work: (tx: typeof world.sql) => Promise<unknown>) =>
  world.sql.begin(async (tx) => {
    await tx`select private.lock_streamer(${shop.id})`;
    await work(tx as never);
  });

async function fact(payment: { id: string }, kind: string, amount: number | null = null): Promise<void> {
  // Each fact has one event, sent twice.
  for (let n = 0; n < 2; n += 1) {
    await world.sql`select * from private.take_event('sandbox', ${`${payment.id}-${kind}-${amount ?? ''}`}, ${kind}, ${payment.id}, now(), ${amount}, ${world.sql.json({ intent: `pi-${payment.id}` })})`;
  }
}

async function pay(cart: string, facts: readonly string[]): Promise<void> {
  const lines = await world.sql<{ id: string; quantity: number; total_minor: number }[]>`
    select o.id, o.quantity, o.total_minor from public.orders o join public.holds h on h.order_id = o.id where o.cart_id = ${cart} and o.status = 'pending' and h.expires_at > now()`;
  if (lines.length === 0) return;
  const amount = lines.reduce((sum, line) => sum + line.total_minor, 0) + 300;
  const asked = lines.map(({ id, quantity, total_minor }) => ({ orderId: id, quantity, amountMinor: total_minor }));
  const [opened] = await world.sql<{ outcome: string; id: string }[]>`
    select o.outcome, (o.payment).id from private.open_payment(${cart}, 'sandbox', ${amount}, 'USD', '{}', ${world.sql.json(asked)}, null, now() + interval '15 minutes') o`;
  if (opened?.outcome === 'close_first') return fact(opened, 'expired');
  if (opened?.outcome === 'open') for (const kind of facts) await fact(opened, kind);
}

async function act(shop: Shop, step: Step): Promise<void> {
  switch (step.do) {
    case 'claim': {
      const key = randomUUID();
      for (let n = 0; n < (step.again ? 2 : 1); n += 1) {
        await world.sql`select * from private.create_order(${shop.id}, 'A1', ${shop.variants[step.variant] ?? null}, 'web', ${`buyer${step.who}`}, ${step.units}, 'web', null, ${key})`;
      }
      return;
    }
    case 'restock':
      await world.sql`select x.* from set_config('request.jwt.claims', ${claims()}, true) c, lateral public.adjust_stock(case when c is not null then ${shop.variants[step.variant] ?? null}::uuid end, ${step.by}) x`;
      return;
    case 'fact': {
      const payment = await some(shop, 'payments', step.pick);
      if (payment) await fact(payment, step.kind, step.kind === 'refunded' ? Math.ceil(payment.amount / step.part) : null);
      return;
    }
    case 'refund': {
      const order = await some(shop, 'orders', step.pick);
      if (!order) return;
      const [asked] = await world.sql<{ id: string }[]>`
        select x as id from set_config('request.jwt.claims', ${claims()}, true) c, lateral public.refund_order(case when c is not null then ${order.id}::uuid end, ${step.part ? Math.ceil(order.amount / 2) : null}, null, ${step.restock}) x`;
      await world.sql`select * from private.answer_refund(${asked?.id ?? null}, 're_1', ${step.refused ? 'refused' : null})`;
      return;
    }
    case 'cancel':
    case 'expire':
    case 'extend':
    case 'pay':
    case 'edit':
    case 'decline': {
      const order = await some(shop, 'orders', step.pick);
      if (order) await actOn(shop, order, step);
    }
  }
}

async function actOn(shop: Shop, order: { id: string; cart_id: string }, step: Extract<Step, { do: 'cancel' | 'expire' | 'extend' | 'pay' | 'edit' | 'decline' }>): Promise<void> {
  switch (step.do) {
    case 'cancel':
      await locked(shop, (tx) => tx`select * from private.end_order(${order.id}, 'cancelled', 'seller_said_so', null, null)`);
      return;
    case 'expire':
      await world.sql`update public.holds set expires_at = now() - interval '1 second' where order_id = ${order.id} and status = 'active'`;
      await world.sql`select * from private.expire_holds()`;
      return;
    case 'extend':
      await world.sql`select x.* from set_config('request.jwt.claims', ${claims()}, true) c, lateral public.extend_hold(case when c is not null then ${order.id}::uuid end, 60) x`;
      return;
    case 'pay':
      return pay(order.cart_id, step.facts);
    case 'edit':
      await locked(shop, (tx) => tx`select * from private.change_order(${order.id}, ${shop.variants[step.variant] ?? null}, ${step.units}, 'seller_said_so', null)`);
      return;
    case 'decline':
      await world.sql`select * from private.buyer_change(${order.cart_id}, ${order.id}, null, ${step.units})`;
  }
}

/** What may be answered instead of done. Everything else, a broken constraint above all, fails the test. */
const refusals = ['cart_changed', 'being_paid', 'not_pending', 'not_enough_free', 'not_yours', 'nothing_to_refund', 'too_much', 'stock_below_committed'];

async function tryTo(shop: Shop, step: Step): Promise<void> {
  try {
    await act(shop, step);
  } catch (error) {
    if (!refusals.some((name) => isRefusal(error, name))) throw error;
  }
}

test(`${runs} random sequences of claims, cancellations, ends, payments, refunds, edits and restocking by ${actors} at once break nothing`, async () => {
  const sequence = fc.tuple(fc.tuple(fc.nat(4), fc.nat(4)), fc.array(Step, { minLength: 6, maxLength: 18 }));
  // Several shops beside one another: what one seller's actors do may not touch another's.
  const shops = fc.array(sequence, { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(shops, async (all) => {
      await Promise.all(all.map(async ([stock, steps]) => {
        const shop = await openShop(stock);
        const turns = Array.from({ length: actors }, (_, actor) => steps.filter((_step, n) => n % actors === actor));
        await Promise.all(turns.map(async (mine) => {
          for (const step of mine) await tryTo(shop, step);
        }));
        expect(await stockProblems(world, shop.id)).toEqual([]);
      }));
    }),
    { numRuns: Math.ceil(runs / 3) },
  );
}, 900_000);
