import type { MessagePort } from 'node:worker_threads';
import { AppError } from '#lib/core/errors.ts';
import type { Vision } from './engine.ts';
import type { Call, Hello, Reply } from './messages.ts';

/** Says what this engine is, then answers the calls of `visionThread` with it, one after the other, in the order they came. */
export function serveVision(port: MessagePort, engine: Vision): void {
  port.postMessage({ looks: engine.looks } satisfies Hello);
  let last: Promise<void> = Promise.resolve();
  port.on('message', (call: Call) => {
    last = last.then(async () => port.postMessage(await answer(engine, call)));
  });
}

async function answer(engine: Vision, { id, method, args }: Call): Promise<Reply> {
  try {
    const work = engine[method] as (...args: unknown[]) => Promise<unknown>;
    return { id, value: await work(...args) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, failed: { code: error instanceof AppError ? error.code : null, message } };
  }
}
