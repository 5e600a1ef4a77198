import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { drawProduct } from '../lib/vision/drawn.ts';
import config from '../playwright.config.ts';
import { expect, makeProduct, say, test } from './fixtures.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'claimcast-camera-'));
const video = path.join(folder, 'held.mjpeg');
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Chromium's camera plays this file: JPEGs one after the other. */
test.use({
  launchOptions: {
    ...config.use?.launchOptions,
    args: [...(config.use?.launchOptions?.args ?? []), '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${video}`],
  },
});

const picture = (seed: number, hue: readonly number[]) => {
  const { data, width, height } = drawProduct(seed, hue);
  return sharp(data, { raw: { width, height, channels: 4 } });
};
const shirt = () => picture(3, [60, 110, 160]);
const lamp = () => picture(5, [180, 90, 40]);

/** A product held up, a little turned, before a wall. */
async function heldUp(product: Sharp): Promise<Buffer> {
  const turned = await product.rotate(8, { background: '#7a7166' }).resize({ height: 400 }).png().toBuffer();
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#7a7166' } }).composite([{ input: turned }]).jpeg({ quality: 92 }).toBuffer();
}

async function film(product: Sharp): Promise<void> {
  const frame = await heldUp(product);
  writeFileSync(video, Buffer.concat(Array.from({ length: 10 }, () => frame)));
}

/** The encoders that the pictures this browser keeps were prepared with. */
async function keptEncoders(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('refused'));
    });
    const database = await asked(indexedDB.open('claimcast-camera'));
    const pictures = (await asked(database.transaction('pictures').objectStore('pictures').getAll())) as { embedding: { encoderId: string } | null }[];
    return pictures.map(({ embedding }) => embedding?.encoderId);
  });
}

/** A live show with two products; the camera is shown one of them. */
async function openStage(page: Page): Promise<void> {
  await film(shirt());
  const upload = async (product: Sharp) => {
    const answer = await page.request.post('/api/products/pictures', { multipart: { file: { name: 'p.png', mimeType: 'image/png', buffer: await product.png().toBuffer() } } });
    expect(answer.status()).toBe(201);
    return ((await answer.json()) as { path: string }).path;
  };
  const variants = [{ name: 'One size', stock: 3 }];
  await makeProduct(page, { code: '9', name: 'Desk lamp', pictures: [await upload(lamp())], variants });
  await makeProduct(page, { code: '14', name: 'Linen shirt', pictures: [await upload(shirt())], variants });
  expect((await page.request.post('/api/shows', { data: { title: 'Friday drop' } })).ok()).toBe(true);
  await page.goto('/live');
}

