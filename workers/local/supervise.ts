import { type ChildProcess, spawn } from 'node:child_process';
import { Fault, oneLine } from './fault.ts';
import { lastLines, openLog } from './log-file.ts';
import { childEnv } from './process.ts';

export type ChildSpec = {
  name: string;
  /** A TypeScript file and its arguments, run by this same Node. */
  args: string[];
  env: Record<string, string | undefined>;
  cwd?: string;
  /** Where its output goes; the terminal when not given. */
  logFile?: string;
  /** How long the first `ready` may take; 60 s. */
  readyMs?: number;
  /** SIGKILL this long after SIGTERM; 10 s. */
  stopMs?: number;
};
/** The first wait before a restart, the longest, and the life after which a child counts as healthy. */
export type Backoff = { firstMs: number; mostMs: number; healthyMs: number };
export type Supervised = { readonly pid: number | undefined; readonly restarts: number; stop: () => Promise<void> };
type Options = { log: (line: string) => void; backoff?: Backoff };

const BACKOFF: Backoff = { firstMs: 250, mostMs: 10_000, healthyMs: 30_000 };

/**
 * Runs a child that says `ready` over ipc, and resolves then; a child that ends before that is a Fault. A child that ends
 * later is started again after 250 ms, doubled each time up to 10 s, from 250 ms again once one lived 30 s. The child is
 * detached, so that Ctrl-C reaches only us, and must leave on `disconnect`, so that it goes when we are killed.
 */
export async function supervise(spec: ChildSpec, { log, backoff = BACKOFF }: Options): Promise<Supervised> {
  let child = launch(spec);
  let stopping = false;
  let restarts = 0;
  let waitMs = backoff.firstMs;
  let timer: NodeJS.Timeout | undefined;

  try {
    await whenReady(child, spec);
  } catch (error) {
    await stopChild(child, spec.stopMs);
    throw error;
  }
  watch();

  function watch(): void {
    const since = performance.now();
    whenOver(child, (reason) => {
      if (stopping) return;
      if (performance.now() - since >= backoff.healthyMs) waitMs = backoff.firstMs;
      log(`${spec.name} ended (${reason}); starting it again in ${waitMs} ms`);
      timer = setTimeout(again, waitMs);
      waitMs = Math.min(waitMs * 2, backoff.mostMs);
    });
  }

  function again(): void {
    restarts++;
    child = launch(spec);
    watch();
  }

  return {
    get pid() { return child.pid; },
    get restarts() { return restarts; },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await stopChild(child, spec.stopMs);
    },
  };
}

function launch({ args, env, cwd, logFile }: ChildSpec): ChildProcess {
  const log = openLog(logFile);
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log.stdio, log.stdio, 'ipc'], env: childEnv(env), ...(cwd && { cwd }) });
  log.close();
  return child;
}

/** Calls back once: the child ended, or could not be started. */
function whenOver(child: ChildProcess, over: (reason: string) => void): void {
  if (hasEnded(child)) return over('ended at once');
  let told = false;
  const tell = (reason: string) => {
    if (told) return;
    told = true;
    over(reason);
  };
  child.once('error', (error) => tell(oneLine(error)));
  child.once('exit', (code, signal) => tell(signal ?? `code ${code}`));
}

function whenReady(child: ChildProcess, { name, readyMs = 60_000, logFile }: ChildSpec): Promise<void> {
  const options = () => (logFile ? { detail: lastLines(logFile, 8) } : {});
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Fault(`${name} was not ready after ${readyMs / 1000} s`, options())), readyMs);
    child.on('message', (message) => {
      if (message !== 'ready') return;
      clearTimeout(timer);
      resolve();
    });
    whenOver(child, (reason) => {
      clearTimeout(timer);
      reject(new Fault(`${name} ended before it was ready (${reason})`, options()));
    });
  });
}

/** SIGTERM; after `stopMs` SIGKILL to the child and what it started. Returns when it is gone; safe when it is already. */
async function stopChild(child: ChildProcess, stopMs = 10_000): Promise<void> {
  const { pid } = child;
  if (hasEnded(child) || pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-pid, 'SIGKILL'); // detached: it leads a group of its own
  }, stopMs);
  await gone;
  clearTimeout(timer);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
