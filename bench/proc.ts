import { readFileSync, readdirSync } from 'node:fs';

// Linux only; elsewhere every figure is NaN and the table says so.
const tickMs = 10;

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // not Linux, or the process has ended
  }
}

/** CPU time a process has used so far, user and system, in ms. */
export function cpuMsOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN)) * tickMs;
}

/** CPU time of a process and all it ever started, gone ones too, in ms. */
export function cpuMsOfTree(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const gone = (Number(fields[13] ?? Number.NaN) + Number(fields[14] ?? Number.NaN)) * tickMs;
  return childrenOf(pid).reduce((sum, child) => sum + cpuMsOfTree(child), cpuMsOf(pid) + gone);
}

/** Memory of a process in MB: resident, and `shared` parts counted in proportion to who shares them. */
export function memoryOf(pid: number): { rssMb: number; pssMb: number } {
  const kb = (text: string, name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN);
  const rollup = read(`/proc/${pid}/smaps_rollup`);
  return { rssMb: Math.round(kb(rollup, 'Rss') / 1024), pssMb: Math.round(kb(rollup, 'Pss') / 1024) };
}

/** Children of a process, direct ones. */
export function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) => read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
}

export function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}

/** CPU time of several processes together while `work` runs, as ms and as a share of one core. */
export async function withCpu<T>(pids: readonly number[], work: () => Promise<T>): Promise<{ value: T; cpuMs: number; share: number }> {
  const before = pids.map(cpuMsOf);
  const startedAt = performance.now();
  const value = await work();
  const tookMs = performance.now() - startedAt;
  const cpuMs = pids.reduce((sum, pid, n) => sum + cpuMsOf(pid) - before[n]!, 0);
  return { value, cpuMs, share: cpuMs / tookMs };
}
