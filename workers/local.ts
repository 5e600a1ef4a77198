import { existsSync } from 'node:fs';
import path from 'node:path';
import { styleText } from 'node:util';
import { build, isBuilt } from './local/build.ts';
import { asFault, Fault } from './local/fault.ts';
import { type LocalOptions, type Part, readOptions, USAGE } from './local/options.ts';
import { isFree } from './local/ports.ts';
import { showProgress } from './local/progress.ts';
import { startStack, type Stop } from './local/stack.ts';
import { type Demo, summary } from './local/summary.ts';
import { supervise } from './local/supervise.ts';

// `npm start` and `npm run dev`: brings up everything that the environment does not name, supervises it, and stops it
// again on Ctrl-C or SIGTERM. What a `kill -9` leaves is adopted or stopped by the next start.

const ROOT = path.resolve(import.meta.dirname, '..');
const { step, line } = showProgress(process.stdout);
const stops: Stop[] = [];
const leaving = new AbortController();

process.on('SIGTERM', () => void leave());
process.on('SIGINT', () => void leave());

const started = start();
started.catch(fail);

async function start(): Promise<void> {
  const since = performance.now();
  if (existsSync(path.join(ROOT, '.env'))) process.loadEnvFile(path.join(ROOT, '.env'));
  const options = readOptions(process.argv.slice(2), process.env, ROOT);
  if (options.help) return void process.stdout.write(`${USAGE}\n`);
  await refuseTakenPort(options);
  line('');
  const stack = await startStack({ dataDir: options.dataDir, log: note, step });
  stops.push(stack.stop);
  if (leaving.signal.aborted) return;
  const env = {
    ...process.env, ...stack.env, PORT: String(options.port), HOST: options.host, DATA_DIR: options.dataDir,
    NODE_ENV: options.dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1',
  };
  const wanted = (part: Part) => !options.without.has(part);
  if (wanted('web') && !options.dev && !isBuilt(ROOT)) {
    await step('build', () => build({ root: ROOT, logFile: logOf(options, 'build'), env, signal: leaving.signal }));
  }
  const demo = options.empty ? undefined : await step('demo', () => seed({ ...stack.env, DATA_DIR: options.dataDir }));
  for (const part of (['pipeline', 'web'] as const).filter(wanted)) { // stopped the other way round: first no new comments
    if (leaving.signal.aborted) return;
    const args = [path.join(ROOT, 'workers', `${part}.ts`), ...(options.dev ? ['--dev'] : [])];
    const spec = { name: part, args, env, cwd: ROOT, ...(!options.dev && { logFile: logOf(options, part) }) };
    const child = await step(part, () => supervise(spec, { log: note }));
    stops.push(() => child.stop());
  }
  line(summary(options, demo, performance.now() - since));
}

async function seed(env: Record<string, string>): Promise<Demo> {
  const { seedDemo } = await import('./local/seed.ts');
  return seedDemo({ env });
}

async function refuseTakenPort({ port, host, without }: LocalOptions): Promise<void> {
  if (without.has('web') || (await isFree(port, host))) return;
  const orRights = port < 1024 ? ' or only root may open it' : '';
  throw new Fault(`port ${port} is in use${orRights}: stop what listens there, or choose another, such as --port=${port < 1024 ? 3000 : port + 1}`);
}

/** The first signal stops everything in order; the second leaves at once (the next start cleans up). */
async function leave(): Promise<void> {
  if (leaving.signal.aborted) process.exit(1);
  leaving.abort();
  line(styleText('dim', '  stopping'));
  await started.catch(() => {}); // told by `fail`, or the abort itself
  await stopAll();
  process.exit(0);
}

async function fail(error: unknown): Promise<void> {
  if (leaving.signal.aborted) return;
  report(error);
  await stopAll();
  process.exit(1);
}

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

function logOf({ dataDir }: LocalOptions, name: string): string {
  return path.join(dataDir, 'log', `${name}.log`);
}

function note(text: string): void {
  line(styleText('dim', `    ${text}`));
}

function report(thrown: unknown): void {
  const error = asFault(thrown);
  if (!(error instanceof Fault)) return void process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  if (error.detail) process.stderr.write(`\n${styleText('dim', error.detail)}\n`);
  process.stderr.write(`\n${styleText('red', 'Claimcast cannot start:')} ${error.message}\n`);
}
