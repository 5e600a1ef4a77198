import { expect, makeProduct, say, test } from './fixtures.ts';

test('a comment becomes a held order on the seller\'s screen; the last unit goes to the first, the next one waits and moves up', async ({ shopPage: page, request }) => {
  const { handle } = page.shop;
  await makeProduct(page, { code: '14', name: 'Linen shirt', variants: [{ name: 'M', options: { size: 'M' }, stock: 1 }] });
  await page.reload();
  const chat = page.getByRole('log', { name: 'Chat' });

  await say(request, handle, [
    { client: 'ana.m', message: 'mine #14', message_id: '1' },
    { client: 'kim_00', message: 'sold 14', message_id: '2' },
    { client: 'jo', message: 'hahaha', message_id: '3' },
  ]);
  const held = page.getByRole('tabpanel', { name: /Held/ });
  await expect(held.getByText('ana.m')).toBeVisible();
  await expect(chat.getByText('hahaha')).toBeVisible();
  await expect(chat.getByText(/Held/)).toBeVisible();

  // A reconnecting bridge sends everything again: nothing changes.
  expect(await say(request, handle, [{ client: 'ana.m', message: 'mine #14', message_id: '1' }])).toMatchObject({ accepted: 0, duplicates: 1 });

  await page.getByRole('tab', { name: /Waiting/ }).click();
  await expect(page.getByRole('tabpanel', { name: /Waiting/ }).getByText('kim_00')).toBeVisible();

  await say(request, handle, [{ client: 'ana.m', message: 'cancel mine sorry', message_id: '4' }]);
  await page.getByRole('tab', { name: /Held/ }).click();
  await expect(held.getByText('kim_00')).toBeVisible();
  await expect(held.getByText('ana.m')).toHaveCount(0);
});

test('a bridge\'s key works, and stops working when it is revoked', async ({ shopPage: page, playwright, baseURL }) => {
  const { handle } = page.shop;
  await makeProduct(page, { code: 'A17', name: 'Thermos', variants: [{ name: 'One size', stock: 3 }] });
  await page.goto('/settings');
  await page.getByLabel('New key for').fill('OBS machine');
  await page.getByRole('button', { name: 'Create key' }).click();
  const key = (await page.getByText(/cc_[\w-]{43}/).first().textContent())?.match(/cc_[\w-]{43}/)?.[0];
  expect(key).toBeTruthy();

  // From behind a proxy: not loopback, so only the key counts.
  const bridge = await playwright.request.newContext({ baseURL: baseURL ?? '', extraHTTPHeaders: { authorization: `Bearer ${key}`, 'x-forwarded-for': '203.0.113.7' } });
  expect((await bridge.post('/comments', { data: { streamer: handle, client: 'ana', message: 'A17 🙋' } })).status()).toBe(200);
  expect((await bridge.post('/comments', { data: { streamer: 'demo', client: 'ana', message: 'A17' } })).status()).toBe(403);
  const keys = (await (await page.request.get('/api/keys')).json()) as { items: { id: string }[] };
  expect((await page.request.delete(`/api/keys/${keys.items[0]?.id}`)).status()).toBe(200);
  await expect.poll(async () => (await bridge.post('/comments', { data: { streamer: handle, client: 'ana', message: 'again' } })).status()).toBe(401);
  await bridge.dispose();

  await page.goto('/live');
  await expect(page.getByRole('tabpanel', { name: /Held/ }).getByText('ana')).toBeVisible();
});
