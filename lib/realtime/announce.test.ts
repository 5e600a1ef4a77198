import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelOrder } from '#lib/claims/decide.ts';
import type { Publisher } from '#lib/ports.ts';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, silentLog, type World } from '#lib/testing/world.ts';
import { createAnnouncer } from './announce.ts';
import { serverEvents, type ShowTick } from './events.ts';

let world: World;
let seller: TestSeller;
let chat: TestChat;

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  chat = await openChat(world, seller);
});
afterAll(() => world.close());

/** The ticks that `work` leads to, checked as the browser checks them. */
async function ticksOf(work: (announcer: ReturnType<typeof createAnnouncer>) => Promise<void>): Promise<ShowTick[]> {
  const ticks: ShowTick[] = [];
  const publisher: Publisher = {
    emit(_room, event, payload) {
      if (event === 'tick') ticks.push(serverEvents.tick.parse(payload));
    },
  };
  const announcer = createAnnouncer({ sql: world.sql, publisher, log: silentLog });
  await work(announcer);
  await announcer.close();
  return ticks;
}

const waitingIn = (ticks: readonly ShowTick[]) => ticks.flatMap((tick) => tick.waiting.map(({ buyer_name: name, status, place }) => `${name} ${status} ${place}`));

test('chat moves comments only: the show’s own row is not sent again', async () => {
  const ids = await chat.write([{ client: 'ann' }, { client: 'ben' }]);
  const [tick] = await ticksOf(async (announcer) => announcer.comments(chat.showId, ids));
  expect(tick?.comments.map(({ id }) => id)).toEqual(ids);
  expect(tick).toMatchObject({ show: null, orders: [], products: [], waiting: [] });
});

test('of a waiting line, the places that changed are sent, not the whole line', async () => {
  const product = await makeProduct(seller, { code: unique(), stock: 1 });
  const [first] = await chat.say(claimOf(product, 'ann'), claimOf(product, 'ben'), claimOf(product, 'eve'));
  await chat.write([claimOf(product, 'joe')]);
  const claimed = await ticksOf(async (announcer) => announcer.changes(await chat.settle()));
  expect(waitingIn(claimed)).toEqual(['joe waiting 3']);
  expect(claimed.at(-1)?.show).toMatchObject({ waiting: 3 });
  const order = await chat.orderOf(first!);
  const promoted = await ticksOf(async (announcer) => announcer.changes(await cancelOrder(seller.owner.db, order)));
  expect(waitingIn(promoted)).toEqual([expect.stringMatching(/^ben promoted/)]);
  expect(promoted.flatMap((tick) => tick.orders.map(({ buyer_name: name, status }) => `${name} ${status}`)).toSorted()).toEqual(['ann cancelled', 'ben pending']);
});

test('a place in line that came over the API is sent while it waits and once it ends', async () => {
  const product = await makeProduct(seller, { code: unique(), stock: 0 });
  const changes = await world.sql`
    select ${seller.id}::uuid as streamer_id, show_id, null as chat_message_id, order_id, product_id, outcome
    from private.create_order(${seller.id}, ${product.key}, null, 'web', 'api-ann', 1, 'web', null, null)`;
  expect(waitingIn(await ticksOf(async (announcer) => announcer.changes(changes as never)))).toEqual(['api-ann waiting 1']);
  await world.sql`update public.waitlist set status = 'cancelled', ended_at = now() where product_id = ${product.id}`;
  expect(waitingIn(await ticksOf(async (announcer) => announcer.changes(changes as never)))).toEqual([expect.stringMatching(/^api-ann cancelled/)]);
  await world.sql`update public.waitlist set ended_at = now() - interval '1 minute' where product_id = ${product.id}`;
  expect(waitingIn(await ticksOf(async (announcer) => announcer.changes(changes as never)))).toEqual([]);
});

test('of two readings of a row, the later one has the greater version, whoever commits meanwhile', async () => {
  const product = await makeProduct(seller, { code: unique() });
  const read = async (sql: typeof world.sql): Promise<number> => {
    const [row] = await sql<{ version: number }[]>`select version from public.product_feed where id = ${product.id}`;
    return row!.version;
  };
  const rename = (sql: typeof world.sql) => sql`update public.products set name = ${unique()} where id = ${product.id}`;
  await world.sql.begin('isolation level repeatable read', async (old) => {
    const before = await read(old as never);
    const running = await world.sql.begin(async (writer) => {
      await rename(writer as never);
      await world.sql`select private.snapshot_version(), pg_current_xact_id()`; // a later transaction ends first
      return read(world.sql);
    });
    const after = await read(world.sql);
    expect(running).toBeGreaterThan(before);
    expect(after).toBeGreaterThan(running);
    expect(await read(old as never)).toBe(before);
  });
  const asPerson = await seller.owner.db.from('product_feed').select('version').eq('id', product.id).single();
  expect(asPerson.data).toEqual({ version: expect.any(Number) });
});
