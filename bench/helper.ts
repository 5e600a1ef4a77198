import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** A process of the bench's own, so that its CPU is not counted as the measured process's. */
export interface Helper {
  pid: number;
  /** One question at a time; rejects when the helper fails or ends. */
  ask<T>(what: string, input: object): Promise<T>;
  stop(): Promise<void>;
}

type Answer = { value?: unknown; error?: string };

/** Starts bench/<file> and waits until it listens. */
export async function startHelper(file: string, env: Record<string, string>): Promise<Helper> {
  const child = fork(path.join(import.meta.dirname, file), { env: { ...env } as NodeJS.ProcessEnv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await next(child, file);
  return {
    pid: child.pid!,
    async ask<T>(what: string, input: object): Promise<T> {
      child.send({ what, input });
      const { value, error } = await next(child, file);
      if (error) throw new Error(`${file} ${what}: ${error}`);
      return value as T;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      const late = setTimeout(() => child.kill('SIGKILL'), 3000);
      await gone;
      clearTimeout(late);
    },
  };
}

function next(child: ChildProcess, file: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`${file} ended (${code})`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as Answer);
    });
  });
}

/** The helper's side: answers the parent's questions, and leaves when the parent does. */
export function answerParent(handlers: Record<string, (input: never) => Promise<unknown>>): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    const { what, input } = message as { what: string; input: never };
    Promise.resolve(handlers[what]!(input)).then(
      (value) => process.send?.({ value: value ?? null }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.send?.({ value: 'listening' });
}