test('the camera sees what is held up; Enter puts it on screen, a digit another product; no frame is sent', async ({ shopPage: page, problems }) => {
  await openStage(page);
  const sent: string[] = [];
  page.on('request', (request) => request.method() !== 'GET' && sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const panel = page.getByRole('region', { name: 'Camera' });
  await panel.getByRole('button', { name: 'Use a camera' }).click();
  await expect(panel.getByRole('status')).toHaveText(/Camera sees #14 Linen shirt, (sure|likely)/, { timeout: 20_000 });
  expect(sent).toEqual([]);
  // The browser has the image model too: what it keeps was prepared with it.
  const { name } = JSON.parse(readFileSync('public/models/images.json', 'utf8')) as { name: string };
  expect(await keptEncoders(page)).toEqual([name, name]);

  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: /On screen: #14/ })).toBeVisible();
  await expect(panel.getByText('On screen', { exact: true })).toBeVisible();
  const shown = async () => ((await (await page.request.get('/api/shows/current')).json()) as { show: { pinned_by: string; pinned_score: number } }).show;
  await expect.poll(async () => (await shown()).pinned_by).toBe('camera');
  expect((await shown()).pinned_score).toBeGreaterThan(0.7);

  await page.keyboard.press('2');
  await expect(page.getByRole('article', { name: /On screen: #9/ })).toBeVisible();
  await expect.poll(async () => (await shown()).pinned_by).toBe('hand');

  // Whatever the worker were made to do, its policy keeps it on this origin.
  problems.allow(/Content Security Policy/);
  const reached = await page.workers()[0]?.evaluate(() => {
    const refused = new Promise<string>((resolve) => addEventListener('securitypolicyviolation', (event) => resolve((event as SecurityPolicyViolationEvent).effectiveDirective)));
    return fetch('https://example.com/').then(() => 'reached', () => refused);
  });
  expect(reached).toBe('connect-src');

  await panel.getByRole('button', { name: 'Stop the camera' }).click();
  await expect(panel.getByRole('button', { name: 'Use a camera' })).toBeVisible();
});

test('where the show lets it, the camera pins by itself; the show keeps that, the browser the pictures', async ({ shopPage: page }) => {
  await openStage(page);
  const panel = page.getByRole('region', { name: 'Camera' });
  await panel.getByRole('button', { name: 'Use a camera' }).click();
  await panel.getByRole('switch', { name: 'Pin what the camera sees' }).click();
  await expect(page.getByRole('article', { name: /On screen: #14/ })).toBeVisible({ timeout: 20_000 });
  // The same word lets frames that a program sends in pin.
  expect(await (await page.request.get('/api/shows/current')).json()).toMatchObject({ show: { follow_camera: true } });

  const fetched: string[] = [];
  page.context().on('request', (request) => request.url().includes('/pictures/') && request.resourceType() === 'fetch' && fetched.push(request.url()));
  await page.reload();
  await panel.getByRole('button', { name: 'Use a camera' }).click();
  await expect(panel.getByRole('switch')).toBeChecked();
  await expect(panel.getByRole('status')).toHaveText(/Camera sees #14/, { timeout: 20_000 });
  expect(fetched).toEqual([]);
});

test('only what Enter would act on says so, and a low desk hides nothing: the column scrolls by itself', async ({ shopPage: page, request }) => {
  await page.setViewportSize({ width: 1440, height: 760 });
  await makeProduct(page, { code: '7', name: 'Wrap dress', variants: [{ name: 'S', stock: 1 }, { name: 'M', stock: 1 }] });
  await openStage(page);
  await say(request, page.shop.handle, [{ client: 'lou', message: 'mine #7 please' }]);
  const review = page.getByRole('region', { name: 'Needs your word' });
  const panel = page.getByRole('region', { name: 'Camera' });
  const hold = review.getByRole('button', { name: /Hold it/ });
  await expect(hold).toBeDisabled();
  await expect(page.getByText('↵')).toHaveCount(0);
  await page.keyboard.press('1');
  await expect(hold).toContainText('↵');
  await expect(review.getByRole('button', { name: /^1 S/ })).toBeVisible();

  await panel.getByRole('button', { name: 'Use a camera' }).click();
  await expect(panel.getByRole('button', { name: /Put on screen/ })).toContainText('↵', { timeout: 20_000 });
  await expect(hold).toBeEnabled();
  await expect(page.getByText('↵')).toHaveCount(1);
  await expect(review.locator('kbd', { hasText: /^\d$/ })).toHaveCount(0);

  const stage = page.getByRole('region', { name: 'Stage pane' });
  const said = review.getByText('mine #7 please');
  await expect.poll(() => stage.evaluate((pane) => pane.scrollHeight - pane.clientHeight)).toBeGreaterThan(0);
  expect((await hold.boundingBox())!.y).toBeGreaterThan((await said.boundingBox())!.y + (await said.boundingBox())!.height);
  await stage.hover();
  await page.mouse.wheel(0, 5000);
  await expect(hold).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => [scrollY, document.documentElement.scrollHeight - innerHeight])).toEqual([0, 0]);

  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: /On screen: #14/ })).toBeVisible();
  await expect(hold).toContainText('↵');
  await expect(page.getByText('↵')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tabpanel', { name: /Held/ }).getByText('lou')).toBeVisible();
});

test('the stream delay is told, changed, and taken from what the comments say', async ({ shopPage: page }) => {
  expect((await page.request.post('/api/shows', { data: { title: 'Friday drop' } })).ok()).toBe(true);
  const suggestion = { delay_ms: 6000, agreement: 0.8, comments: 14 };
  await page.route('**/api/shows/current/delay', (route) => route.fulfill({ json: { show_id: null, delay_ms: 0, suggestion } }));
  const delay = async () => ((await (await page.request.get('/api/shows/current')).json()) as { show: { delay_ms: number } }).show.delay_ms;
  await page.goto('/live');
  const panel = page.getByRole('region', { name: 'Camera' });
  await panel.getByRole('button', { name: 'Stream delay 0 s, change' }).click();
  const field = panel.getByLabel('Stream delay, seconds');
  await expect(field).toBeFocused();
  await field.fill('soon');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('alert')).toHaveText('Seconds, from 0 to 120.');
  await field.fill('4,5');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: 'Stream delay 4.5 s, change' })).toBeVisible();
  await expect.poll(delay).toBe(4500);

  await expect(panel.getByText('Viewers seem to be 6 s behind.')).toBeVisible();
  await panel.getByRole('button', { name: 'Use 6 s' }).click();
  await expect(panel.getByRole('button', { name: 'Stream delay 6 s, change' })).toBeVisible();
  await expect(panel.getByText(/Viewers seem/)).toBeHidden();
  await expect.poll(delay).toBe(6000);
});

test('Settings say how far the pictures are, and keep frames as long as the seller wants', async ({ shopPage: page }) => {
  await openStage(page);
  let progress: object = { total: 500, ready: 118, earlier: 0, waiting: 380, failed: [{ product_id: crypto.randomUUID(), path: '/p.png', problem: 'This is not a picture.' }, { product_id: crypto.randomUUID(), path: '/q.png', problem: 'It is too large.' }] };
  await page.route('**/api/products/pictures/progress', (route) => route.fulfill({ json: progress }));
  await page.goto('/products');
  await expect(page.getByText('Preparing pictures 120 of 500').first()).toBeVisible();
  await page.goto('/settings');
  const section = page.getByRole('region', { name: 'Camera' });
  await expect(section.getByText('Preparing pictures 120 of 500')).toBeVisible();
  await expect(section.getByRole('list', { name: 'Pictures that cannot be used' }).getByRole('listitem')).toHaveCount(2);
  progress = { total: 500, ready: 500, earlier: 0, waiting: 0, failed: [] };
  await expect(section.getByText('500 pictures are ready.')).toBeVisible();
  await expect(section.getByText(/recognised by the details/)).toBeVisible();

  await section.getByLabel('Frames of your shows are kept for').click();
  await page.getByRole('option', { name: '3 days' }).click();
  await expect(section.getByText(/frames older than 3 days are deleted for good/)).toBeVisible();
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(section.getByText(/is deleted 3 days later/)).toBeVisible();
  expect(await (await page.request.get('/api/settings')).json()).toMatchObject({ frame_days: 3 });
});

test('a broken image model is told where the seller looks', async ({ shopPage: page }) => {
  await page.route('**/api/health', async (route) => {
    const health = (await (await route.fetch()).json()) as object;
    await route.fulfill({ json: { ...health, status: 'degraded', image_model: { status: 'degraded', detail: 'looks.json cannot be read. Details alone tell products apart until then' } } });
  });
  await page.goto('/settings');
  await expect(page.getByText('The model that should look at pictures does not work: looks.json cannot be read. Details alone tell products apart until then.')).toBeVisible();
});
