import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';

const MAX_BYTES = 10_000_000;

/**
 * Opens a log for a child to append to; one over 10 MB is first moved to `<file>.old`, which replaces the last such one.
 * Without a file: the terminal. Close it once the child is spawned.
 */
export function openLog(file: string | undefined): { stdio: number | 'inherit'; close(): void } {
  if (file === undefined) return { stdio: 'inherit', close: () => {} };
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.old`);
  const stdio = openSync(file, 'a', 0o600);
  return { stdio, close: () => closeSync(stdio) };
}

/** The last lines of a log that are not empty; '' when there is none. */
export function lastLines(file: string, count: number): string {
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').split('\n').filter((line) => line.trim()).slice(-count).join('\n');
}
