import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test as base, expect, type APIRequestContext, type Page } from '@playwright/test';

/** The whole product runs in this folder, see playwright.config.ts. */
const dataDir = process.env.E2E_DATA ?? '';

export const demo = {
  email: 'demo@claimcast.local',
  password: () => readFileSync(path.join(dataDir, 'demo-password'), 'utf8').trim(),
  streamer: 'demo',
};

interface Shop {
  handle: string;
  email: string;
  password: string;
}

interface Fixtures {
  /** Fails the test when the page logs an error or throws, but for what `allow` matches. */
  problems: { allow(pattern: RegExp): void };
  /** A page signed in as the demo seller. */
  demoPage: Page;
  /** A page signed in as the owner of a new, empty shop. */
  shopPage: Page & { shop: Shop };
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/live/);
}

let shops = 0;

/** A name that no button or heading has a part of, be it "A4" or "1": its digits are written in letters. */
const shopName = (): string => `shop${`${Date.now()}${(shops += 1)}`.replace(/\d/g, (digit) => 'zqxjkvwyfh'.charAt(Number(digit)))}`;

/** Opens a new shop the way a person does. */
export async function openShop(page: Page): Promise<Shop> {
  const name = shopName();
  const shop = { handle: name, email: `${name}@example.com`, password: 'Passw0rd!x' };
  await page.goto('/sign-up');
  await page.getByLabel('Shop name').fill(name);
  await page.getByLabel('Email').fill(shop.email);
  await page.getByLabel('Password').fill(shop.password);
  await page.getByRole('button', { name: /open/i }).click();
  await expect(page).toHaveURL(/\/live/);
  return shop;
}

/** Sends comments as a bridge on this machine does. */
export async function say(request: APIRequestContext, streamer: string, comments: { client: string; message: string; message_id?: string; platform?: string }[]) {
  const response = await request.post('/comments', { data: comments.map((comment) => ({ streamer, platform: 'tiktok_live', ...comment })) });
  expect(response.status()).toBe(200);
  const answer = (await response.json()) as { accepted: number; duplicates: number; rejected: unknown[] };
  expect(answer.rejected).toEqual([]);
  return answer;
}

/** Makes a product through the API, with the page's session. */
export async function makeProduct(page: Page, product: { code: string; name: string; priceMinor?: number; pictures?: string[]; variants: { name: string; options?: Record<string, string>; stock: number }[] }) {
  const response = await page.request.post('/api/products', { data: { priceMinor: 1500, ...product } });
  expect(response.status(), await response.text()).toBe(201);
  return (await response.json()) as { id: string; key: string; variants: { id: string; name: string }[] };
}

export const test = base.extend<Fixtures>({
  problems: [
    async ({ page }, give) => {
      const seen: string[] = [];
      const allowed: RegExp[] = [];
      page.on('pageerror', (error) => seen.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') seen.push(message.text());
      });
      await give({ allow: (pattern) => allowed.push(pattern) });
      expect(seen.filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
  demoPage: async ({ page }, give) => {
    await signIn(page, demo.email, demo.password());
    await give(page);
  },
  shopPage: async ({ page }, give) => {
    const shop = await openShop(page);
    await give(Object.assign(page, { shop }));
  },
});

export { expect };
