import { readFileSync } from 'node:fs';
import { expect, makeProduct, say, test } from './fixtures.ts';

test('what a comment meant is corrected by keyboard, undone, said again, and downloaded for retraining', async ({ shopPage: page, request }) => {
  await say(request, page.shop.handle, [{ client: 'ana.m', message: 'hahaha', message_id: '1' }]);
  const chat = page.getByRole('log', { name: 'Chat' });
  await expect(chat.getByText('hahaha')).toBeVisible();

  const pencil = chat.getByRole('button', { name: 'What ana.m meant' });
  await pencil.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'just chat' })).toBeChecked();
  await page.keyboard.type('a ques');
  await page.keyboard.press('Enter');
  await expect(chat.getByText('Question')).toBeVisible();
  await expect(chat.getByText('corrected by you')).toBeVisible();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(chat.getByText('corrected by you')).toHaveCount(0);
  await pencil.hover();
  await pencil.click();
  await page.getByRole('menuitemradio', { name: 'a complaint' }).click();
  await expect(chat.getByText('Complaint')).toBeVisible();
  await expect(page.getByText('ana.m: a complaint')).toBeVisible();
  await page.reload();
  await expect(chat.getByText('Complaint')).toBeVisible();

  await page.goto('/settings#understanding');
  const section = page.getByRole('region', { name: 'Understanding' });
  await expect(section.getByText('1 comment corrected')).toBeVisible();
  await expect(section.getByRole('listitem')).toContainText(/hahaha.*just chat.*a complaint/);
  await expect(section.getByText('npm run train -- --corrections corrections.jsonl')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await section.getByRole('link', { name: 'Download corrections' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('corrections.jsonl');
  expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject({ text: 'hahaha', intent: 'complaint', was: 'none' });

  await section.getByRole('button', { name: /^Remove/ }).click();
  await expect(section.getByText('Nothing is corrected yet')).toBeVisible();
});

test('a comment is tried out in the browser, with the catalogue, and nothing that is typed leaves it', async ({ shopPage: page }) => {
  await makeProduct(page, { code: 'A17', name: 'Linen shirt', variants: [{ name: 'Red M', options: { color: 'Red', size: 'M' }, stock: 3 }] });
  await page.goto('/settings#understanding');
  const typed: string[] = [];
  page.on('request', (request) => {
    if (/gimme|hammock/i.test(`${decodeURIComponent(request.url())} ${request.postData() ?? ''}`)) typed.push(request.url());
  });
  const meaning = page.getByRole('status', { name: 'What it means' });
  await page.getByLabel('Try a comment').fill('gimme 2 of A17 in red M please');
  await expect(meaning).toContainText('This is a claim', { timeout: 30_000 });
  await expect(meaning).toContainText('×2#A17redm');
  await page.getByLabel('Try a comment').fill('is the hammock waterproof?');
  await expect(meaning).toContainText('This is a question');
  await expect(meaning).not.toContainText('#A17');
  await page.getByLabel('Try a comment').fill('');
  await expect(meaning).toBeEmpty();
  expect(typed).toEqual([]);
});
