import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimOf, openChat, type TestChat } from '#lib/testing/chat.ts';
import { makeProduct, makeSeller, unique, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { suggestDelay } from './learn-delay-of-show.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

const startMs = Date.parse('2026-05-01T18:00:00Z');
const delayMs = 7000;

/** Six products, half a minute each, each named twice by viewers who see it `delayMs` late. */
async function play(seller: TestSeller, chat: TestChat, confirm: (products: Awaited<ReturnType<typeof makeProduct>>[]) => Promise<number[]>) {
  const products = await Promise.all(Array.from({ length: 6 }, () => makeProduct(seller, { code: `C${unique()}`, stock: 9 })));
  for (const [i, product] of products.entries()) {
    await world.sql`insert into public.pins (streamer_id, show_id, product_id, pinned_at) values (${seller.id}, ${chat.showId}, ${product.id}, ${new Date(startMs + i * 30_000)})`;
  }
  for (const [i, id] of (await confirm(products)).entries()) {
    const at = startMs + Math.floor(i / 2) * 30_000 + delayMs + (i % 2 === 0 ? 1500 : 26_000);
    await world.sql`update public.chat_messages set received_at = ${new Date(at)} where id = ${id}`;
  }
}

test('comments that named a product by its code tell the delay; nothing is set', async () => {
  const seller = await makeSeller(world);
  expect(await suggestDelay(world.sql, seller)).toEqual({ show_id: null, delay_ms: null, suggestion: null });
  const chat = await openChat(world, seller);
  expect(await suggestDelay(world.sql, seller)).toEqual({ show_id: chat.showId, delay_ms: 0, suggestion: null });
  await play(seller, chat, (products) => chat.say(...products.flatMap((product) => [claimOf(product, unique()), claimOf(product, unique())])));
  const found = await suggestDelay(world.sql, seller);
  expect(found).toMatchObject({ show_id: chat.showId, delay_ms: 0, suggestion: { comments: expect.any(Number) as number } });
  expect(Math.abs(found.suggestion!.delay_ms - delayMs)).toBeLessThanOrEqual(2000);
  expect(await world.sql`select delay_ms from public.shows where id = ${chat.showId}`).toEqual([{ delay_ms: 0 }]);
  await seller.owner.db.rpc('save_show', { p_streamer: seller.id, p_delay_ms: 7000 });
  expect((await suggestDelay(world.sql, seller)).delay_ms).toBe(7000);
});

test('so do those that a person made claims of, and another seller’s do not', async () => {
  const [seller, other] = [await makeSeller(world), await makeSeller(world)];
  const [chat] = [await openChat(world, seller), await openChat(world, other)];
  await play(seller, chat, async (products) => {
    const said = products.flatMap((product) => [product, product]);
    const ids = await chat.say(...said.map(() => ({ client: unique(), claims: { productId: null, variantId: null }, unclear: 'no_product' })));
    for (const [i, id] of ids.entries()) await seller.owner.db.rpc('claim_comment', { p_message: id, p_variant: said[i]!.variant.id, p_quantity: 1 });
    return ids;
  });
  expect(Math.abs(((await suggestDelay(world.sql, seller)).suggestion?.delay_ms ?? -1e9) - delayMs)).toBeLessThanOrEqual(2000);
  expect((await suggestDelay(world.sql, other)).suggestion).toBe(null);
});
