import { expect, test } from './fixtures.ts';

test('the demo show plays from its button, comments and orders run in, and it stops', async ({ demoPage: page }) => {
  await page.getByRole('button', { name: /demo show/i }).first().click();
  const play = page.getByRole('button', { name: /^play/i }).or(page.getByRole('menuitem', { name: /10/ })).first();
  if (await play.isVisible().catch(() => false)) await play.click();
  const started = await page.request.get('/api/demo');
  if (((await started.json()) as { state: string }).state === 'idle') await page.request.post('/api/demo', { data: { speed: 20 } });
  await expect(page.getByRole('log', { name: 'Chat' }).getByText(/\S/).first()).toBeVisible();
  await expect(page.getByRole('article', { name: /On screen: #/ })).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => ((await (await page.request.get('/api/orders?status=pending')).json()) as { items: unknown[] }).items.length, { timeout: 30_000 }).toBeGreaterThan(3);
  await page.request.delete('/api/demo');
  await expect.poll(async () => ((await (await page.request.get('/api/demo')).json()) as { state: string }).state).toBe('idle');
});
