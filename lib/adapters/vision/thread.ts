import type { Worker } from 'node:worker_threads';
import { AppError } from '#lib/core/errors.ts';
import type { Log } from '#lib/ports.ts';
import type { Looks, Vision } from './engine.ts';
import type { Call, Hello, Method, Reply, ThreadData } from './messages.ts';

/** Longer than any one picture or ten frames take on a busy machine; then the thread is taken for stuck. */
const callMs = 30_000;
/** More calls waiting than this would be answered too late to be of use. */
const maxWaiting = 64;

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: AppError) => void;
}

/**
 * The matcher in a thread of its own, so that looking at pictures never holds up the event loop. Started at the first call
 * and again after a crash; calls that were under way fail with `unavailable` then, and the catalogues must be opened anew.
 * `file` is the thread's program, `data` what it is told. Throws `overloaded` when too much waits.
 */
export function visionThread(file: string | URL, log: Log, { withinMs = callMs, data }: { withinMs?: number; data?: ThreadData } = {}): Vision {
  let worker: Worker | null = null;
  let calls = 0;
  let looks: Looks | null = null;
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    // Not imported: a bundler would want to bundle the program that it runs.
    const { Worker: Thread } = process.getBuiltinModule('node:worker_threads');
    const made = new Thread(file, { name: 'vision', workerData: data });
    made.on('message', (reply: Reply | Hello) => {
      if ('looks' in reply) {
        looks = reply.looks;
        return;
      }
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) made.unref();
      if ('value' in reply) asked?.resolve(reply.value as never);
      else asked?.reject(new AppError(reply.failed.code ?? 'internal', reply.failed.message));
    });
    made.on('error', (error: unknown) => log.error({ error }, 'vision.thread_failed'));
    made.on('exit', (code) => {
      if (worker !== made) return;
      worker = null;
      looks ??= { encoder: null, problem: 'Looking at pictures ended while it was being started. It is tried again with the next picture' };
      log.warn({ code, waiting: waiting.size }, 'vision.thread_ended');
      fail(new AppError('unavailable', 'Looking at pictures was interrupted: try again.'));
    });
    return made;
  }

  function fail(error: AppError): void {
    const failed = [...waiting.values()];
    waiting.clear();
    for (const { reject } of failed) reject(error);
  }

  function ask<T>(method: Method, ...args: unknown[]): Promise<T> {
    if (waiting.size >= maxWaiting) return Promise.reject(new AppError('overloaded', 'Too many pictures are waiting to be looked at: try again.', { retryAfterSeconds: 2 }));
    worker ??= start();
    const asked = worker;
    // It keeps the process alive only while somebody waits for it.
    asked.ref();
    const id = (calls += 1);
    return new Promise<T>((resolve, reject) => {
      const late = setTimeout(() => {
        log.error({ method, withinMs }, 'vision.thread_stuck');
        void asked.terminate();
      }, withinMs * (1 + waiting.size));
      late.unref();
      waiting.set(id, {
        resolve: (value) => (clearTimeout(late), resolve(value)),
        reject: (error) => (clearTimeout(late), reject(error)),
      });
      asked.postMessage({ id, method, args } satisfies Call);
    });
  }

  return {
    get looks() {
      return looks;
    },
    model: () => ask('model'),
    prepare: (picture) => ask('prepare', picture),
    open: (id, pictures) => ask('open', id, pictures),
    recognise: (id, frames) => ask('recognise', id, frames),
    async close() {
      const ended = worker;
      worker = null;
      fail(new AppError('unavailable', 'This process is stopping.'));
      await ended?.terminate();
    },
  };
}
