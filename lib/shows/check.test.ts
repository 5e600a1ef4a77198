import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller } from '#lib/testing/seller.ts';
import { openWorld, silentLog, type World } from '#lib/testing/world.ts';
import { sayAlive } from '#lib/health/pipelines.ts';
import { checkShow, type CheckCtx } from './check.ts';
import { goLive, planShow, saveRunSheet } from './plan.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

const ctxOf = (changes: Partial<CheckCtx> = {}): CheckCtx => ({
  sql: world.sql, redis: world.redis, clock: { now: () => new Date() }, log: silentLog,
  keeper: { progress: () => Promise.resolve({ total: 1, ready: 1, earlier: 0, waiting: 0, failed: [] }) },
  payments: { isTest: true, check: () => Promise.resolve() }, channels: ['whatsapp'], ...changes,
});

test('the check tells what the database and the rest of the world say', async () => {
  const seller = await makeSeller(world);
  const { db } = seller.owner;
  const { id } = await planShow(db, seller, { title: 'Check', platforms: ['tiktok_live', 'twitch'] });
  const statuses = async (changes?: Partial<CheckCtx>) => Object.fromEntries((await checkShow(ctxOf(changes), db, seller, id)).map((item) => [item.id, item.status]));
  expect(await statuses()).toMatchObject({ products: 'stop', payments: 'warn', messages: 'ok', platforms: 'warn', hold: 'ok' });

  const [shown] = [await makeProduct(seller, { code: 'O1', pictures: ['/x.jpg'] }), await makeProduct(seller, { code: '01', stock: 0 })];
  await saveRunSheet(db, seller, id, [shown.id]);
  await sayAlive(world.redis, 'check-test', new Date());
  expect(await statuses()).toMatchObject({ products: 'ok', stock: 'ok', codes: 'warn', prices: 'ok', pictures: 'ok', camera: 'ok', pipeline: 'ok' });

  await goLive(db, seller, id);
  const chat = await openChat(world, seller);
  await chat.say({ client: 'ann' });
  const items = await checkShow(ctxOf(), db, seller, id);
  expect(items.find((item) => item.id === 'platforms')).toMatchObject({ status: 'warn', words: expect.stringMatching(/^Nothing from Twitch in/) as string });
});

test('what does not answer is told, and the rest is checked', async () => {
  const seller = await makeSeller(world);
  const { id } = await planShow(seller.owner.db, seller, { title: 'Away' });
  const away = ctxOf({ payments: { isTest: false, check: () => Promise.reject(new Error('down')) }, keeper: { progress: () => Promise.reject(new Error('down')) } });
  const items = await checkShow(away, seller.owner.db, seller, id);
  expect(items.find((item) => item.id === 'payments')).toMatchObject({ status: 'warn', words: expect.stringContaining('not reachable') as string });
  expect(items.find((item) => item.id === 'hold')).toMatchObject({ status: 'ok' });
});

test('another seller’s show is not there', async () => {
  const [seller, other] = [await makeSeller(world), await makeSeller(world)];
  const { id } = await planShow(seller.owner.db, seller, { title: 'Mine' });
  await expect(checkShow(ctxOf(), other.owner.db, other, id)).rejects.toMatchObject({ code: 'not_found' });
});
