import { expect, makeProduct, say, test } from './fixtures.ts';

test('what is pinned lies over the video; a claim takes one off the count, the last one is sold out, an old address shows nothing', async ({ shopPage: page, browser, request, problems }) => {
  const { handle } = page.shop;
  const shirt = await makeProduct(page, { code: '14', name: 'Linen shirt', priceMinor: 2990, variants: [{ name: 'M', options: { size: 'M' }, stock: 2 }, { name: 'L', options: { size: 'L' }, stock: 1 }] });
  const cup = await makeProduct(page, { code: '9', name: 'Ceramic cup', variants: [{ name: 'One size', stock: 1 }] });

  await page.goto('/settings#overlay');
  const settings = page.getByRole('region', { name: 'Overlay' });
  await settings.getByLabel('Place').click();
  await page.getByRole('option', { name: 'Right' }).click();
  const address = settings.getByLabel('the overlay’s address', { exact: true });
  await expect(address).toHaveText(/\/overlay\/[0-9a-f]{64}\?position=right$/);
  await expect(settings.frameLocator('iframe').first().getByText('$29.90')).toBeVisible();
  const url = (await address.textContent()) ?? '';

  // As OBS opens it: no session.
  const obs = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const overlay = await obs.newPage();
  await overlay.goto(url);
  await expect(overlay.getByRole('main')).toBeEmpty();
  const pin = (productId: string) => page.request.post('/api/shows/current/pin', { data: { productId } });
  await pin(shirt.id);
  await expect(overlay.getByRole('region', { name: 'Linen shirt' })).toContainText('$29.90');
  await expect(overlay.getByText('3 left')).toBeVisible();
  expect(await overlay.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe('rgba(0, 0, 0, 0)');

  await say(request, handle, [{ client: 'ana.maria_1990', message: 'mine #14 M', message_id: '1' }]);
  await expect(overlay.getByText('2 left')).toBeVisible();
  await expect(overlay.getByRole('complementary')).toHaveText(/ana$/);

  await pin(cup.id);
  await say(request, handle, ['kim_00', 'jo', 'lee'].map((client, n) => ({ client, message: 'sold 9', message_id: `c${n}` })));
  await expect(overlay.getByText('Sold out')).toBeVisible();
  await expect(overlay.getByText('2 waiting')).toBeVisible();
  await expect(overlay.getByText('Linen shirt')).toHaveCount(0);

  await settings.getByRole('button', { name: 'New address' }).click();
  await expect(address).not.toHaveText(url);
  problems.allow(/404/);
  await expect(overlay.getByRole('main')).toBeEmpty();
  await obs.close();
});
