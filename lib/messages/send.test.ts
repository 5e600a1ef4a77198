import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JobData, JobName } from '#lib/jobs/catalog.ts';
import type { MessageChannel, OutgoingMessage, SendResult } from '#lib/ports.ts';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { asPerson, makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, silentLog, type World } from '#lib/testing/world.ts';
import { composeMessage, type MessageCtx } from './compose.ts';
import { takeReply, takeReport } from './report.ts';
import { remindHolds } from './remind.ts';
import { sendMessage } from './send.ts';
import { unsubscribe } from './unsubscribe.ts';
import { Messaging, type Channel } from './schema.ts';

/** A vendor that says what it is told to, and keeps what it took. */
function vendor(name: Channel, reports = name !== 'email') {
  const taken: OutgoingMessage[] = [];
  const fake: MessageChannel & { taken: OutgoingMessage[]; says: (message: OutgoingMessage) => SendResult | Promise<SendResult> } = {
    name, reports, taken,
    says: (message) => ({ status: 'sent', vendorId: `${name}-${message.id}` }),
    async send(message) {
      taken.push(message);
      return fake.says(message);
    },
  };
  return fake;
}
const down = (): SendResult => ({ status: 'retry', problem: 'unreachable:ECONNREFUSED' });

interface Waiting {
  name: JobName;
  data: unknown;
  at: number;
}

/** Jobs, a clock and vendors of one test's own: nothing happens but what the test does. */
function open(world: World, seller: TestSeller) {
  let nowMs = Date.now();
  let jobs: Waiting[] = [];
  const vendors = { whatsapp: vendor('whatsapp'), sms: vendor('sms'), email: vendor('email') };
  const ctx: MessageCtx & { channels: typeof vendors } = {
    sql: world.sql, log: silentLog, channels: vendors, publicUrl: 'https://shop.test', clock: { now: () => new Date(nowMs) },
    jobs: {
      send(name, data, { afterSeconds = 0 } = {}) {
        jobs.push({ name, data, at: nowMs + afterSeconds * 1000 });
        return Promise.resolve();
      },
    },
  };
  async function runDue(): Promise<void> {
    for (;;) {
      const due = jobs.filter((job) => job.at <= nowMs);
      if (due.length === 0) return;
      jobs = jobs.filter((job) => job.at > nowMs);
      for (const { name, data } of due) {
        if (name === 'compose-message') await composeMessage(ctx, data as JobData<'compose-message'>);
        if (name === 'send-message') await sendMessage(ctx, data as JobData<'send-message'>);
      }
    }
  }
  /** As the dispatcher does it, for this seller only: other suites hand over their own. */
  async function dispatch(): Promise<void> {
    await world.sql`
      update public.outbox x set delivered_at = now(), cart_id = coalesce(y.cart_id, o.cart_id, c.id) from public.outbox y
      left join public.orders o on o.id = y.order_id left join public.waitlist w on w.id = y.waitlist_id
      left join public.carts c on c.show_id = w.show_id and c.buyer_id = w.buyer_id
      where x.id = y.id and x.streamer_id = ${seller.id} and x.delivered_at is null`;
    const rows = await world.sql<{ topic: string; cart_id: string; message_id: string | null }[]>`
      select distinct topic, cart_id, message_id from public.outbox where streamer_id = ${seller.id} and (message_id is null or topic = 'message.due')`;
    for (const { topic, cart_id: cartId, message_id: messageId } of rows) {
      if (messageId) await ctx.jobs.send('send-message', { messageId });
      else await ctx.jobs.send('compose-message', { streamerId: seller.id, cartId, topic }, { afterSeconds: 8 });
    }
  }
  return {
    ctx, vendors, dispatch, runDue,
    jobs: () => jobs,
    async pass(seconds: number) {
      nowMs += seconds * 1000;
      await runDue();
    },
    async all() {
      await dispatch();
      nowMs += 9000;
      await runDue();
    },
    messages: () => world.sql<{ id: string; topic: string; state: string; reason: string | null; language: string; body: string | null }[]>`select id, topic, state, reason, language, body from public.messages where streamer_id = ${seller.id} order by created_at, id`,
    attempts: () => world.sql<{ id: number; channel: string; status: string; problem: string | null; attempts: number; address: string | null }[]>`select id, channel, status, problem, attempts, address from public.payment_notifications where streamer_id = ${seller.id} order by id`,
    taken: () => Object.values(vendors).flatMap(({ name, taken }) => taken.map(() => name)),
  };
}

