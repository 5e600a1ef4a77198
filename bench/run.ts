/**
 * `npm run bench -- [--only ingest|drain|latency|storm|fanout|memory] [--quick] [--dev] [--profile <folder>]`
 * Measures the real processes on a stack of their own in a temporary folder, prints a table and writes it, with the
 * machine and the versions, to bench/results/<date>-<commit>.json and latest.json. Ends 1 when an aim was missed.
 * `--quick` is shorter, `--dev` takes the web process without a build, `--profile` keeps CPU profiles
 * of web and pipeline there and tells the costliest statements: none of them is kept as a result.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measureDrain } from './drain.ts';
import { measureFanout } from './fanout.ts';
import { isMet, ratioOf, tableOf, type Figure } from './figures.ts';
import { measureIngest } from './ingest.ts';
import { measureLatency } from './latency.ts';
import { measureMemory } from './memory.ts';
import { measureStorm } from './storm.ts';
import { startWorld, type World } from './world.ts';

export interface Bench {
  world: World;
  quick: boolean;
  note: (text: string) => void;
}

const measures = { ingest: measureIngest, drain: measureDrain, latency: measureLatency, storm: measureStorm, fanout: measureFanout, memory: measureMemory };
type Name = keyof typeof measures;

const ROOT = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean', default: false }, dev: { type: 'boolean', default: false }, profile: { type: 'string' } },
});
const names = Object.keys(measures) as Name[];
const only = (values.only ?? []).flatMap((list) => list.split(','));
const unknown = only.find((name) => !names.includes(name as Name));
if (unknown) {
  process.stderr.write(`--only ${unknown}: there is ${names.join(', ')}.\n`);
  process.exit(2);
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return ''; // not a clone
  }
}

async function machineOf({ sql, redis }: World) {
  const [postgres] = await sql<{ server_version: string }[]>`show server_version`;
  const version = (name: string) => (JSON.parse(readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
  return {
    machine: { cpu: os.cpus()[0]?.model ?? '', cores: os.cpus().length, memoryGb: Math.round(os.totalmem() / 2 ** 30), system: `${os.type()} ${os.release()}`, loadBefore: os.loadavg()[0] },
    versions: { node: process.version, postgres: postgres?.server_version, redis: /redis_version:(\S+)/.exec(await redis.info('server'))?.[1], next: version('next'), 'socket.io': version('socket.io') },
  };
}

function keep(result: object): void {
  const folder = path.join(ROOT, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const text = `${JSON.stringify(result, null, 2)}\n`;
  const commit = git('rev-parse', '--short', 'HEAD') || 'no-commit';
  writeFileSync(path.join(folder, `${new Date().toISOString().slice(0, 10)}-${commit}.json`), text);
  writeFileSync(path.join(folder, 'latest.json'), text);
}

async function main(): Promise<void> {
  process.chdir(ROOT); // the demo's files are found from there
  const startedAt = performance.now();
  const note = (text: string) => void process.stderr.write(`  ${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
  const world = await startWorld({ dev: values.dev, note, profileDir: values.profile });
  const stop = (code: number) => void world.stop().finally(() => process.exit(code));
  process.once('SIGINT', () => stop(130)).once('SIGTERM', () => stop(143));
  const figures: Figure[] = [];
  try {
    const where = await machineOf(world);
    const { cores, loadBefore = 0 } = where.machine;
    note(`${cores} cores, load ${loadBefore.toFixed(2)}${loadBefore > cores / 2 ? ': others are at work here, so only the ratios say something' : ''}`);
    for (const name of names) {
      if (only.length > 0 && !only.includes(name)) continue;
      note(name);
      figures.push(...(await measures[name]({ world, quick: values.quick, note })));
      if (values.profile) note(`costliest statements:\n${(await world.costliestStatements()).join('\n')}`);
    }
    process.stdout.write(`\n${tableOf(figures)}\n`);
    const whole = only.length === 0 && !values.quick && !values.dev && !values.profile;
    if (whole) {
      keep({
        at: new Date().toISOString(),
        commit: git('rev-parse', 'HEAD'),
        changed: git('status', '--porcelain') !== '',
        ...where,
        tookSeconds: Math.round((performance.now() - startedAt) / 1000),
        figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: isMet(figure) })),
      });
    }
  } finally {
    await world.stop();
  }
  process.exit(figures.some((figure) => isMet(figure) === false) ? 1 : 0);
}

await main();
