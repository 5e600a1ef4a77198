import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { drawProduct } from '../lib/vision/drawn.ts';
import config from '../playwright.config.ts';
import { expect, makeProduct, test } from './fixtures.ts';

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

test('where the seller lets it, the camera pins by itself; the browser remembers that, and the pictures', async ({ shopPage: page }) => {
  await openStage(page);
  const panel = page.getByRole('region', { name: 'Camera' });
  await panel.getByRole('button', { name: 'Use a camera' }).click();
  await panel.getByRole('switch', { name: 'Pin what the camera is sure of' }).click();
  await expect(page.getByRole('article', { name: /On screen: #14/ })).toBeVisible({ timeout: 20_000 });

  const fetched: string[] = [];
  page.context().on('request', (request) => request.url().includes('/pictures/') && request.resourceType() === 'fetch' && fetched.push(request.url()));
  await page.reload();
  await panel.getByRole('button', { name: 'Use a camera' }).click();
  await expect(panel.getByRole('switch')).toBeChecked();
  await expect(panel.getByRole('status')).toHaveText(/Camera sees #14/, { timeout: 20_000 });
  expect(fetched).toEqual([]);
});