let world: World;
let seller: TestSeller;
let chat: TestChat;
let desk: ReturnType<typeof open>;
let product: Awaited<ReturnType<typeof makeProduct>>;
let phone: string;
let email: string;

beforeAll(() => void (world = openWorld()));
afterAll(() => world.close());
beforeEach(async () => {
  seller = await makeSeller(world);
  product = await makeProduct(seller, { stock: 50 });
  chat = await openChat(world, seller);
  desk = open(world, seller);
  phone = `+49${String(parseInt(unique(), 16)).slice(0, 11)}`;
  email = `${unique()}@buyers.test`;
});

const said = (client = 'ann', quantity = 1) => chat.say(claimOf(product, client, quantity));
const known = (what: { phone?: string | null; email?: string | null; language?: string } = { phone, email }) =>
  world.sql`update public.buyers set phone = ${what.phone ?? null}, email = ${what.email ?? null}, language = ${what.language ?? null} where streamer_id = ${seller.id}`;
const prefer = (messaging: Partial<Messaging>) => world.sql`update public.streamers set messaging = ${world.sql.json(messaging as never)} where id = ${seller.id}`;

describe('a message', () => {
  test('tells of several claims at once, with the total and the link, in the buyer’s language', async () => {
    await chat.say(claimOf(product, 'ann'), claimOf(product, 'ann', 2));
    await known({ phone, language: 'de' });
    await desk.all();
    const [sent, ...more] = desk.vendors.whatsapp.taken;
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ to: phone, language: 'de', fromName: seller.name, template: { name: 'claimcast_order_held' } });
    expect(sent?.text).toMatch(/^Hallo ann, .* hält Linen shirt, Linen shirt ×2 bis .* Gesamt: 59,70\s\$\. .*https:\/\/shop\.test\/pay\/[0-9a-f]{64}$/);
    expect(sent?.template.variables[0]).toBe('ann');
    const [message] = await desk.messages();
    expect(message).toMatchObject({ topic: 'order.held', state: 'sent', language: 'de' });
    expect(message?.body).not.toMatch(/[0-9a-f]{64}/);
    expect((await desk.attempts())[0]).toMatchObject({ channel: 'whatsapp', status: 'sent', address: expect.stringContaining('•••') });
  });

  test('composed twice, sent twice: goes out once', async () => {
    await said();
    await known();
    await desk.dispatch();
    const [job] = desk.jobs();
    await Promise.all([composeMessage(desk.ctx, job?.data as JobData<'compose-message'>), composeMessage(desk.ctx, job?.data as JobData<'compose-message'>)]);
    const [message, ...others] = await desk.messages();
    expect(others).toEqual([]);
    await Promise.all([1, 2, 3].map(() => sendMessage(desk.ctx, { messageId: message!.id })));
    expect(desk.taken()).toEqual(['whatsapp']);
  });

  test('that the seller does not send is written down and not sent', async () => {
    await prefer({ topics: ['payment.received'] });
    await said();
    await known();
    await desk.all();
    expect(await desk.messages()).toMatchObject([{ state: 'skipped', reason: 'off' }]);
    expect(desk.taken()).toEqual([]);
  });

  test('about a hold that is over by then is not sent', async () => {
    const [id] = await said();
    await known();
    await desk.dispatch();
    await desk.pass(1000);
    expect((await desk.messages())[0]).toMatchObject({ topic: 'order.held', state: 'skipped', reason: 'over' });
    await chat.expire(await chat.orderOf(id!));
    await desk.all();
    expect(desk.vendors.whatsapp.taken.map((message) => message.template.name)).toEqual(['claimcast_order_expired']);
  });

  test('says it in the seller’s own words', async () => {
    await prefer({ templates: { en: { 'order.held': { subject: 'Yours', text: 'Hey {name}, pay {total}: {link} [{tracking}]' } } } });
    await said();
    await known({ email });
    await desk.all();
    expect(desk.vendors.email.taken[0]).toMatchObject({ subject: 'Yours', text: expect.stringMatching(/^Hey ann, pay \$19\.90: https:\S+$/), unsubscribeUrl: expect.stringContaining('/api/messages/unsubscribe?cart=') });
  });
});

