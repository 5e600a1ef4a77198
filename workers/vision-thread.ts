/** The thread in which the web process looks at pictures; see lib/adapters/vision/thread.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '#lib/adapters/vision/engine.ts';
import type { ThreadData } from '#lib/adapters/vision/messages.ts';
import { serveVision } from '#lib/adapters/vision/serve.ts';
import { AppError } from '#lib/core/errors.ts';
import { createLog } from '#lib/server/log.ts';
import type { Encoder } from '#lib/vision/schema.ts';

if (!parentPort) throw new Error('workers/vision-thread.ts is a thread of the web process, no program');
const { imageModel, logLevel } = (workerData ?? { logLevel: 'info' }) as ThreadData;

/** Without an encoder, or with a broken one, details alone decide: a broken model never stops the matching. `problem` is for the health page. */
async function encoderOf(file: string): Promise<{ encoder: Encoder } | { problem: string }> {
  try {
    // The runtime of models is large, and most go without.
    const { loadImageEncoder } = await import('#lib/adapters/onnx/image-encoder.ts');
    return { encoder: await loadImageEncoder(file) };
  } catch (error) {
    createLog('vision', logLevel).error({ error, file }, 'vision.model_failed');
    return { problem: `${error instanceof AppError ? error.message : 'The image model cannot be run'}. Details alone tell products apart until then` };
  }
}

serveVision(parentPort, createEngine(imageModel ? await encoderOf(imageModel) : {}));
