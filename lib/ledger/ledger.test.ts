import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { settle } from '#lib/claims/settle.ts';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeMember, makeProduct, makeSeller, nobody, unique, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { checkLedger } from './check.ts';
import { exportLedger } from './export.ts';
import { fairLine } from './fair.ts';
import type { ExportQuery } from './schema.ts';
import { verifyFile } from './verify-file.ts';
import { whyOf } from './why.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

/** A seller of its own with an open show. */
async function open(): Promise<{ seller: TestSeller; chat: TestChat }> {
  const seller = await makeSeller(world);
  return { seller, chat: await openChat(world, seller) };
}

async function fileOf(seller: TestSeller, query: Partial<z.infer<typeof ExportQuery>> = {}): Promise<string> {
  const pieces = await Array.fromAsync(exportLedger(seller.owner.db, seller, { format: 'jsonl', ...query }));
  return pieces.join('');
}

/** As somebody with the database in their hands would: with the guards off. */
function tamper(change: (tx: Sql) => Promise<unknown>): Promise<unknown> {
  return world.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await change(tx as unknown as Sql);
  });
}

async function tokenOf(seller: TestSeller, messageId: number): Promise<string> {
  const [row] = await world.sql<{ token: string }[]>`select token from public.claims where streamer_id = ${seller.id} and chat_message_id = ${messageId} order by id limit 1`;
  return row?.token ?? '';
}

/** Five entries: three claims, a cancellation, and who moved up. */
async function fiveEntries() {
  const { seller, chat } = await open();
  const product = await makeProduct(seller, { code: unique(), stock: 2 });
  const messages = await chat.say(claimOf(product, 'ann'), claimOf(product, 'bob'), claimOf(product, 'cem'));
  await seller.owner.db.rpc('cancel_order', { p_order: await chat.orderOf(messages[0]!) });
  return { seller, chat, product, messages };
}

