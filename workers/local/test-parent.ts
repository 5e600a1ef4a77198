import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * For tests of what a `kill -9` leaves behind: runs `code` (an async function body with `load(file)`, which imports a file of
 * this folder) in another Node, and gives back that process with the JSON it returned, while it goes on living.
 */
export async function parentThat<T>(code: string): Promise<{ result: T; kill(): Promise<void> }> {
  const folder = pathToFileURL(`${import.meta.dirname}${path.sep}`).href;
  const script = `
    const load = (file) => import(${JSON.stringify(folder)} + file);
    (async () => { ${code} })().then((result) => process.send({ result }));
    setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const message = await new Promise<{ result: T }>((resolve, reject) => {
    child.once('message', (sent) => resolve(sent as { result: T }));
    child.once('exit', (status) => reject(new Error(`the parent ended with ${status}`)));
  });
  return { result: message.result, kill: () => killed(child) };
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
