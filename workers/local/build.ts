import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Fault } from './fault.ts';
import { lastLines, openLog } from './log-file.ts';

type Wanted = { root: string; logFile: string; env: Record<string, string | undefined>; signal: AbortSignal };

const SOURCES = ['app/**', 'components/**', 'lib/**', 'public/**', 'proxy.ts', 'next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json'];

/** True when `.next` holds a build of the sources as they are now. */
export function isBuilt(root: string): boolean {
  const kept = path.join(root, '.next', 'claimcast-build');
  if (!existsSync(path.join(root, '.next', 'BUILD_ID')) || !existsSync(kept)) return false;
  return readFileSync(kept, 'utf8') === hashSources(root);
}

/** Runs `next build` and notes what it was built from. Fault with the end of its output. Safe to run twice. */
export async function build({ root, logFile, env, signal }: Wanted): Promise<void> {
  const hash = hashSources(root); // before the build: an edit meanwhile makes the next start build again
  const kept = path.join(root, '.next', 'claimcast-build');
  rmSync(kept, { force: true });
  rmSync(logFile, { force: true });
  mkdirSync(path.dirname(logFile), { recursive: true });
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const log = openLog(logFile);
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root, stdio: ['ignore', log.stdio, log.stdio], signal, env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  log.close();
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Fault(`the build failed, see ${logFile}`, { detail: lastLines(logFile, 30) });
  writeFileSync(kept, hash);
}

/** SHA-256 over path and content of everything that goes into the build; tests do not. */
export function hashSources(root: string): string {
  const hash = createHash('sha256').update(process.version);
  const files = globSync(SOURCES, { cwd: root, withFileTypes: true, exclude: (entry) => entry.name.endsWith('.test.ts') });
  for (const file of files.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort()) {
    hash.update(`\0${path.relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}
