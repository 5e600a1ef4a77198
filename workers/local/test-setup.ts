import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { endLeftPostgres } from './postgres.ts';
import { isAlive } from './process.ts';
import { endLeftRedis } from './redis.ts';
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
  await sweep();
  const dataDir = makeTestFolder();
  const stack = await startStack({ dataDir, log: () => {}, named: {} });
  Object.assign(process.env, stack.env, { DATA_DIR: dataDir });
  project.provide('stack', stack.env);
  return async () => {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** A fresh folder for a stack or a server, named after this process: a later run sweeps it should this one be killed. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711); // Postgres runs as `nobody` when we are root
  return folder;
}

async function sweep(): Promise<void> {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? process.pid);
    if (isAlive(pid)) continue;
    const folder = path.join(os.tmpdir(), name);
    await endLeftPostgres(folder);
    await endLeftRedis(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}
