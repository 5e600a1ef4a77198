import { spawn } from 'node:child_process';
import path from 'node:path';

/** A pipeline of its own process. */
export interface TestPipeline {
  readonly pid: number;
  /** Its log so far, a line of JSON each. */
  output(): string;
  /** Sends the signal (SIGTERM) and waits until the process is gone. Safe when it is gone already. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
  /** How it ended, once it did. */
  ended: Promise<Ended>;
}
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * Runs `node workers/pipeline.ts` and answers once it says `ready`; throws with its log when it ends before. `env` goes
 * over the test's own environment. It leaves with the test process; end it in the test nevertheless.
 */
export async function startPipeline(env: Record<string, string> = {}): Promise<TestPipeline> {
  const child = spawn(process.execPath, [path.resolve('workers/pipeline.ts')], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Jobs of other suites are not for this one.
    env: { ...process.env, LOG_LEVEL: 'info', PIPELINE_JOBS: 'false', ...env },
  });
  let log = '';
  for (const out of [child.stdout, child.stderr]) out?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message) => message === 'ready' && resolve());
  });
  const first = await Promise.race([ready, ended]);
  if (first || child.pid === undefined) throw new Error(`the pipeline ended before it was ready:\n${log}`);
  return {
    pid: child.pid,
    output: () => log,
    ended,
    end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
}
