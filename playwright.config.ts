import { mkdtempSync, chmodSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

const port = Number(process.env.E2E_PORT ?? 3917);
// The runner evaluates this file once per process: the folder is made by the first and handed on.
process.env.E2E_DATA ??= mkdtempSync(path.join(os.tmpdir(), 'claimcast-e2e-'));
chmodSync(process.env.E2E_DATA, 0o711);

/** The whole product, as `npm start` brings it up, in a fresh folder; a real Chromium in front of it. */
export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    },
  },
  webServer: {
    command: `"${process.execPath}" workers/local.ts --port ${port} --data "${process.env.E2E_DATA}"`,
    url: `http://127.0.0.1:${port}/health`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    env: { INGEST_LIMIT_PER_CLIENT: 'off', SIGN_IN_LIMIT: '300' },
  },
});
