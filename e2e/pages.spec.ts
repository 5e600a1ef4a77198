import { expect, openShop, signIn, test } from './fixtures.ts';

const pages = ['/live', '/orders', '/products', '/settings', '/docs/api'];

for (const [screen, viewport] of [['desk', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }]] as const) {
  test(`every page stands on a ${screen}, empty and without a word in the console`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await openShop(page);
    for (const path of pages) {
      await page.goto(path);
      await expect(page.getByRole('main')).toContainText(/\S/);
      await expect(page.getByRole('status', { name: /Loading/ })).toHaveCount(0);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
  });
}

test('signing out ends the session; pages send a stranger to the sign-in; signing in comes back', async ({ page }) => {
  const shop = await openShop(page);
  await page.getByRole('button', { name: /account and theme/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await page.goto('/orders');
  await expect(page).toHaveURL(/sign-in/);
  expect((await page.request.get('/api/orders', { headers: { 'x-forwarded-for': '203.0.113.7' } })).status()).toBe(401);
  await signIn(page, shop.email, shop.password);
});

test('a wrong password says so and keeps the address', async ({ page, problems }) => {
  problems.allow(/400/);
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill('nobody@example.com');
  await page.getByLabel('Password').fill('wrong-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue('nobody@example.com');
});

test('a product is made by hand, its stock changed in place, archived and brought back', async ({ shopPage: page }) => {
  await page.goto('/products');
  await page.getByRole('button', { name: 'New product' }).first().click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Code').fill('B5');
  await sheet.getByLabel('Name', { exact: true }).fill('Phone strap');
  await sheet.getByLabel('Price', { exact: false }).first().fill('12.50');
  await sheet.getByLabel(/^Stock of/).first().fill('4');
  await sheet.getByRole('button', { name: /save|add|make/i }).last().click();
  await expect(page.getByRole('button', { name: 'Open Phone strap' })).toBeVisible();
  const products = (await (await page.request.get('/api/products')).json()) as { items: { price_minor: number; variants: { stock: number }[] }[] };
  expect(products.items[0]).toMatchObject({ price_minor: 1250, variants: [{ stock: 4 }] });
  await page.getByRole('button', { name: 'More for Phone strap' }).click();
  await page.getByRole('menuitem', { name: /archive/i }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Open Phone strap' })).toBeVisible();
});

test('the API page reads the document and tries a request', async ({ page }) => {
  await page.goto('/docs/api');
  await expect(page.getByText('/api/comments').first()).toBeVisible();
  await expect(page.getByText('Accept comments').first()).toBeVisible();
});