describe('the ladder', () => {
  test('goes on to the next channel when one refuses, and ends at the link', async () => {
    await said();
    await known();
    desk.vendors.whatsapp.says = () => ({ status: 'refused', problem: 'template:132001' });
    desk.vendors.sms.says = () => ({ status: 'refused', problem: 'invalid_address:21211' });
    desk.vendors.email.says = () => ({ status: 'refused', problem: 'refused:550' });
    await desk.all();
    expect(desk.taken()).toEqual(['whatsapp', 'sms', 'email']);
    expect(await desk.messages()).toMatchObject([{ state: 'failed', reason: 'refused' }]);
    expect((await desk.attempts()).map(({ channel, status }) => [channel, status])).toEqual([['whatsapp', 'failed'], ['sms', 'failed'], ['email', 'failed'], ['link', 'queued']]);
  });

  test('waits for the report, and only then tries the next', async () => {
    await said();
    await known();
    await desk.all();
    await desk.pass(100);
    expect(desk.taken()).toEqual(['whatsapp']);
    await desk.pass(30);
    expect(desk.taken()).toEqual(['whatsapp', 'sms']);
    const [, sms] = await desk.attempts();
    await takeReport(desk.ctx, { channel: 'sms', attemptId: sms!.id, vendorId: 'x', status: 'delivered', problem: null, at: new Date() });
    await desk.pass(1000);
    expect(desk.taken()).toEqual(['whatsapp', 'sms']);
    expect(await desk.messages()).toMatchObject([{ state: 'delivered' }]);
  });

  test('passes over a channel that is not there, has no address, or was opted out of', async () => {
    await said();
    await known({ phone, email });
    Reflect.deleteProperty(desk.ctx.channels, 'whatsapp');
    await takeReply(desk.ctx, { channel: 'sms', from: phone, text: ' Arrêt. ' });
    expect((await world.sql`select opted_out from public.buyers where streamer_id = ${seller.id}`)[0]).toEqual({ opted_out: ['sms'] });
    await desk.all();
    expect(desk.vendors.email.taken).toHaveLength(1);
    expect(desk.vendors.sms.taken).toHaveLength(0);
    await takeReply(desk.ctx, { channel: 'sms', from: phone, text: 'START' });
    expect((await world.sql`select opted_out from public.buyers where streamer_id = ${seller.id}`)[0]).toEqual({ opted_out: [] });
  });

  test('says why when there is no channel at all', async () => {
    await said();
    await desk.all();
    expect(await desk.messages()).toMatchObject([{ state: 'failed', reason: 'no_address' }]);
    expect((await desk.attempts()).map(({ channel, status, problem }) => [channel, status, problem])).toEqual([
      ['sms', 'skipped', 'no_address'], ['email', 'skipped', 'no_address'], ['whatsapp', 'skipped', 'no_address'], ['link', 'queued', null]]);
  });

  test('unsubscribing by a link speaks for its own buyer, not for whoever else has that address', async () => {
    await chat.say(claimOf(product, 'ann'), claimOf(product, 'bob'));
    await known({ email });
    const [cart] = await world.sql<{ token: string }[]>`select c.token from public.carts c join public.buyers b on b.id = c.buyer_id where c.streamer_id = ${seller.id} and b.name = 'ann'`;
    for (let n = 0; n < 2; n += 1) await unsubscribe(world.sql, cart?.token ?? '');
    await expect(unsubscribe(world.sql, 'x'.repeat(64))).rejects.toMatchObject({ code: 'not_found' });
    expect(await world.sql`select name, opted_out from public.buyers where streamer_id = ${seller.id} order by name`).toEqual([{ name: 'ann', opted_out: ['email'] }, { name: 'bob', opted_out: [] }]);
    expect(await world.sql`select 1 from private.opt_outs where address = ${email}`).toEqual([]);
  });

  test('a vendor that says they opted out is believed, for all later messages', async () => {
    await said();
    await known({ phone });
    await prefer({ ladder: ['sms'] });
    desk.vendors.sms.says = () => ({ status: 'refused', problem: 'opted_out:21610' });
    await desk.all();
    await said();
    await desk.all();
    expect(desk.taken()).toEqual(['sms']);
    expect(await desk.messages()).toMatchObject([{ state: 'failed', reason: 'refused' }, { state: 'failed', reason: 'opted_out' }]);
  });
});

