import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelOrder, claimComment } from '#lib/claims/decide.ts';
import { listComments } from '#lib/comments/list.ts';
import { CommentFilter, type CommentRow } from '#lib/comments/schema.ts';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeMember, makeProduct, makeSeller, type TestPerson, type TestSeller } from '#lib/testing/seller.ts';
import { stockOf } from '#lib/testing/stock.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { correctComment, removeCorrection } from './correct.ts';
import { exportCorrections, listCorrections } from './list.ts';

let world: World;
let seller: TestSeller;
let moderator: TestPerson;
let chat: TestChat;

beforeAll(async () => {
  world = openWorld();
  seller = await makeSeller(world);
  moderator = await makeMember(world, seller, 'moderator');
  chat = await openChat(world, seller);
});
afterAll(() => world.close());

async function shown(id: number): Promise<Pick<CommentRow, 'intent' | 'read_as' | 'corrected' | 'outcome'>> {
  const { items } = await listComments(moderator.db, seller, CommentFilter.parse({}), { limit: 200 });
  const { intent, read_as, corrected, outcome } = items.find((row) => row.id === id)!;
  return { intent, read_as, corrected, outcome };
}
const all = async () => (await listCorrections(seller.owner.db, seller, { limit: 200 })).items;
const kept = async (message: number) => (await all()).filter((row) => row.chat_message_id === message);
const chatter = async () => (await chat.say({ client: 'ann' }))[0]!;

test('is kept with what was read, and shown to everybody at the desk instead of it', async () => {
  const message = await chatter();
  expect(await correctComment(moderator.db, message, 'question')).toMatchObject([{ chat_message_id: message, show_id: chat.showId }]);
  expect(await shown(message)).toEqual({ intent: 'question', read_as: 'none', corrected: true, outcome: null });
  expect(await kept(message)).toMatchObject([{ text: 'as it was said', was_intent: 'none', was_model: 'test', intent: 'question', corrected_by: moderator.userId }]);
  expect((await kept(message))[0]!.was_score).toBeCloseTo(0.9);
  const found = await listComments(moderator.db, seller, CommentFilter.parse({ intent: 'question' }), { limit: 200 });
  expect(found.items.map((row) => row.id)).toContain(message);
});

test('the last word on a comment counts, also when both are said at once; said twice it is the same one', async () => {
  const message = await chatter();
  await correctComment(moderator.db, message, 'question');
  const [first] = await kept(message);
  await correctComment(seller.owner.db, message, 'question');
  expect(await kept(message)).toEqual([first]);
  await correctComment(seller.owner.db, message, 'complaint');
  expect(await kept(message)).toMatchObject([{ id: first!.id, intent: 'complaint', corrected_by: seller.owner.userId }]);
  await Promise.all((['buy', 'feedback', 'cancel', 'none', 'question'] as const).map((intent) => correctComment(moderator.db, message, intent)));
  const { intent, corrected } = await shown(message);
  expect((await kept(message)).map((row) => row.intent)).toEqual(corrected ? [intent] : []);
});

test('to what was read is none: that takes it back', async () => {
  const message = await chatter();
  await correctComment(moderator.db, message, 'buy');
  await correctComment(moderator.db, message, 'none');
  expect(await shown(message)).toEqual({ intent: 'none', read_as: 'none', corrected: false, outcome: null });
  expect(await kept(message)).toEqual([]);
});

test('neither claims nor cancels', async () => {
  const product = await makeProduct(seller, { code: 'C1', stock: 3 });
  const [held] = await chat.say(claimOf(product, 'bob'));
  const other = await chatter();
  await correctComment(moderator.db, held!, 'question');
  await correctComment(moderator.db, other, 'buy');
  const [pending] = await chat.write([claimOf(product, 'cem')]);
  await correctComment(moderator.db, pending!, 'none');
  await chat.settle();
  expect(await Promise.all([held!, other, pending!].map(shown))).toMatchObject([{ intent: 'question', outcome: 'held' }, { intent: 'buy', outcome: null }, { intent: 'none', outcome: 'held' }]);
  expect(await stockOf(world, product.variant.id)).toMatchObject({ held: 2 });
});

