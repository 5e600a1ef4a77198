import { expect, makeProduct, say, test } from './fixtures.ts';

test('an unclear claim is asked about and settled by keyboard', async ({ shopPage: page, request }) => {
  await makeProduct(page, { code: '9', name: 'Wrap dress', variants: [{ name: 'S', options: { size: 'S' }, stock: 1 }, { name: 'M', options: { size: 'M' }, stock: 2 }] });
  await page.reload();
  await say(request, page.shop.handle, [{ client: 'lou', message: 'mine #9 please' }, { client: 'noor', message: 'sold 9' }]);
  const review = page.getByRole('region', { name: 'Needs your word' });
  await expect(review.getByText('lou')).toBeVisible();
  await expect(review.getByText(/several variants/)).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tabpanel', { name: /Held/ }).getByText('lou')).toBeVisible();
  await expect(review.getByText('noor')).toBeVisible();
  await page.keyboard.press('x');
  await expect(review.getByText('Nothing is open')).toBeVisible();
  const orders = (await (await page.request.get('/api/orders')).json()) as { items: { buyer_name: string; variant_name: string }[] };
  expect(orders.items.map(({ buyer_name, variant_name }) => [buyer_name, variant_name])).toEqual([['lou', 'M']]);
});

test('an order says why this buyer got it', async ({ shopPage: page, request }) => {
  await makeProduct(page, { code: '3', name: 'Candle', variants: [{ name: 'Fig', stock: 5 }] });
  await say(request, page.shop.handle, [{ client: 'vero.veo', message: 'sold #3', message_id: 'yt-77' }]);
  await expect.poll(async () => ((await (await page.request.get('/api/orders')).json()) as { items: unknown[] }).items.length).toBe(1);
  await page.goto('/orders');
  await page.getByText('vero.veo').first().click();
  const panel = page.getByRole('complementary').or(page.getByRole('dialog'));
  await expect(panel.getByText('sold #3')).toBeVisible();
  await expect(panel.getByText(/Enough units were free/)).toBeVisible();
});