describe('the chain', () => {
  test('counts each seller’s entries from 1 and holds', async () => {
    const { seller } = await fiveEntries();
    const rows = await world.sql<{ seq: number; prev_hash: string; hash: string; said_sha256: string | null; stock: number; free: number }[]>`
      select seq, prev_hash, hash, said_sha256, stock, free from public.claims where streamer_id = ${seller.id} order by id`;
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(rows[0]?.prev_hash).toBe('0'.repeat(64));
    expect(rows.slice(1).map((row) => row.prev_hash)).toEqual(rows.slice(0, -1).map((row) => row.hash));
    expect(rows.map(({ stock, free }) => [stock, free])).toEqual([[2, 1], [2, 0], [2, 0], [2, 1], [2, 0]]);
    expect(await checkLedger(seller.owner.db, seller)).toEqual({ entries: 5, ok: true, broken_seq: null, problem: null, last_hash: rows[4]?.hash });
  });

  test('is empty for a new seller, and that holds', async () => {
    const seller = await makeSeller(world);
    expect(await checkLedger(seller.owner.db, seller)).toEqual({ entries: 0, ok: true, broken_seq: null, problem: null, last_hash: null });
    expect(await fileOf(seller)).toBe('');
  });

  test('has no gap and no fork when several pipelines decide at once and others write meanwhile', async () => {
    const { seller, chat } = await open();
    const product = await makeProduct(seller, { code: unique(), stock: 1000 });
    await chat.write(Array.from({ length: 300 }, (_, n) => claimOf(product, `v${n}`)));
    const [last] = await world.sql<{ below: string }[]>`select max(arrival) + 1 as below from private.requests where streamer_id = ${seller.id}`;
    const below = () => Promise.resolve(BigInt(last!.below));
    await Promise.all([1, 2, 3, 4].map(() => settle(world.sql, { watermark: below })));
    expect(await checkLedger(seller.owner.db, seller)).toMatchObject({ entries: 300, ok: true });
  });

  test('what fails takes no place in it', async () => {
    const { seller, chat } = await open();
    const product = await makeProduct(seller, { code: unique(), stock: 5 });
    const [message] = await chat.say(claimOf(product, 'ann'));
    const again = world.sql`
      insert into public.claims (streamer_id, show_id, chat_message_id, entry, outcome, reason, source, said_at, received_at, arrival)
      values (${seller.id}, ${chat.showId}, ${message!}, 'claim', 'held', 'in_stock', 'web', now(), now(), 1)`;
    await expect(again).rejects.toMatchObject({ code: '23505' });
    await world.sql`
      insert into public.claims (streamer_id, show_id, chat_message_id, entry, outcome, reason, source, said_at, received_at, arrival)
      values (${seller.id}, ${chat.showId}, ${message!}, 'claim', 'held', 'in_stock', 'web', now(), now(), 1) on conflict do nothing`;
    await chat.say(claimOf(product, 'bob'));
    expect(await checkLedger(seller.owner.db, seller)).toMatchObject({ entries: 2, ok: true });
  });

  test('the place and the hashes are not the writer’s to choose', async () => {
    const { seller, chat } = await open();
    await world.sql`
      insert into public.claims (streamer_id, show_id, entry, outcome, reason, source, said_at, received_at, arrival, seq, hash, prev_hash, said_sha256)
      values (${seller.id}, ${chat.showId}, 'claim', 'nothing', 'x', 'web', now(), now(), 1, 77, 'mine', 'mine', 'mine')`;
    expect(await checkLedger(seller.owner.db, seller)).toMatchObject({ entries: 1, ok: true });
  });

  const id = (seller: TestSeller, seq: number) => world.sql`(select id from public.claims where streamer_id = ${seller.id} and seq = ${seq})`;
  test.each<[string, number, string, (tx: Sql, seller: TestSeller) => Promise<unknown>]>([
    ['a changed outcome', 2, 'changed', (tx, seller) => tx`update public.claims set outcome = 'waitlisted' where id = ${id(seller, 2)}`],
    ['a changed time', 3, 'changed', (tx, seller) => tx`update public.claims set received_at = received_at - interval '1 microsecond' where id = ${id(seller, 3)}`],
    ['a changed link', 1, 'changed', (tx, seller) => tx`update public.claims set token = ${unique()} where id = ${id(seller, 1)}`],
    ['a removed entry', 3, 'missing', (tx, seller) => tx`delete from public.claims where id = ${id(seller, 3)}`],
    ['the first one removed', 1, 'missing', (tx, seller) => tx`delete from public.claims where id = ${id(seller, 1)}`],
    ['the last one removed', 5, 'missing', (tx, seller) => tx`delete from public.claims where id = ${id(seller, 5)}`],
    ['all removed', 1, 'missing', (tx, seller) => tx`delete from public.claims where streamer_id = ${seller.id}`],
    ['two places swapped', 2, 'order', async (tx, seller) => {
      await tx`update public.claims set seq = -seq where streamer_id = ${seller.id} and seq in (2, 3)`;
      await tx`update public.claims set seq = 5 + seq where streamer_id = ${seller.id} and seq < 0`;
    }],
    ['two places swapped, and linked anew', 2, 'changed', async (tx, seller) => {
      await tx`update public.claims set seq = -seq where streamer_id = ${seller.id} and seq in (2, 3)`;
      await tx`update public.claims set seq = 5 + seq where streamer_id = ${seller.id} and seq < 0`;
      await tx`update public.claims c set prev_hash = (select b.hash from public.claims b where b.streamer_id = c.streamer_id and b.seq = c.seq - 1) where c.streamer_id = ${seller.id} and c.seq > 1`;
    }],
    ['a changed comment', 2, 'text', (tx, seller) => tx`update public.chat_messages set message = 'as it was not said' where streamer_id = ${seller.id} and client = 'bob'`],
    ['the end written anew with right hashes', 5, 'rewritten', (tx, seller) => tx`
      update public.claims c set outcome = 'expired', hash = encode(sha256(convert_to(c.prev_hash || replace(private.ledger_body(c), '"outcome": "held"', '"outcome": "expired"'), 'UTF8')), 'hex')
      where id = ${id(seller, 5)}`],
  ])('%s is found', async (_what, brokenSeq, problem, change) => {
    const { seller } = await fiveEntries();
    await tamper((tx) => change(tx, seller));
    expect(await checkLedger(seller.owner.db, seller)).toMatchObject({ ok: false, broken_seq: brokenSeq, problem });
  });
});

