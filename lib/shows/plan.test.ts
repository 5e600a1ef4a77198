import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimOf, openChat } from '#lib/testing/chat.ts';
import { makeMember, makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { deskLoader } from '#lib/streamers/desk.ts';
import { changeShow, dropShow, goLive, planShow, readRunSheet, saveRunSheet, showPlan } from './plan.ts';
import { currentShow, endShow, listShows, saveShow, startShow } from './run.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

const minute = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minute).toISOString();
const shows = async (seller: TestSeller) => world.sql<{ id: string; title: string; status: string; mode: string }[]>`select id, title, status, mode from public.shows where streamer_id = ${seller.id} order by created_at, id`;
const currentOf = async (seller: TestSeller) => (await world.sql<{ id: string; status: string; mode: string }[]>`select id, status, mode from private.current_show(${seller.id})`)[0]!;

describe('a plan', () => {
  test('starts like the last show, and each of its fields changes alone', async () => {
    const seller = await makeSeller(world, { holdSeconds: 600 });
    const { db } = seller.owner;
    await startShow(db, seller, 'Before');
    await saveShow(db, seller, { delay_ms: 7000, follow_camera: true });
    await endShow(db, seller);
    const planned = await planShow(db, seller, { title: 'Friday drop' });
    expect(planned).toMatchObject({ title: 'Friday drop', status: 'planned', starts_at: null, hold_seconds: 600, delay_ms: 7000, mode: 'auto', platforms: [] });
    const startsAt = '2027-01-08T18:00:00.000Z';
    await changeShow(db, seller, planned.id, { startsAt, platforms: ['tiktok_live', 'twitch'] });
    const changed = await changeShow(db, seller, planned.id, { holdSeconds: 1200, mode: 'review' });
    expect(changed).toMatchObject({ title: 'Friday drop', platforms: ['tiktok_live', 'twitch'], hold_seconds: 1200, mode: 'review' });
    expect(new Date(changed.starts_at!).toISOString()).toBe(startsAt);
    expect((await changeShow(db, seller, planned.id, { startsAt: null })).starts_at).toBe(null);
    expect(await showPlan(db, seller, planned.id)).toMatchObject({ products: [], time_zone: 'UTC', late_claim_seconds: 1800 });
    expect((await listShows(db, seller, { limit: 9, status: 'planned' })).items.map(({ id }) => id)).toEqual([planned.id]);
    expect(await goLive(db, seller, planned.id)).toMatchObject({ status: 'live', follow_camera: true });
  });

  test('keeps its run sheet in order, without what is archived, foreign or said twice', async () => {
    const [seller, other] = [await makeSeller(world), await makeSeller(world)];
    const { db } = seller.owner;
    const [a, b, c] = [await makeProduct(seller, { code: 'A' }), await makeProduct(seller, { code: 'B' }), await makeProduct(seller, { code: 'C' })];
    const foreign = await makeProduct(other, { code: 'X' });
    const { id } = await planShow(db, seller, { title: 'Sheet' });
    expect(await saveRunSheet(db, seller, id, [c.id, a.id, foreign.id, b.id, a.id])).toEqual([c.id, a.id, b.id]);
    expect(await saveRunSheet(db, seller, id, [b.id, c.id, a.id])).toEqual([b.id, c.id, a.id]);
    await db.rpc('archive_product', { p_product: c.id, p_archived: true });
    expect(await readRunSheet(db, seller, id)).toEqual([b.id, a.id]);
    expect(await saveRunSheet(db, seller, id, [])).toEqual([]);
  });

  test('is a packer’s to read, and not to change; to another seller it does not exist', async () => {
    const [seller, other] = [await makeSeller(world), await makeSeller(world)];
    const [packer, moderator] = [await makeMember(world, seller, 'packer'), await makeMember(world, seller, 'moderator')];
    const product = await makeProduct(seller);
    const { id } = await planShow(moderator.db, seller, { title: 'By the moderator' });
    await saveRunSheet(moderator.db, seller, id, [product.id]);
    expect(await showPlan(packer.db, seller, id)).toMatchObject({ products: [product.id] });
    const attempts = [
      () => planShow(packer.db, seller, { title: 'x' }), () => changeShow(packer.db, seller, id, { title: 'x' }), () => saveRunSheet(packer.db, seller, id, []),
      () => goLive(packer.db, seller, id), () => dropShow(packer.db, seller, id),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
    const { db } = other.owner;
    const strangers = [() => showPlan(db, other, id), () => changeShow(db, other, id, { title: 'x' }), () => saveRunSheet(db, other, id, []), () => goLive(db, other, id), () => dropShow(db, other, id)];
    for (const attempt of strangers) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    expect(await shows(seller)).toMatchObject([{ title: 'By the moderator', status: 'planned' }]);
    expect(await readRunSheet(db, seller, id)).toEqual([]);
    expect(await readRunSheet(packer.db, seller, id)).toEqual([product.id]);
  });

  test('goes live once, alone, and is over after its end', async () => {
    const seller = await makeSeller(world);
    const { db } = seller.owner;
    const [first, second] = [await planShow(db, seller, { title: 'First' }), await planShow(db, seller, { title: 'Second' })];
    const live = await goLive(db, seller, first.id);
    expect(live.started_at).not.toBe(null);
    expect(await goLive(db, seller, first.id)).toMatchObject({ status: 'live', started_at: live.started_at });
    await expect(goLive(db, seller, second.id)).rejects.toMatchObject({ code: 'conflict', message: 'Another show is live. End it first.' });
    await expect(dropShow(db, seller, first.id)).rejects.toMatchObject({ code: 'conflict' });
    await endShow(db, seller);
    await expect(goLive(db, seller, first.id)).rejects.toMatchObject({ code: 'conflict', message: 'This show is over. Plan a new one.' });
    await expect(changeShow(db, seller, first.id, { title: 'x' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await goLive(db, seller, second.id)).toMatchObject({ status: 'live' });
  });

  test('that is dropped is gone', async () => {
    const seller = await makeSeller(world);
    const { db } = seller.owner;
    const { id } = await planShow(db, seller, { title: 'Never mind' });
    await saveRunSheet(db, seller, id, [(await makeProduct(seller)).id]);
    await dropShow(db, seller, id);
    expect(await shows(seller)).toEqual([]);
    await expect(dropShow(db, seller, id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a comment while nothing is live', () => {
  async function ended(minutesAgo: number, seller: TestSeller) {
    const { id } = await startShow(seller.owner.db, seller, 'Last week');
    await endShow(seller.owner.db, seller);
    await world.sql`update public.shows set started_at = now() - interval '9 hours', ended_at = ${inMinutes(-minutesAgo)} where id = ${id}`;
    return id;
  }

  test('belongs, within the late-claim time, to the show that ended, and its claim is decided', async () => {
    const seller = await makeSeller(world);
    const product = await makeProduct(seller, { stock: 1 });
    const id = await ended(29, seller);
    await planShow(seller.owner.db, seller, { title: 'Next', startsAt: inMinutes(5) });
    const chat = await openChat(world, seller);
    expect(chat.showId).toBe(id);
    const [message] = await chat.say(claimOf(product, 'late'));
    const order = await chat.orderOf(message!);
    expect(await world.sql`select show_id, status from public.orders where id = ${order}`).toEqual([{ show_id: id, status: 'pending' }]);
  });

  test('without a plan opens a show named by its date, as for bridges that know no plans', async () => {
    const seller = await makeSeller(world);
    const id = await ended(31, seller);
    await planShow(seller.owner.db, seller, { title: 'A draft without a time' });
    const now = await currentOf(seller);
    expect([now.status, now.id === id]).toEqual(['live', false]);
    expect((await shows(seller)).map(({ title }) => title)).toContainEqual(expect.stringMatching(/^Live on /));
  });

  test('starts the planned show whose time it is', async () => {
    const seller = await makeSeller(world);
    await ended(600, seller);
    const { db } = seller.owner;
    const [, due] = [await planShow(db, seller, { title: 'Tomorrow', startsAt: inMinutes(1440) }), await planShow(db, seller, { title: 'Now', startsAt: inMinutes(-4), holdSeconds: 120 })];
    const found = await Promise.all([currentOf(seller), currentOf(seller), currentOf(seller)]);
    expect(found.map(({ id, status }) => [id, status])).toEqual(Array.from({ length: 3 }, () => [due.id, 'live']));
    expect(await goLive(db, seller, due.id)).toMatchObject({ status: 'live', hold_seconds: 120 });
    expect((await shows(seller)).map(({ status }) => status).toSorted()).toEqual(['ended', 'live', 'planned']);
  });

  test('between planned shows opens nothing: the last show takes it, and a person decides', async () => {
    const seller = await makeSeller(world);
    const { db } = seller.owner;
    const opened: string[] = [];
    const desksOf = deskLoader(world.sql, (_seller, show) => void opened.push(show));
    const deskOf = async () => (await desksOf([seller.handle], new Set())).get(seller.handle)!;
    const id = await ended(10, seller);
    await planShow(db, seller, { title: 'Tomorrow', startsAt: inMinutes(1440) });
    expect(await deskOf()).toMatchObject({ showId: id, mode: 'auto' });
    await world.sql`update public.streamers set late_claim_seconds = 0 where id = ${seller.id}`;
    expect(await deskOf()).toMatchObject({ showId: id, mode: 'review' });
    expect(opened).toEqual([]);
    expect(await shows(seller)).toMatchObject([{ status: 'ended', mode: 'auto' }, { status: 'planned' }]);
  });

  test('before the very first show waits in the planned one, which then is not thrown away with it', async () => {
    const seller = await makeSeller(world);
    const { db } = seller.owner;
    const { id } = await planShow(db, seller, { title: 'The first', startsAt: inMinutes(300) });
    expect(await currentOf(seller)).toEqual({ id, status: 'planned', mode: 'review' });
    const chat = await openChat(world, seller);
    await chat.say({ client: unique() });
    await dropShow(db, seller, id);
    expect(await shows(seller)).toMatchObject([{ id, status: 'ended', mode: 'review' }]);
    expect(await currentShow(db, seller)).toMatchObject({ id });
  });
});