describe('nothing is sent twice and nothing is lost', () => {
  test('a crash between the call and its answer: never again on that channel, on to the next', async () => {
    await said();
    await known();
    await prefer({ ladder: ['whatsapp', 'sms'] });
    desk.vendors.whatsapp.says = () => {
      throw new Error('killed');
    };
    await desk.dispatch();
    await expect(desk.pass(9)).rejects.toThrow('killed');
    const [message] = await desk.messages();
    expect((await desk.attempts())[0]).toMatchObject({ status: 'sending' });
    // The job is run again at once, and after the lease.
    await sendMessage(desk.ctx, { messageId: message!.id });
    expect(desk.taken()).toEqual(['whatsapp']);
    await desk.pass(91);
    expect((await desk.attempts()).map(({ channel, status }) => [channel, status])).toEqual([['whatsapp', 'uncertain'], ['sms', 'sent']]);
    expect(desk.taken()).toEqual(['whatsapp', 'sms']);
  });

  test('a lost answer on the only channel ends at the link; a late report puts it right', async () => {
    await said();
    await known({ phone });
    await prefer({ ladder: ['sms'] });
    desk.vendors.sms.says = () => ({ status: 'uncertain', problem: 'no_answer' });
    await desk.all();
    expect(await desk.messages()).toMatchObject([{ state: 'failed', reason: 'uncertain' }]);
    const [attempt] = await desk.attempts();
    await takeReport(desk.ctx, { channel: 'sms', attemptId: attempt!.id, vendorId: 'SM1', status: 'delivered', problem: null, at: new Date() });
    expect(await desk.messages()).toMatchObject([{ state: 'delivered', reason: null }]);
    expect(await desk.attempts()).toMatchObject([{ status: 'delivered' }, { channel: 'link', status: 'skipped' }]);
    expect(desk.taken()).toEqual(['sms']);
  });

  test('a vendor that is down for five minutes gets it once when it is back', async () => {
    await said();
    await known({ phone });
    await prefer({ ladder: ['sms'] });
    desk.vendors.sms.says = down;
    await desk.all();
    for (let n = 0; n < 30; n++) await desk.pass(10);
    expect(await desk.messages()).toMatchObject([{ state: 'waiting' }]);
    const tries = desk.vendors.sms.taken.length;
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThan(20);
    desk.vendors.sms.says = () => ({ status: 'sent', vendorId: 'SM1' });
    for (let n = 0; n < 30; n++) await desk.pass(10);
    expect(desk.vendors.sms.taken.length).toBe(tries + 1);
    expect(await desk.messages()).toMatchObject([{ state: 'sent' }]);
  });

  test('with another channel at hand, a vendor that stays down is left for it', async () => {
    await said();
    await known();
    desk.vendors.whatsapp.says = down;
    await desk.all();
    for (let n = 0; n < 20; n++) await desk.pass(10);
    expect((await desk.attempts()).slice(0, 2).map(({ channel, status }) => [channel, status])).toEqual([['whatsapp', 'failed'], ['sms', 'sent']]);
  });

  test('what the vendor asks for is waited', async () => {
    await said();
    await known({ phone });
    desk.vendors.whatsapp.says = () => ({ status: 'retry', problem: 'rate_limited:429', afterSeconds: 40 });
    await prefer({ ladder: ['whatsapp'] });
    await desk.all();
    await desk.pass(39);
    expect(desk.taken()).toHaveLength(1);
    await desk.pass(2);
    expect(desk.taken()).toHaveLength(2);
  });

  test('of two that wait for the same cart, the newer one says it all', async () => {
    await said();
    await known({ phone });
    await prefer({ ladder: ['sms'] });
    desk.vendors.sms.says = down;
    await desk.all();
    await said();
    await desk.all();
    desk.vendors.sms.says = () => ({ status: 'sent', vendorId: 'SM1' });
    desk.vendors.sms.taken.length = 0;
    await desk.pass(60);
    expect(desk.vendors.sms.taken.map((message) => message.text)).toEqual([expect.stringContaining('Linen shirt, Linen shirt')]);
    expect((await desk.messages()).map(({ state, reason }) => [state, reason])).toEqual([['skipped', 'superseded'], ['sent', null]]);
  });
});