test('comes with a claim by hand of a comment that was read as something else, and goes with a claim that was', async () => {
  const product = await makeProduct(seller, { code: 'C2', stock: 5 });
  const input = { variantId: product.variant.id, quantity: 1 };
  const message = await chatter();
  await claimComment(moderator.db, message, input);
  await claimComment(moderator.db, message, input);
  expect(await kept(message)).toMatchObject([{ was_intent: 'none', intent: 'buy', corrected_by: moderator.userId }]);
  const [asked] = await chat.say({ ...claimOf(product, 'dora'), unclear: 'which_variant' });
  await claimComment(moderator.db, asked!, input);
  expect(await kept(asked!)).toEqual([]);
});

test('is not kept for a claim by hand that is refused', async () => {
  const product = await makeProduct(seller, { code: 'C3', stock: 5 });
  const [message] = await chat.say(claimOf(product, 'eve'));
  await cancelOrder(seller.owner.db, await chat.orderOf(message!));
  await correctComment(moderator.db, message!, 'question');
  await expect(claimComment(moderator.db, message!, { variantId: product.variant.id, quantity: 1 })).rejects.toMatchObject({ code: 'conflict' });
  expect(await kept(message!)).toMatchObject([{ intent: 'question' }]);
});

test('is removed by the owner, once', async () => {
  const message = await chatter();
  await correctComment(moderator.db, message, 'feedback');
  const [row] = await kept(message);
  await expect(removeCorrection(moderator.db, seller, row!.id)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await removeCorrection(seller.owner.db, seller, row!.id)).toMatchObject([{ chat_message_id: message }]);
  expect(await removeCorrection(seller.owner.db, seller, row!.id)).toEqual([]);
  expect(await shown(message)).toMatchObject({ intent: 'none', corrected: false });
});

test('is refused to packers and strangers, for a comment that is not read, and with a meaning that is none', async () => {
  const message = await chatter();
  const packer = await makeMember(world, seller, 'packer');
  const stranger = (await makeSeller(world)).owner;
  for (const { db } of [packer, stranger]) await expect(correctComment(db, message, 'buy')).rejects.toMatchObject({ code: 'forbidden' });
  await expect(correctComment(moderator.db, message, 'nonsense' as 'buy')).rejects.toMatchObject({ code: 'invalid' });
  await world.sql`delete from public.nlp_intents where chat_message_id = ${message}`;
  await expect(correctComment(moderator.db, message, 'buy')).rejects.toMatchObject({ code: 'conflict' });
  expect(await kept(message)).toEqual([]);
});

test('is listed to the owner page by page, the last said first, and exported the same', async () => {
  const mine = await makeSeller(world);
  const messages = await (await openChat(world, mine)).say(...Array.from({ length: 7 }, (_, n) => ({ client: `viewer-${n}` })));
  for (const message of messages) await correctComment(mine.owner.db, message, 'question');
  await correctComment(mine.owner.db, messages[2]!, 'complaint');
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCorrections(mine.owner.db, mine, { limit: 3, cursor });
    expect(page.total).toBe(7);
    seen.push(...page.items.map((row) => row.chat_message_id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual([messages[2], ...messages.toReversed().filter((message) => message !== messages[2])]);
  let file = '';
  for await (const piece of exportCorrections(mine.owner.db, mine)) file += piece;
  const lines = file.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toHaveLength(7);
  expect(lines[0]).toEqual({ text: 'as it was said', intent: 'complaint', was: 'none', score: 0.9, at: expect.stringMatching(/^20/) });
  expect((await listCorrections(moderator.db, mine, { limit: 3 })).total).toBe(0);
});
