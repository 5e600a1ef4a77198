import type { Page } from '@playwright/test';
import { expect, makeProduct, say, test } from './fixtures.ts';

/** The buyer's link, as the seller copies it. */
async function linkOf(page: Page, buyer: string): Promise<string> {
  let order = '';
  await expect
    .poll(async () => (order = ((await (await page.request.get(`/api/orders?search=${buyer}`)).json()) as { items: { id: string }[] }).items[0]?.id ?? ''))
    .not.toBe('');
  const text = await (await page.request.get(`/api/orders/${order}/link`)).text();
  const link = /\/pay\/[0-9a-f]{64}/.exec(text)?.[0];
  expect(link, text).toBeTruthy();
  return link ?? '';
}

test('a buyer opens their link on a phone, sees what is held, and gives one thing up: the seller sees it at once', async ({ shopPage: page, browser, request }) => {
  const { handle } = page.shop;
  await makeProduct(page, { code: '14', name: 'Linen shirt', priceMinor: 2990, variants: [{ name: 'M', options: { size: 'M' }, stock: 3 }, { name: 'L', options: { size: 'L' }, stock: 3 }] });
  await makeProduct(page, { code: '9', name: 'Thermos', variants: [{ name: 'One size', stock: 1 }] });
  await say(request, handle, [
    { client: 'ana.m', message: 'mine 2 #14 M', message_id: '1' },
    { client: 'ana.m', message: 'sold 9', message_id: '2' },
    { client: 'kim_00', message: 'sold 9', message_id: '3' },
  ]);
  const held = page.getByRole('tabpanel', { name: /Held/ });
  await expect(held.getByText('ana.m')).toHaveCount(2);

  // Without scripts all of it works as well.
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-US', javaScriptEnabled: false });
  const buyer = await phone.newPage();
  await buyer.goto(await linkOf(page, 'ana.m'));
  await expect(buyer.getByRole('heading', { name: `Your order from ${handle}` })).toBeVisible();
  await expect(buyer.getByRole('button', { name: 'Pay $74.80' })).toBeVisible();
  await buyer.getByLabel('Give it up: Thermos').click();
  await buyer.getByRole('button', { name: 'Yes, give it up' }).click();
  await expect(buyer.getByRole('status')).toHaveText('Done. What you gave up goes to the next person.');
  await expect(buyer.getByRole('button', { name: 'Pay $59.80' })).toBeVisible();
  await expect(held.getByText('kim_00')).toBeVisible();

  await buyer.getByLabel('Take fewer: Linen shirt').click();
  await buyer.getByLabel('How many do you keep?').fill('1');
  await buyer.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(buyer.getByRole('button', { name: 'Pay $29.90' })).toBeVisible();

  // Why it is theirs, and where they stand with what is not.
  await buyer.getByRole('link', { name: 'Why did I get this?: Linen shirt' }).click();
  await expect(buyer.getByText('You were the first to ask, and there was enough.')).toBeVisible();
  expect(await buyer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await buyer.goBack();
  await say(request, handle, [{ client: 'ana.m', message: 'sold 9 x2', message_id: '4' }]);
  await expect(async () => {
    await buyer.reload();
    await expect(buyer.getByRole('link', { name: 'See your place in line: Thermos' })).toHaveCount(2, { timeout: 1000 });
  }).toPass();
  await buyer.getByLabel('Take fewer: Thermos').click();
  await buyer.getByLabel('How many do you keep?').filter({ visible: true }).fill('1');
  await buyer.getByRole('button', { name: 'Change', exact: true }).filter({ visible: true }).click();
  await expect(buyer.getByRole('status')).toHaveText('Done. What you gave up goes to the next person.');
  await expect(buyer.getByLabel('Take fewer: Thermos')).toHaveCount(0);
  await phone.close();
});

test('the page changes by itself, fits a narrow screen, and asks for no script of the desk', async ({ shopPage: page, browser, request }) => {
  const { handle } = page.shop;
  await makeProduct(page, { code: '7', name: 'Ceramic cup', variants: [{ name: 'One size', stock: 2 }] });
  await say(request, handle, [{ client: 'jo.b', message: 'mine 7', message_id: '1' }]);
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ar-EG' });
  const buyer = await phone.newPage();
  await buyer.goto(await linkOf(page, 'jo.b'));
  await expect(buyer.locator('html')).toHaveAttribute('lang', /en|ar/);
  await buyer.locator('footer summary').click();
  await buyer.getByRole('button', { name: 'العربية' }).click();
  await expect(buyer.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(buyer.getByRole('timer')).toBeVisible();
  expect(await buyer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await say(request, handle, [{ client: 'jo.b', message: 'mine 7', message_id: '2' }]);
  await expect(buyer.getByRole('button', { name: /ادفع/ })).toContainText('30.00', { timeout: 15_000 });
  await phone.close();
});
