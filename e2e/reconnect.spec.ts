import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, makeProduct, say, test } from './fixtures.ts';

/** The web process, as the supervisor left its id; see workers/local/supervise.ts. */
async function webProcess(request: import('@playwright/test').APIRequestContext): Promise<number> {
  const text = await (await request.get('/api/metrics')).text();
  const pid = /^claimcast_process_id\{role="web"\} (\d+)/m.exec(text)?.[1];
  expect(pid).toBeTruthy();
  return Number(pid);
}

test('after any number of reconnects the screen equals the database', async ({ shopPage: page, request, problems }) => {
  problems.allow(/WebSocket|ERR_|Failed to load|fetch/i);
  const { handle } = page.shop;
  await makeProduct(page, { code: '7', name: 'Enamel pin', variants: [{ name: 'One size', stock: 500 }] });
  await page.reload();
  let sent = 0;
  for (let round = 0; round < 3; round += 1) {
    await say(request, handle, [0, 1, 2].map(() => ({ client: `viewer${(sent += 1)}`, message: 'mine #7', message_id: `m${sent}` })));
    const before = await webProcess(request);
    process.kill(before, 'SIGKILL');
    // Back under another id; meanwhile the pipeline went on without anybody looking.
    await expect.poll(() => webProcess(request).catch(() => before), { timeout: 30_000 }).not.toBe(before);
    await say(request, handle, [{ client: `viewer${(sent += 1)}`, message: 'mine #7', message_id: `m${sent}` }]);
  }
  const orders = async () => ((await (await page.request.get('/api/orders?status=pending&limit=200')).json()) as { items: { buyer_name: string }[] }).items;
  await expect.poll(async () => (await orders()).length).toBe(sent);
  const held = page.getByRole('tabpanel', { name: /Held/ }).getByRole('list', { name: 'Held' });
  await expect(page.getByRole('tab', { name: /Held/ })).toContainText(String(sent), { timeout: 20_000 });
  for (const { buyer_name } of await orders()) await expect(held.getByText(buyer_name, { exact: true })).toBeVisible();
  for (let n = 1; n <= sent; n += 1) await expect(page.getByRole('log', { name: 'Chat' }).getByText(`viewer${n}`, { exact: true })).toBeAttached();
  expect(readFileSync(path.join(process.env.E2E_DATA ?? '', 'log', 'web.log'), 'utf8')).not.toContain('mine #7');
});
