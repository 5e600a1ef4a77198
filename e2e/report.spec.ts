import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import postgres from 'postgres';
import { expect, makeProduct, say, test } from './fixtures.ts';

const dataDir = process.env.E2E_DATA ?? '';

/** The database of the product under test. */
function database() {
  const read = (name: string) => JSON.parse(readFileSync(path.join(dataDir, name), 'utf8')) as Record<string, string | number>;
  return postgres(`postgres://postgres:${read('keys.json')['postgresPassword']}@127.0.0.1:${read('ports.json')['postgres']}/postgres`, { max: 1 });
}

/** Three buyers claim, two of them pay: what a payment's event does, without a provider. Answers the show. */
async function playShow(page: Page & { shop: { handle: string } }, request: Parameters<typeof say>[0]): Promise<string> {
  const { handle } = page.shop;
  await makeProduct(page, { code: '14', name: 'Linen shirt', variants: [{ name: 'S', options: { size: 'S' }, stock: 5 }, { name: 'M', options: { size: 'M' }, stock: 5 }] });
  await makeProduct(page, { code: '9', name: 'Thermos', variants: [{ name: 'One size', stock: 1 }] });
  await say(request, handle, [
    { client: 'ana.m', message: 'mine 2 #14 M', message_id: '1' },
    { client: 'kim_00', message: 'sold 14 S', message_id: '2' },
    { client: 'jo.b', message: 'sold 9', message_id: '3' },
    { client: 'ana.m', message: 'sold 9', message_id: '4' },
    { client: 'tuan', message: 'hahaha', message_id: '5' },
  ]);
  const orders = async () => ((await (await page.request.get('/api/orders')).json()) as { items: { show_id: string; buyer_name: string }[] }).items;
  await expect.poll(async () => (await orders()).length).toBe(3);
  const sql = database();
  try {
    for (const buyer of ['ana.m', 'kim_00']) {
      await sql`
        with cart as (
          select o.cart_id, sum(o.total_minor)::bigint as amount, jsonb_agg(jsonb_build_object('orderId', o.id, 'quantity', o.quantity, 'amountMinor', o.total_minor)) as lines
          from public.orders o join public.buyers b on b.id = o.buyer_id join public.streamers s on s.id = o.streamer_id
          where s.handle = ${handle} and b.name = ${buyer} and o.status = 'pending' group by 1)
        select private.open_payment(cart_id, 'sandbox', amount, 'USD', '{}', lines, null, now() + interval '1 hour') from cart`;
      await sql`
        select private.take_event('sandbox', 'evt-' || p.id, 'completed', p.id, now(), null,
          ${sql.json({ shipTo: { name: `${buyer} at home`, line1: '1 High St', city: 'Leeds', postalCode: 'LS1', country: 'GB' } })})
        from public.payments p join public.carts c on c.id = p.cart_id join public.buyers b on b.id = c.buyer_id join public.streamers s on s.id = p.streamer_id
        where s.handle = ${handle} and b.name = ${buyer}`;
    }
  } finally {
    await sql.end();
  }
  return (await orders())[0]?.show_id ?? '';
}

/** Pages of a PDF. */
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;

test('after a show: the report answers, parcels are packed off the list, and each gets one page of paper', async ({ shopPage: page, request }) => {
  const show = await playShow(page, request);

  await page.goto(`/shows/${show}/report`);
  await expect(page.getByRole('heading', { name: 'When did we sell?' })).toBeVisible();
  await expect(page.getByText('Paid orders').locator('..')).toContainText('2');
  await expect(page.getByRole('table', { name: 'From a claim to a payment' }).getByRole('row', { name: 'Claims' })).toContainText('4');
  await expect(page.getByRole('table', { name: 'Products of this show' })).toContainText('Linen shirt');
  await expect(page.locator('svg.recharts-surface').first()).toBeVisible();
  const csv = await page.request.get(`/api/exports/orders?show=${show}`);
  expect(csv.headers()['content-type']).toContain('text/csv');
  expect((await csv.text()).split('\r\n')).toHaveLength(5);

  await page.goto(`/shows/${show}/pick-list`);
  const shelf = page.getByRole('region', { name: 'Off the shelf' });
  await expect(shelf.getByRole('checkbox')).toHaveCount(2);
  await shelf.getByRole('checkbox', { name: /Linen shirt M/ }).click();
  await expect(shelf.getByRole('status')).toContainText('1 of 3 units to go');

  await page.goto(`/shows/${show}/slips`);
  for (const paper of ['A4', 'A6', '4 × 6 in']) {
    await page.getByRole('button', { name: paper, exact: true }).click();
    await expect(page.getByRole('article', { name: /^Slip for/ })).toHaveCount(2);
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true })), paper).toBe(2);
  }
  await expect(page.getByRole('article', { name: 'Slip for ana.m' })).toContainText('1 High St');

  await page.goto(`/shows/${show}/pick-list`);
  const parcels = page.getByRole('region', { name: 'Parcels' });
  await parcels.getByRole('listitem').filter({ hasText: 'ana.m' }).getByRole('button', { name: 'Packed' }).click();
  await expect(page.getByRole('region', { name: 'Packed' })).toContainText('ana.m');
  await expect(shelf.getByRole('checkbox')).toHaveCount(1);
  await page.getByRole('region', { name: 'Packed' }).getByRole('button', { name: 'Undo' }).click();
  await expect(shelf.getByRole('checkbox')).toHaveCount(2);
});
