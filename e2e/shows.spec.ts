import { expect, makeProduct, say, test } from './fixtures.ts';

test('a show is planned, put in order by keyboard, checked and taken live', async ({ shopPage: page, request }) => {
  await makeProduct(page, { code: '1', name: 'Linen shirt', variants: [{ name: 'One size', stock: 3 }] });
  await makeProduct(page, { code: '2', name: 'Wrap dress', variants: [{ name: 'S', stock: 1 }, { name: 'M', stock: 2 }] });
  await makeProduct(page, { code: '3', name: 'Silk scarf', variants: [{ name: 'One size', stock: 5 }] });
  await page.goto('/shows');
  await page.getByRole('button', { name: 'Plan a show' }).click();
  await expect(page).toHaveURL(/\/shows\/[0-9a-f-]{36}$/);

  await page.getByLabel('Title').fill('Friday drop');
  await page.getByLabel('Title').press('Enter');
  await page.getByLabel('Starts').fill('2031-05-09T19:30');
  await page.getByLabel('Starts').press('Enter');
  await page.getByRole('button', { name: 'TikTok' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Friday drop');
  await expect(page.getByText('Fri 9 May 2031, 19:30')).toBeVisible();
  await expect(page.getByText('Claims up to 30 min after the end still count.')).toBeVisible();

  const sheet = page.getByRole('region', { name: 'Run sheet' });
  await sheet.getByRole('button', { name: 'Add products' }).click();
  await page.getByLabel('Search products').fill('scarf');
  await page.getByRole('button', { name: 'Add #3 Silk scarf' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await sheet.getByRole('button', { name: 'Add all 2' }).click();
  const rows = sheet.getByRole('listitem');
  await expect(rows).toHaveText([/#3/, /#1/, /#2/]);

  const handle = sheet.getByRole('button', { name: 'Move #2 Wrap dress' });
  const told = page.getByRole('status').filter({ hasText: /#2/ }).first();
  await handle.focus();
  await page.keyboard.press('Space');
  await expect(told).toContainText('would be number 3');
  await page.keyboard.press('ArrowUp');
  await expect(told).toContainText('would be number 2');
  await page.keyboard.press('ArrowUp');
  await expect(told).toContainText('would be number 1');
  await page.keyboard.press('Space');
  await expect(rows).toHaveText([/#2/, /#3/, /#1/]);
  await sheet.getByRole('button', { name: 'Take #3 off the run sheet' }).click();
  await expect(rows).toHaveText([/#2/, /#1/]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveText([/#2/, /#3/, /#1/]);
  await expect(sheet.getByText('Saved')).toBeVisible();
  await page.reload();
  await expect(rows).toHaveText([/#2/, /#3/, /#1/]);

  const check = page.getByRole('region', { name: 'Before you go live' });
  await expect(check.getByText(/Without a picture: #2, #3 and #1/)).toBeVisible();
  await check.getByText(/things are ready/).click();
  await expect(check.getByText('3 products on the run sheet')).toBeVisible();
  // The page may hear that the show is live before its button is done: the desk opens all the same.
  const heard = Promise.withResolvers<void>();
  let isAsked = false;
  await page.route('**/api/shows/*/live', (route) => ((isAsked = true), route.continue()));
  await page.route('**/api/shows/*/check', async (route) => {
    if (isAsked) await heard.promise;
    await route.continue();
  });
  await check.getByRole('button', { name: 'Go live' }).click();
  await expect(check).toBeHidden();
  heard.resolve();
  await expect(page).toHaveURL(/\/live$/);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const run = page.getByRole('group', { name: /Run sheet/ });
  await expect(run.getByRole('button')).toHaveText(['#2', '#3', '#1']);
  await page.keyboard.press('ArrowRight');
  await expect(run.getByRole('button', { pressed: true })).toHaveText('#2');
  await page.keyboard.press('ArrowRight');
  await expect(run.getByRole('button', { pressed: true })).toHaveText('#3');

  await say(request, page.shop.handle, [{ client: 'ann', message: 'mine #1' }]);
  await expect(page.getByRole('tabpanel', { name: /Held/ }).getByText('ann')).toBeVisible();
  await page.goto('/shows');
  await page.getByRole('link', { name: 'Friday drop' }).click();
  await page.getByRole('button', { name: 'End' }).click();
  await expect(page.getByRole('link', { name: 'Report' })).toBeVisible({ timeout: 15_000 });
  await page.getByRole('link', { name: 'All shows' }).click();
  await expect(page.getByRole('region', { name: 'Past' }).getByRole('listitem')).toContainText('orders1');

  // Late, and counted: nothing new has opened.
  await say(request, page.shop.handle, [{ client: 'late', message: 'mine #3' }]);
  await expect.poll(async () => ((await (await page.request.get('/api/orders')).json()) as { items: { show_title: string }[] }).items.map(({ show_title }) => show_title)).toEqual(['Friday drop', 'Friday drop']);
  expect(((await (await page.request.get('/api/shows')).json()) as { items: unknown[] }).items).toHaveLength(1);
});

test('what stops a show is said, and a plan that is taken away can be had back', async ({ shopPage: page, problems }) => {
  problems.allow(/404/);
  await page.goto('/shows');
  await page.getByRole('button', { name: 'Plan a show' }).click();
  const check = page.getByRole('region', { name: 'Before you go live' });
  await expect(check.getByText(/nothing to sell yet/)).toBeVisible();
  await expect(check.getByRole('button', { name: 'Go live' })).toBeDisabled();
  await makeProduct(page, { code: 'A17', name: 'Mug', variants: [{ name: 'One size', stock: 0 }] });
  await makeProduct(page, { code: '17A', name: 'Free sticker', priceMinor: 0, variants: [{ name: 'One size', stock: 9 }] });
  await page.reload();
  await expect(check.getByText(/Without a price: #17A/)).toBeVisible();
  await expect(check.getByText(/Sold out: #A17/)).toBeVisible();
  await expect(check.getByRole('button', { name: 'Go live' })).toBeDisabled();

  const address = page.url();
  await page.getByRole('button', { name: 'Take this plan away' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page).toHaveURL(address);
  await page.getByRole('button', { name: 'Take this plan away' }).click();
  await expect(page.getByText('Plan your first show')).toBeVisible({ timeout: 15_000 });
});
