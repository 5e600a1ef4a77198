import { expect, makeProduct, say, test } from './fixtures.ts';

interface Order {
  id: string;
  buyer_name: string;
  cart_id: string;
}

test('a buyer is banned from the list; what they say next is not taken, and lifting the ban takes it again', async ({ shopPage: page, request }) => {
  await makeProduct(page, { code: '5', name: 'Scarf', variants: [{ name: 'Blue', stock: 9 }] });
  const orders = async () => ((await (await page.request.get('/api/orders')).json()) as { items: Order[] }).items;
  await say(request, page.shop.handle, [{ client: 'tess.t', message: 'sold #5' }]);
  await expect.poll(async () => (await orders()).length).toBe(1);
  await page.goto('/buyers');
  await page.getByRole('button', { name: 'tess.t' }).click();
  const panel = page.getByRole('complementary', { name: 'tess.t' });
  await panel.getByRole('button', { name: 'Banned' }).click();
  await expect(page.getByText('tess.t is banned')).toBeVisible();
  await expect(page.getByRole('table').getByText('Banned')).toBeVisible();
  await say(request, page.shop.handle, [{ client: 'tess.t', message: 'sold #5 again' }]);
  await page.goto('/live');
  await expect(page.getByRole('log').getByText('This buyer is banned')).toBeVisible();
  expect(await orders()).toHaveLength(1);
  await page.goto('/buyers');
  await page.getByRole('button', { name: /tess\.t/ }).click();
  await panel.getByRole('button', { name: 'Fine' }).click();
  await expect(page.getByText('tess.t may claim again')).toBeVisible();
  await say(request, page.shop.handle, [{ client: 'tess.t', message: 'mine #5' }]);
  await expect.poll(async () => (await orders()).length).toBe(2);
});

test('what a buyer left unpaid stands beside the name, and holds back the next claim until the seller says so', async ({ shopPage: page, request }) => {
  await makeProduct(page, { code: '6', name: 'Mug', variants: [{ name: 'White', stock: 9 }] });
  expect((await page.request.patch('/api/settings', { data: { hold_seconds: 30 } })).status()).toBe(200);
  expect((await page.request.patch('/api/settings/selling', { data: { unpaidLimit: 1 } })).status()).toBe(200);
  await say(request, page.shop.handle, [{ client: 'otto', message: 'sold #6' }]);
  const unpaid = async () => ((await (await page.request.get('/api/orders?stage=unpaid')).json()) as { items: Order[] }).items.length;
  await expect.poll(unpaid, { timeout: 50_000 }).toBe(1);
  await page.goto('/orders');
  await expect(page.getByRole('table').getByText('unpaid 1')).toBeVisible();
  await page.goto('/live');
  await say(request, page.shop.handle, [{ client: 'otto', message: 'mine #6' }]);
  const review = page.getByRole('region', { name: 'Needs your word' });
  await expect(review.getByText('This buyer has left too many holds unpaid')).toBeVisible();
  await expect(review.getByText('1 order so far, 1 left unpaid')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tabpanel', { name: /Held/ }).getByText('otto')).toBeVisible();
});

test('two names turn out to be one person, and their orders of the show are one cart', async ({ shopPage: page, request }) => {
  await makeProduct(page, { code: '7', name: 'Vase', variants: [{ name: 'Tall', stock: 9 }] });
  await say(request, page.shop.handle, [{ client: 'ana.m', message: 'sold #7' }, { client: 'AnaMart', message: 'sold #7', platform: 'youtube_live' }]);
  const carts = async () => ((await (await page.request.get('/api/orders')).json()) as { items: Order[] }).items.map((order) => order.cart_id);
  await expect.poll(async () => new Set(await carts()).size).toBe(2);
  await page.goto('/buyers');
  await page.getByRole('button', { name: 'ana.m' }).click();
  const panel = page.getByRole('complementary', { name: 'ana.m' });
  await panel.getByRole('button', { name: 'Same person as' }).click();
  await page.keyboard.type('anamart');
  await panel.getByRole('button', { name: /AnaMart/ }).click();
  await expect(panel.getByText('This cannot be taken back')).toBeVisible();
  await panel.getByRole('button', { name: 'Join them' }).click();
  await expect(page.getByText('AnaMart and ana.m are one buyer')).toBeVisible();
  await expect(panel.getByRole('link', { name: /#7 Tall/ })).toHaveCount(2);
  expect(new Set(await carts()).size).toBe(1);
  await page.goto('/orders?by=parcel');
  await expect(page.getByText('2 orders · $30.00')).toBeVisible();
});