describe('reports', () => {
  const orders = [['sent', 'delivered', 'failed'], ['failed', 'delivered', 'sent'], ['delivered', 'sent', 'failed'], ['delivered', 'failed', 'sent'], ['failed', 'sent', 'delivered'], ['sent', 'failed', 'delivered']] as const;
  test.each(orders)('%s, %s, %s, each twice: delivered', async (...statuses) => {
    await said();
    await known({ phone });
    await prefer({ ladder: ['whatsapp'] });
    await desk.all();
    for (const status of statuses) for (let n = 0; n < 2; n++) await takeReport(desk.ctx, { channel: 'whatsapp', attemptId: null, vendorId: desk.vendors.whatsapp.taken.map((message) => `whatsapp-${message.id}`)[0]!, status, problem: null, at: new Date() });
    expect(await desk.attempts()).toMatchObject([{ status: 'delivered' }]);
    expect(await desk.messages()).toMatchObject([{ state: 'delivered' }]);
  });

  test('a report of failure goes on to the next channel at once', async () => {
    await said();
    await known();
    await desk.all();
    const [attempt] = await desk.attempts();
    await takeReport(desk.ctx, { channel: 'whatsapp', attemptId: attempt!.id, vendorId: 'w', status: 'failed', problem: 'invalid_address:131026', at: new Date() });
    await desk.dispatch();
    await desk.pass(0);
    expect(desk.taken()).toEqual(['whatsapp', 'sms']);
    expect((await desk.attempts())[0]).toMatchObject({ status: 'failed', problem: 'invalid_address:131026' });
  });

  test('that come before the answer stand', async () => {
    await said();
    await known({ phone });
    desk.vendors.whatsapp.says = async (message) => {
      await takeReport(desk.ctx, { channel: 'whatsapp', attemptId: Number(message.id), vendorId: 'w1', status: 'delivered', problem: null, at: new Date() });
      return { status: 'sent', vendorId: 'w1' };
    };
    await desk.all();
    expect(await desk.messages()).toMatchObject([{ state: 'delivered' }]);
  });

  test('about nothing of ours change nothing', async () => {
    await takeReport(desk.ctx, { channel: 'sms', attemptId: 999_999_999, vendorId: unique(), status: 'failed', problem: null, at: new Date() });
    expect(await desk.messages()).toEqual([]);
  });
});

describe('quiet hours', () => {
  const aroundNow = () => {
    const clock = (minutes: number) => new Date(desk.ctx.clock.now().getTime() + minutes * 60_000).toISOString().slice(11, 16);
    return { from: clock(-60), to: clock(120) };
  };
  test('hold a message back until they end', async () => {
    await world.sql`update public.shows set hold_seconds = 86400 where id = ${chat.showId}`;
    await prefer({ quietHours: aroundNow(), quietDuringShows: true });
    await said();
    await known();
    await desk.all();
    expect(await desk.messages()).toMatchObject([{ state: 'waiting', reason: 'quiet' }]);
    await desk.pass(6000);
    expect(desk.taken()).toEqual([]);
    await desk.pass(1300);
    expect(desk.taken()).toEqual(['whatsapp']);
    expect(await desk.messages()).toMatchObject([{ state: 'sent', reason: null }]);
  });

  test('but not what is about holds while the show is live', async () => {
    await prefer({ quietHours: aroundNow() });
    await said();
    await known();
    await desk.all();
    expect(desk.taken()).toEqual(['whatsapp']);
  });
});

describe('a reminder', () => {
  const ends = (seconds: number) => world.sql`update public.holds set created_at = now() - interval '20 minutes', expires_at = now() + make_interval(secs => ${seconds}) where streamer_id = ${seller.id}`;
  const reminders = () => world.sql`select id from public.outbox where streamer_id = ${seller.id} and topic = 'hold.ending'`;

  test('is written once a cart, shortly before the end, and again when the hold was given more time', async () => {
    await chat.say(claimOf(product, 'ann'), claimOf(product, 'ann'), claimOf(product, 'bob'));
    await remindHolds(world.sql);
    expect(await reminders()).toHaveLength(0);
    await ends(200);
    await Promise.all([remindHolds(world.sql), remindHolds(world.sql)]);
    await remindHolds(world.sql);
    expect(await reminders()).toHaveLength(2);
    await ends(800);
    await ends(100);
    await remindHolds(world.sql);
    expect(await reminders()).toHaveLength(4);
  });

  test('never comes when the seller wants none, nor in the first two thirds of a hold', async () => {
    await said();
    await world.sql`update public.holds set expires_at = now() + interval '60 seconds', created_at = now() where streamer_id = ${seller.id}`;
    await remindHolds(world.sql);
    expect(await reminders()).toHaveLength(0);
    await prefer({ reminderMinutes: 0 });
    await ends(100);
    await remindHolds(world.sql);
    expect(await reminders()).toHaveLength(0);
  });
});

describe('the seller', () => {
  test('sends again, or says that the link was sent by hand', async () => {
    await said();
    await desk.all();
    const [failed] = await desk.messages();
    await known({ phone });
    const again = () => asPerson(world, seller.owner, async (tx) => (await tx<{ id: string }[]>`select public.send_message_again(${failed!.id}) as id`)[0]!.id);
    const id = await again();
    expect(await again()).toBe(id);
    await desk.all();
    expect(desk.taken()).toEqual(['whatsapp']);
    await asPerson(world, seller.owner, (tx) => tx`select public.mark_message_sent(${failed!.id})`);
    expect((await desk.messages())[0]).toMatchObject({ state: 'sent', reason: 'by_hand' });
    expect((await desk.attempts()).find((attempt) => attempt.channel === 'link')).toMatchObject({ status: 'sent' });
  });
});
