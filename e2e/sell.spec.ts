import type { Page } from '@playwright/test';
import { expect, makeProduct, say, test } from './fixtures.ts';

interface Order {
  id: string;
  status: string;
  buyer_name: string;
}

/** The seller's orders of one buyer, newest first. */
async function ordersOf(page: Page, buyer: string): Promise<Order[]> {
  return ((await (await page.request.get(`/api/orders?buyer=${buyer}`)).json()) as { items: Order[] }).items;
}

/** The buyer's link, as the seller copies it. */
async function linkOf(page: Page, buyer: string): Promise<string> {
  await expect.poll(async () => (await ordersOf(page, buyer)).length).toBeGreaterThan(0);
  const [order] = await ordersOf(page, buyer);
  const { link } = (await (await page.request.get(`/api/orders/${order?.id}/link`)).json()) as { link: string };
  return new URL(link).pathname;
}

test('comment, held, pay page on a phone, paid on the seller\'s screen; a refund puts the unit back for the next in line', async ({ shopPage: page, browser, request }) => {
  const { handle } = page.shop;
  await makeProduct(page, { code: '14', name: 'Linen shirt', priceMinor: 2990, variants: [{ name: 'M', options: { size: 'M' }, stock: 1 }] });
  const settings = await page.request.patch('/api/settings/selling', { data: { shipping: { kind: 'flat', priceMinor: 500, freeAboveMinor: null }, shipCountries: ['US', 'DE'] } });
  expect(settings.status(), await settings.text()).toBe(200);
  await say(request, handle, [{ client: 'ana.m', message: 'mine #14', message_id: '1' }, { client: 'kim_00', message: 'sold 14', message_id: '2' }]);
  await expect(page.getByRole('tabpanel', { name: /Held/ }).getByText('ana.m')).toBeVisible();

  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-US', isMobile: true, hasTouch: true });
  const buyer = await phone.newPage();
  await buyer.goto(await linkOf(page, 'ana.m'));
  await buyer.getByRole('button', { name: 'Pay $34.90' }).click();
  await expect(buyer.getByText(/no money moves/i).first()).toBeVisible();
  await buyer.getByRole('link', { name: /test address/i }).click();
  await buyer.getByRole('button', { name: 'Pay $34.90 (test)' }).click();
  await expect(buyer).toHaveURL(/\/pay\/.*paid=1/);
  await expect(buyer.getByRole('status').getByText('$34.90 has arrived.')).toBeVisible({ timeout: 20_000 });

  // The seller's screen, without being touched.
  await page.getByRole('tab', { name: /Paid/ }).click();
  const paid = page.getByRole('tabpanel', { name: /Paid/ });
  await expect(paid.getByText('ana.m')).toBeVisible();

  const [order] = await ordersOf(page, 'ana.m');
  const refund = await page.request.post(`/api/orders/${order?.id}/refund`, { data: {} });
  expect(refund.status(), await refund.text()).toBe(201);
  await expect.poll(async () => (await ordersOf(page, 'ana.m'))[0]?.status, { timeout: 20_000 }).toBe('refunded');
  await page.getByRole('tab', { name: /Held/ }).click();
  await expect(page.getByRole('tabpanel', { name: /Held/ }).getByText('kim_00')).toBeVisible();
  await buyer.reload();
  await expect(buyer.getByText(/\$29\.90/).first()).toBeVisible();
  await phone.close();
});

test('a bank that answers later: the items stay held meanwhile, and are paid when it says yes', async ({ shopPage: page, browser, request }) => {
  const { handle } = page.shop;
  await makeProduct(page, { code: '7', name: 'Ceramic cup', priceMinor: 1200, variants: [{ name: 'One size', stock: 2 }] });
  await say(request, handle, [{ client: 'jo', message: 'mine 7', message_id: '1' }]);
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-US' });
  const buyer = await phone.newPage();
  const link = await linkOf(page, 'jo');
  await buyer.goto(link);
  await buyer.getByRole('button', { name: 'Pay $12.00' }).click();
  await buyer.getByRole('link', { name: /fill in a test/i }).click();
  await buyer.getByRole('button', { name: /Pay by bank/ }).click();
  await buyer.goto(link);
  await expect(buyer.getByText(/bank is working/i)).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => (await ordersOf(page, 'jo'))[0]?.status, { timeout: 40_000 }).toBe('paid');
  await buyer.goto(link);
  await expect(buyer.getByText('Ceramic cup').first()).toBeVisible();
  await phone.close();
});
