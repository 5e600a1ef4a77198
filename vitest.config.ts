import { defineConfig } from 'vitest/config';

const folders = ['app', 'components', 'lib', 'supabase/tests', 'workers'];

export default defineConfig({
  test: {
    globalSetup: ['workers/local/test-setup.ts'], // a fresh Postgres, gateway and Redis for the run
    include: folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
