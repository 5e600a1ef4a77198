import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#lib/core/errors.ts';
import { dispatchOutbox } from '#lib/outbox/dispatch.ts';
import type { BulkJobs } from '#lib/ports.ts';
import { claimOf, openChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller, unique } from '#lib/testing/seller.ts';
import { waitFor } from '#lib/testing/wait.ts';
import { openWorld, silentLog, type World } from '#lib/testing/world.ts';
import { openJobs, type Handlers, type JobRunner } from './jobs.ts';

let world: World;
let runner: JobRunner;
/** Other suites have theirs. */
const schema = `jobs_${unique()}`;
const done: { job: string; id: string }[] = [];
const givenUp: { id: string; problem: string }[] = [];
const faults = new Map<string, Error[]>();

/** A handler that fails as often as it was told to for this id. */
const handler = <D>(job: string, idOf: (data: D) => string) => ({
  run: (data: D) => {
    const fault = faults.get(idOf(data))?.shift();
    if (fault) return Promise.reject(fault);
    done.push({ job, id: idOf(data) });
    return Promise.resolve();
  },
  giveUp: (data: D, problem: string) => (givenUp.push({ id: idOf(data), problem }), Promise.resolve()),
});

const handlers: Handlers = {
  'close-checkout': handler('close-checkout', (data) => data.paymentId),
  'request-refund': handler('request-refund', (data) => data.refundId),
  'compose-message': handler('compose-message', (data) => `${data.topic}:${data.cartId}`),
  'send-message': handler('send-message', (data) => data.messageId),
  'deliver-sandbox-event': handler('deliver-sandbox-event', (data) => data.eventId),
};

beforeAll(async () => {
  world = openWorld();
  runner = await openJobs({ url: process.env['DATABASE_URL'] ?? '', name: 'jobs-test', log: silentLog, worker: true, schema });
  await runner.work(handlers);
});
afterAll(async () => {
  await runner.close();
  await world.sql`drop schema ${world.sql(schema)} cascade`;
  await world.close();
});

const timesDone = (id: string) => done.filter((one) => one.id === id).length;

describe('a job', () => {
  test('is there if and only if its transaction commits', async () => {
    const [kept, lost] = [randomUUID(), randomUUID()];
    await world.sql.begin((tx) => runner.send('send-message', { messageId: kept }, { tx }));
    await expect(world.sql.begin(async (tx) => {
      await runner.send('send-message', { messageId: lost }, { tx });
      throw new Error('changed my mind');
    })).rejects.toThrow('changed my mind');
    await waitFor('the job', () => timesDone(kept) === 1);
    expect(await world.sql`select 1 from ${world.sql(schema)}.job where data ->> 'messageId' = ${lost}`).toEqual([]);
  });

  test('that fails comes again, and is done once', async () => {
    const eventId = unique();
    faults.set(eventId, [new AppError('unavailable', 'away')]);
    await runner.send('deliver-sandbox-event', { eventId });
    await waitFor('the second try', () => timesDone(eventId) === 1);
    expect(givenUp.some((one) => one.id === eventId)).toBe(false);
  });

  test('that cannot succeed is given up at once, with the reason, and kept as a dead letter', async () => {
    const refundId = randomUUID();
    faults.set(refundId, Array.from({ length: 9 }, () => new AppError('payment_refused', 'The card is closed.')));
    await runner.send('request-refund', { refundId });
    await waitFor('giving up', () => givenUp.some((one) => one.id === refundId));
    expect(givenUp.filter((one) => one.id === refundId)).toEqual([{ id: refundId, problem: 'The card is closed.' }]);
    await waitFor('the dead letter', async () => (await world.sql`select 1 from ${world.sql(schema)}.job where name = 'dead-letters' and data ->> 'refundId' = ${refundId}`).length === 1);
  });

  test('with a key waits once, however often it is sent', async () => {
    const cartId = randomUUID();
    const data = { streamerId: randomUUID(), cartId, topic: 'order.held' };
    const key = `order.held:${cartId}`;
    for (let n = 0; n < 3; n += 1) await runner.send('compose-message', data, { key, afterSeconds: 600 });
    await world.sql.begin((tx) => runner.sendAll('compose-message', [{ data, key, afterSeconds: 600 }, { data, key }], { tx }));
    expect(await world.sql`select 1 from ${world.sql(schema)}.job where data ->> 'cartId' = ${cartId}`).toHaveLength(1);
  });
});

describe('the outbox', () => {
  test('becomes jobs once, by however many at once, one message a cart', async () => {
    const seller = await makeSeller(world);
    const chat = await openChat(world, seller);
    const product = await makeProduct(seller, { code: unique(), stock: 3 });
    await chat.say(claimOf(product, 'ann'), claimOf(product, 'ann'), claimOf(product, 'bob'), claimOf(product, 'cem'));
    const sent: (string | undefined)[] = [];
    const jobs: BulkJobs = {
      sendAll: (_name, all) => {
        for (const { data, key } of all) if ('streamerId' in data && data.streamerId === seller.id) sent.push(key);
        return Promise.resolve();
      },
    };
    const taken = await Promise.all([1, 2, 3].map(() => dispatchOutbox(world.sql, jobs, { sellerId: seller.id })));
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(4);
    const carts = await world.sql<{ id: string; name: string }[]>`select c.id, b.name from public.carts c join public.buyers b on b.id = c.buyer_id where c.streamer_id = ${seller.id}`;
    const byName = (a = '', b = '') => a.localeCompare(b);
    const cartOf = (name: string) => carts.find((cart) => cart.name === name)?.id;
    expect(sent.toSorted(byName)).toEqual([`claim.waitlisted:${cartOf('cem')}`, `order.held:${cartOf('ann')}`, `order.held:${cartOf('bob')}`].toSorted(byName));
    expect(await world.sql`select 1 from public.outbox where streamer_id = ${seller.id} and delivered_at is null`).toEqual([]);
  });

  test('keeps its rows when the jobs cannot be written', async () => {
    const seller = await makeSeller(world);
    const chat = await openChat(world, seller);
    await chat.say(claimOf(await makeProduct(seller, { code: unique() }), 'ann'));
    await expect(dispatchOutbox(world.sql, { sendAll: () => Promise.reject(new Error('no jobs today')) }, { sellerId: seller.id })).rejects.toThrow('no jobs today');
    expect(await world.sql`select 1 from public.outbox where streamer_id = ${seller.id} and delivered_at is null`).toHaveLength(1);
  });
});
