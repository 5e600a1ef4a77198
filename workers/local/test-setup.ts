import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { makeScratch, sweepScratch } from './scratch.ts';
import { startStack } from './stack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    stack: Record<string, string>;
  }
}

const PREFIX = 'claimcast-test-';

/**
 * Vitest's global setup: a fresh data folder and stack for the run, in `process.env` and as `inject('stack')`. Whatever
 * database or Redis the environment names is left alone. What a killed run left is stopped and removed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepScratch(PREFIX);
  const dataDir = makeTestFolder();
  const stack = await startStack({ dataDir, log: () => {}, named: {} });
  Object.assign(process.env, stack.env, { DATA_DIR: dataDir });
  project.provide('stack', stack.env);
  return async () => {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** A fresh folder for a test's own stack or server; a later run sweeps it should this one be killed. */
export function makeTestFolder(): string {
  return makeScratch(PREFIX);
}
