import { spawn, type SpawnOptions } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemCode } from './fault.ts';

export type Ran = { code: number; output: string };

/** Runs a program to its end and returns its exit code with stdout and stderr together. Throws only when it cannot be spawned. */
export function run(command: string, args: string[], options: SpawnOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    child.stderr?.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 128 : 1), output: output.trim() }));
  });
}

/** Any variables as the environment of a child: Next's types want NODE_ENV in each, which a child of ours need not have. */
export function childEnv(variables: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return variables as NodeJS.ProcessEnv;
}

/** True while a process with this id exists, whoever owns it. A zombie counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
  return procStat(pid)?.state !== 'Z';
}

/** The tick at which Linux started this process; undefined elsewhere. Tells a process from a later one with the same id. */
export function startTick(pid: number): string | undefined {
  return procStat(pid)?.startTick;
}

function procStat(pid: number): { state: string; startTick: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before it may hold spaces
    return { state: fields[0] ?? '', startTick: fields[19] ?? '' };
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ESRCH') return undefined;
    throw error;
  }
}

/** Polls `condition` every `everyMs` until it holds or `withinMs` are over; says whether it held. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs: number, everyMs = 20): Promise<boolean> {
  const end = performance.now() + withinMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() >= end) return false;
    await pause(everyMs);
  }
}

/** SIGTERM, then SIGKILL after `graceMs`. Returns when the process is gone. Safe when it is gone already. */
export async function endProcess(pid: number, graceMs: number): Promise<void> {
  signal(pid, 'SIGTERM');
  if (await until(() => !isAlive(pid), graceMs)) return;
  signal(pid, 'SIGKILL');
  await until(() => !isAlive(pid), 5_000);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}

/** The full path of the first of `names` that PATH has as an executable, else undefined. */
export function onPath(names: string[], searchPath = process.env['PATH'] ?? ''): string | undefined {
  for (const name of names) {
    for (const folder of searchPath.split(path.delimiter)) {
      const file = path.join(folder, name);
      if (folder && isExecutable(file)) return file;
    }
  }
  return undefined;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // the only question asked
  }
}
