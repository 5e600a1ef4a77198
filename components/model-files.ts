import * as ort from 'onnxruntime-web/wasm';

const folder = '/models/';

/** A file of the models that are shipped could not be fetched. */
export class Unreachable extends Error {}

/** A file of the models that are shipped. Throws Unreachable when it is refused or does not come in time. */
export async function fetchModelFile(file: string, withinMs: number): Promise<Response> {
  const answer = await fetch(folder + file, { signal: AbortSignal.timeout(withinMs) }).catch((cause: unknown) => {
    throw new Unreachable(file, { cause });
  });
  if (!answer.ok) throw new Unreachable(`${file} was refused: ${answer.status}`);
  return answer;
}

/** A session over one of them, on this worker's one thread. */
export async function openModelFile(file: string, withinMs: number): Promise<ort.InferenceSession> {
  ort.env.wasm.numThreads = 1;
  return ort.InferenceSession.create(await (await fetchModelFile(file, withinMs)).arrayBuffer(), { executionProviders: ['wasm'] });
}