describe('the exported file', () => {
  test('is checked without the database, and what was tampered with is found', async () => {
    const { seller } = await fiveEntries();
    const file = await fileOf(seller);
    const lines = file.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(await verifyFile(lines)).toEqual({ entries: 5, problem: null, lastHash: (JSON.parse(lines[4]!) as { hash: string }).hash });
    const change = (at: number, from: string, to: string) => lines.map((line, n) => (n === at ? line.replace(from, to) : line));
    const problemOf = async (changed: readonly string[], part = false) => (await verifyFile(changed, { part })).problem;
    expect(await problemOf(change(1, String.raw`\"outcome\": \"held\"`, String.raw`\"outcome\": \"paid\"`))).toMatch(/^Line 2 was changed/);
    expect(await problemOf(change(1, 'as it was said', 'as it was not'))).toMatch(/^Line 2 has another text/);
    expect(await problemOf(lines.toSpliced(2, 1))).toBe('Line 3 is entry 4 where entry 3 belongs');
    expect(await problemOf([...lines.slice(0, 2), lines[3]!, lines[2]!, lines[4]!])).toMatch(/^Line 3 is entry 4/);
    expect(await problemOf([...lines.slice(0, 2), lines[3]!, lines[2]!, lines[4]!], true)).toMatch(/^Line 4 is entry 3/);
    expect(await problemOf(change(2, '"seq":3', '"seq":9'))).toMatch(/^Line 3 has facts of another/);
    expect(await problemOf([...lines, 'x'])).toBe('Line 6 is not an entry of a ledger');
    expect(await problemOf([...lines, '{}'])).toBe('Line 6 is not an entry of a ledger');
  });

  test('is checked by the script, which says by its exit code what it found', async () => {
    const { seller } = await fiveEntries();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'claimcast-ledger-'));
    try {
      const file = path.join(folder, 'ledger.jsonl');
      const run = () => promisify(execFile)(process.execPath, ['workers/verify-ledger.ts', file]);
      const text = await fileOf(seller);
      await writeFile(file, text);
      expect((await run()).stdout).toMatch(/^5 entries, and all of them fit\. Last hash: [0-9a-f]{64}\n$/);
      await writeFile(file, text.replace('as it was said', 'AS IT WAS SAID'));
      await expect(run()).rejects.toMatchObject({ code: 1, stderr: 'Line 1 has another text than the one that was decided on.\n' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('has every entry once, over many pages, in order; a show’s has only that show’s', async () => {
    const { seller, chat } = await open();
    const product = await makeProduct(seller, { code: unique(), stock: 2000 });
    await chat.say(...Array.from({ length: 1203 }, (_, n) => claimOf(product, `v${n}`)));
    await seller.owner.db.rpc('end_show', { p_streamer: seller.id });
    await seller.owner.db.rpc('start_show', { p_streamer: seller.id, p_title: 'Second' });
    const second = await openChat(world, seller);
    await second.say(claimOf(product, 'late'));
    const seqs = (await fileOf(seller)).trimEnd().split('\n').map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect(seqs).toEqual(Array.from({ length: 1204 }, (_, n) => n + 1));
    const part = (await fileOf(seller, { show: second.showId })).trimEnd().split('\n');
    expect(part.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([1204]);
    expect([(await verifyFile(part)).problem, (await verifyFile(part, { part: true })).problem]).toEqual(['Line 1 is entry 1204 where entry 1 belongs', null]);
  });

  test('as a table keeps a viewer’s words from being taken for a formula', async () => {
    const { seller, chat } = await open();
    const product = await makeProduct(seller, { code: unique(), stock: 5 });
    const [row] = chat.rows([claimOf(product, '=cmd()')]);
    await world.sql`select * from private.record_comments(${world.sql.json([{ ...row, message: '=1+1, "mine"' }] as never)})`;
    await chat.settle();
    const [head, line] = (await fileOf(seller, { format: 'csv' })).split('\r\n');
    expect(head).toMatch(/^\uFEFFseq,decided_at,/);
    expect(line).toContain(`,'=cmd(),"'=1+1, ""mine""",claim,held,in_stock,`);
  });

  test('is the owner’s and the moderators’; whether it holds, everybody’s who works there', async () => {
    const { seller } = await fiveEntries();
    const [moderator, packer, stranger] = [await makeMember(world, seller, 'moderator'), await makeMember(world, seller, 'packer'), (await makeSeller(world)).owner];
    const read = (db: TestSeller['owner']['db']) => Array.fromAsync(exportLedger(db, seller, { format: 'jsonl' }));
    expect(await read(moderator.db)).toHaveLength(1);
    for (const db of [packer.db, stranger.db, nobody(world)]) await expect(read(db)).rejects.toMatchObject({ code: 'forbidden' });
    for (const db of [moderator.db, packer.db]) expect(await checkLedger(db, seller)).toMatchObject({ ok: true });
    for (const db of [stranger.db, nobody(world)]) await expect(checkLedger(db, seller)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('why', () => {
  test('is answered alike from the comment, the order and the entry, with everybody in order of acceptance', async () => {
    const { seller, chat, messages } = await fiveEntries();
    const [, , cem] = messages;
    const order = await chat.orderOf(cem!);
    const byComment = await whyOf(seller.owner.db, seller, { comment: cem! });
    expect(byComment).toEqual(await whyOf(seller.owner.db, seller, { order }));
    expect(byComment).toEqual(await whyOf(seller.owner.db, seller, { claim: byComment.claim.id }));
    expect(byComment).toEqual(await whyOf(seller.owner.db, seller, { claim: byComment.later[0]!.id }));
    expect(byComment.claim).toMatchObject({ rank: 3, outcome: 'waitlisted', stock: 2, free: 0, seq: 3, match_score: expect.closeTo(0.9) as number });
    expect(byComment.line.map((row) => [row.rank, row.name, row.outcome, row.outcome_now])).toEqual([
      [1, 'ann', 'held', 'cancelled'], [2, 'bob', 'held', 'held'], [3, 'cem', 'waitlisted', 'held'],
    ]);
    expect(byComment.total).toBe(3);
    expect(byComment.later.map((row) => [row.entry, row.outcome])).toEqual([['promotion', 'held']]);
  });

  test('of a claim that waits for a person’s word has no line, and of plain chat there is none', async () => {
    const { seller, chat } = await open();
    const product = await makeProduct(seller, { code: unique(), stock: 5 });
    const [unclear, plain] = await chat.say({ ...claimOf(product, 'ann'), claims: { productId: product.id, variantId: null }, unclear: 'which_variant' }, { client: 'bob' });
    expect(await whyOf(seller.owner.db, seller, { comment: unclear! })).toMatchObject({ claim: { outcome: 'review' }, line: [], total: 0 });
    await expect(whyOf(seller.owner.db, seller, { comment: plain! })).rejects.toMatchObject({ code: 'not_found' });
    await seller.owner.db.rpc('claim_comment', { p_message: unclear, p_variant: product.variant.id, p_quantity: 1 });
    expect(await whyOf(seller.owner.db, seller, { comment: unclear! })).toMatchObject({ claim: { entry: 'correction', outcome: 'held' }, total: 1 });
  });

  test('is nobody else’s to ask', async () => {
    const { seller, messages } = await fiveEntries();
    const stranger = await makeSeller(world);
    await expect(whyOf(stranger.owner.db, stranger, { comment: messages[0]! })).rejects.toMatchObject({ code: 'not_found' });
    await expect(whyOf(stranger.owner.db, seller, { comment: messages[0]! })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a buyer’s own line', () => {
  test('says what they wrote and when, their place and who came before, but not who that was', async () => {
    const { seller, messages } = await fiveEntries();
    const token = await tokenOf(seller, messages[2]!);
    const line = await fairLine(world.sql, token);
    expect(line).toMatchObject({
      seller: seller.name, said: 'as it was said', rank: 3, stock: 2, free: 0, outcome: 'waitlisted', reason: 'not_enough_free', outcomeNow: 'held', claims: 3, seq: 3,
      later: [{ entry: 'promotion', outcome: 'held', reason: 'unit_released' }],
    });
    expect(line?.before.map(({ rank, outcome, outcomeNow }) => [rank, outcome, outcomeNow])).toEqual([[1, 'held', 'cancelled'], [2, 'held', 'held']]);
    const others = await world.sql<{ id: string; order_id: string | null; buyer_id: string; chat_message_id: number }[]>`
      select id, order_id, buyer_id, chat_message_id from public.claims where streamer_id = ${seller.id} and seq in (1, 2)`;
    const shown = JSON.stringify({ ...line, body: line?.body });
    for (const secret of ['ann', 'bob', ...others.flatMap((row) => [row.order_id ?? 'ann', row.buyer_id])]) expect(shown).not.toContain(secret);
    expect((await verifyFile([JSON.stringify({ seq: line?.seq, body: line?.body, prev_hash: line?.prevHash, hash: line?.hash, text: line?.said })], { part: true })).problem).toBe(null);
  });

  test('has a link of its own for each entry, and a wrong one leads nowhere', async () => {
    const { seller, messages } = await fiveEntries();
    const tokens = await world.sql<{ token: string }[]>`select token from public.claims where streamer_id = ${seller.id}`;
    expect(new Set(tokens.map((row) => row.token)).size).toBe(5);
    for (const { token } of tokens) expect(token).toMatch(/^[0-9a-f]{32}$/);
    const token = await tokenOf(seller, messages[0]!);
    for (const wrong of ['', 'x', token.slice(0, -1), `${token}0`, token.toUpperCase() === token ? '0'.repeat(32) : token.toUpperCase(), '0'.repeat(32), "' or 1=1", '../..']) {
      expect(await fairLine(world.sql, wrong)).toBe(null);
    }
  });

  test('a later entry’s link leads to the claim it began with', async () => {
    const { seller, messages } = await fiveEntries();
    const [promotion] = await world.sql<{ token: string }[]>`select token from public.claims where streamer_id = ${seller.id} and entry = 'promotion'`;
    expect(await fairLine(world.sql, promotion!.token)).toEqual(await fairLine(world.sql, await tokenOf(seller, messages[2]!)));
  });
});

test('an entry about a payment names it', async () => {
  const { seller, chat } = await open();
  const product = await makeProduct(seller, { code: unique(), stock: 2 });
  const [message] = await chat.say(claimOf(product, 'ann'));
  const order = await chat.orderOf(message!);
  const [cart] = await world.sql<{ cart_id: string }[]>`select cart_id from public.orders where id = ${order}`;
  const lines = [{ orderId: order, quantity: 1, amountMinor: 1990 }];
  const [opened] = await world.sql<{ id: string }[]>`
    select (payment).id from private.open_payment(${cart!.cart_id}, 'sandbox', 1990, 'USD', '{}', ${world.sql.json(lines)}, null, now() + interval '1 hour')`;
  await world.sql`select * from private.take_event('sandbox', ${unique()}, 'succeeded', ${opened!.id}, now(), null, '{}')`;
  expect(await world.sql`select entry, outcome, payment_id from public.claims where order_id = ${order} and entry = 'payment'`).toEqual([{ entry: 'payment', outcome: 'paid', payment_id: opened!.id }]);
  expect(await checkLedger(seller.owner.db, seller)).toMatchObject({ entries: 2, ok: true });
  expect(await whyOf(seller.owner.db, seller, { order })).toMatchObject({ line: [{ outcome_now: 'paid' }], later: [{ entry: 'payment', payment_id: opened!.id }] });
});
