/**
 * `npm test`: everything, in this order, stopping at the first step that fails: lint with the import rules, the production
 * build, types, unit and integration tests against real Postgres and Redis, end-to-end tests in a real Chromium.
 * `npm test -- lint types` runs the named steps only. Finds Chromium and Redis, or installs Debian's when root.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { build as buildProduct, isBuilt } from './local/build.ts';
import { findChromium } from './local/chromium.ts';
import { Fault, oneLine } from './local/fault.ts';

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'claimcast-run-'));
const counts = { passed: 0, failed: 0 };

/** Runs a program of node_modules with this very Node. Resolves to its exit status. */
function run(program: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env } });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

const UnitReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const EndToEndReport = z.object({ stats: z.object({ expected: z.number(), unexpected: z.number() }) });

function count<T extends z.ZodType>(file: string, schema: T, read: (report: z.infer<T>) => readonly [passed: number, failed: number]): void {
  const [passed, failed] = read(schema.parse(JSON.parse(readFileSync(file, 'utf8'))));
  counts.passed += passed;
  counts.failed += failed;
}

async function unit(): Promise<number> {
  const report = path.join(scratch, 'unit.json');
  const status = await run('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  count(report, UnitReport, (read) => [read.numPassedTests, read.numFailedTests]);
  return status;
}

async function endToEnd(): Promise<number> {
  const report = path.join(scratch, 'e2e.json');
  const chromium = await findChromium((line) => process.stdout.write(`${line}\n`));
  const status = await run('@playwright/test/cli.js', ['test'], { CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  count(report, EndToEndReport, (read) => [read.stats.expected, read.stats.unexpected]);
  return status;
}

async function build(): Promise<number> {
  if (isBuilt(root)) return 0;
  await buildProduct({ root, logFile: path.join(scratch, 'build.log'), env: process.env, signal: new AbortController().signal });
  return 0;
}

const steps: Record<string, () => Promise<number>> = {
  lint: () => run('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']),
  build,
  types: () => run('typescript/bin/tsc', ['--noEmit']),
  unit,
  e2e: endToEnd,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  process.stderr.write(`Unknown step ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}\n`);
  process.exit(2);
}

let status = 0;
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const startedAt = performance.now();
  process.stdout.write(`\n== ${name}\n`);
  try {
    status = await step();
  } catch (error) {
    process.stderr.write(`${oneLine(error)}\n${(error instanceof Fault && error.detail) || ''}\n`);
    status = 1;
  }
  process.stdout.write(`== ${name} ${status === 0 ? 'passed' : 'FAILED'} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  if (status !== 0) break;
}
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`);
process.exit(status);
